"""Whose a file is: by its name and by the unit the document itself names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from township_reports.domain.county import Unit
from township_reports.domain.report import MentionSource, Report, UnreadableReportError
from township_reports.domain.run import Unclaimed
from township_reports.domain.unit_names import strip_suffixes
from township_reports.extraction.api import read_report
from township_reports.extraction.form_mapping.identity import identify_report
from township_reports.extraction.unexpected import refuse_unexpected
from township_reports.intake.current_roster import CurrentRoster
from township_reports.intake.incoming_bytes import read_bytes_or_reason
from township_reports.intake.likely_units import find_likely_units, find_name
from township_reports.storage.inbox import LONGEST_NAME, InboxFile
from township_reports.validation.deductive_imputation.impute import impute_shifted_rows
from township_reports.validation.frames.identity import is_name_of

IN_FOLDER, DROPPED = "改好、保存后自动重新辨认", "改好、保存后再放一次"
"""What follows when a person has done what a refusal asks for: of a file in the folder, of one that was dropped."""


class MatchedFiles(NamedTuple):
    """By the names of files: the codes of the units they are from, and those that are nobody's."""

    units: dict[str, str]
    unclaimed: dict[str, Unclaimed]

    def list_reasons(self) -> dict[str, str]:
        """Why a file is nobody's, by its name."""
        return {file: one.why for file, one in self.unclaimed.items()}


def match_files(files: Iterable[InboxFile], roster: CurrentRoster, year: int) -> MatchedFiles:
    """Read the files and sorts them by the one unit of the roster each names, unless it is of another year."""
    found = MatchedFiles({}, {})
    for file in files:
        recogniser = _UnitMatcher(PurePosixPath(file.name), roster, year, IN_FOLDER)
        content, refused = read_bytes_or_reason(file.path)
        try:
            if refused:
                raise UnreadableReportError(refused)
            found.units[file.name] = recogniser.unit(content).code
        except UnreadableReportError as why:
            found.unclaimed[file.name] = Unclaimed(str(why), sha256(content).hexdigest())
    return found


def match_unit(path: PurePosixPath, content: bytes, roster: CurrentRoster, year: int) -> Unit:
    """Match the unit of the roster that a file not yet stored is from, by its path and by what it says.

    A file that cannot be read is its name's: the check will tell why it cannot. What stands on pictures is read only
    where the name tells nobody.

    Raises UnreadableReportError where the two disagree, where it is of another year, or where neither tells.
    """
    return _UnitMatcher(path, roster, year, DROPPED).unit(content)


@dataclass(frozen=True)
class _UnitMatcher:
    """What is known of a file before it is read; `next_step` tells what follows when a refusal has been attended to."""

    path: PurePosixPath
    roster: CurrentRoster
    year: int
    next_step: str

    def unit(self, content: bytes) -> Unit:
        """Return the unit the file is from; raises UnreadableReportError."""
        named = self.roster.named.match_unit(self.path)
        unit = self._by_content(content) if named is None else self._by_name(named, content)
        if unit in self.roster.later:
            raise UnreadableReportError(
                f"“{unit.name}”是开始汇总以后加进 units.csv 的，这次汇总中没有它。要收它的材料，请重新触发年度汇总"
            )
        return unit

    def _by_name(self, named: Unit, content: bytes) -> Unit:
        try:
            report = _read(self.path, content, recognition=False)
        except UnreadableReportError:
            self._refuse_other_year(named, identify_report((), self.path.stem).year)
            return named
        self._refuse_others(named, report)
        self._refuse_other_year(named, report.year)
        return named

    def _by_content(self, content: bytes) -> Unit:
        try:
            with refuse_unexpected(self.path.name):
                report = impute_shifted_rows(_read(self.path, content, recognition=True))
        except UnreadableReportError as why:
            raise UnreadableReportError(
                f"文件名没有写明单位，内容也读不出：{str(why).removesuffix('。')}。{self._remedy(())}"
            ) from why
        names = tuple(dict.fromkeys(one.value for one in report.identity_mentions if one.about == "unit"))
        units = self._units_named(names)
        if len(units) > 1:
            stated = "、".join(unit.name for unit in units)
            raise UnreadableReportError(
                f"文件中写了不止一个单位：{stated}。请核对是谁的材料，把文件名改成单位名称，{self.next_step}"
            )
        if not units:
            raise UnreadableReportError(f"{self._not_on_roster(names)}。{self._remedy(names)}")
        self._refuse_other_year(units[0], report.year)
        return units[0]

    def _units_named(self, names: Iterable[str]) -> list[Unit]:
        roster = self.roster
        return [
            unit
            for unit in (*roster.units, *roster.later)
            if any(is_name_of(name, unit, roster.county.name) for name in names)
        ]

    def _refuse_others(self, named: Unit, report: Report) -> None:
        """Raise UnreadableReportError where a document says it is from other units than the one its name tells.

        江镇 is in the name of a file of 两江镇 too, and of one of another county's 江镇.
        """
        names = [
            one.value
            for one in report.identity_mentions
            if one.about == "unit" and one.where != MentionSource.FILE_NAME
        ]
        stated = self._units_named(names)
        if stated and named not in stated:
            others = "、".join(unit.name for unit in stated)
            raise UnreadableReportError(
                f"文件名写的是{named.name}，内容写的是{others}。请核对是谁的材料，改好文件名再放进来"
            )
        if not stated and (longer := [name for name in names if _ends_with_a_name(name, named)]):
            raise UnreadableReportError(
                f"文件名像是{named.name}的，内容写的是“{longer[0]}”，不在名册上。请核对是谁的材料；确是{named.name}的，"
                f"请在 units.csv 该单位的 aliases 列加上“{longer[0]}”，{self.next_step}"
            )

    def _refuse_other_year(self, unit: Unit, stated: int | None) -> None:
        if stated not in (None, self.year):
            raise UnreadableReportError(f"文件写的是{unit.name}{stated}年的报告，不是{self.year}年的")

    def _not_on_roster(self, names: Sequence[str]) -> str:
        if not names:
            return "文件名和正文都没有写明单位"
        return f"文件写的单位“{'、'.join(names)}”不在名册上"

    def _remedy(self, names: Sequence[str]) -> str:
        """Return what a clerk can do about a file whose unit is not recognised, with the units that may be meant."""
        county = self.roster.county
        if elsewhere := [unit for unit in county.units if any(is_name_of(name, unit) for name in names)]:
            return f"是别的县（市、区）的{elsewhere[0].name}；如果是{county.name}的，请退回核对报告上的单位名称"
        likely = find_likely_units(names or filter(None, [find_name(self.path.stem)]), county)
        near = f"名册上相近的单位：{'、'.join(unit.name for unit in likely)}。如果是其中一个" if likely else ""
        meant = near or "名册上没有名称相近的单位。如果是名册上某个单位的材料"
        alias = f"请在 units.csv 该单位的 aliases 列加上“{names[0]}”；或者" if names else "请"
        return f"{meant}，{alias}把文件名改成单位名称。{self.next_step}"


def _ends_with_a_name(stated: str, unit: Unit) -> bool:
    return any(strip_suffixes(stated).endswith(strip_suffixes(name)) for name in unit.list_names())


def _read(path: PurePosixPath, content: bytes, *, recognition: bool) -> Report:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name[-LONGEST_NAME:]
        copy.write_bytes(content)
        return read_report(copy, recognition=recognition)
