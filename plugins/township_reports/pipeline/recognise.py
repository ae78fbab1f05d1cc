"""Whose a file is: by its name and by the unit the document itself names. Stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from township_reports.checking.identity import is_name_of
from township_reports.checking.settling.settle import settle
from township_reports.pipeline.received_content import content_or_reason
from township_reports.reading.registry import read_report
from township_reports.reading.understanding.identity import identify
from township_reports.records.report import NotAReport, Report, ToldIn
from township_reports.records.roster import County, Unit
from township_reports.storage.inbox import LONGEST_NAME, InboxFile, claimant


class Recognised(NamedTuple):
    """Codes of units by the name of the file that is theirs, and why the other files are nobody's, by their names."""

    units: dict[str, str]
    unclaimed: dict[str, str]


def recognise(files: Iterable[InboxFile], county: County, year: int) -> Recognised:
    """Reads the files and sorts them by the one unit of the roster each names, unless it is of another year."""
    found = Recognised({}, {})
    for file in files:
        try:
            unit = _unit_of(_report_in(file), county, year)
            found.units[file.name] = unit.code
        except NotAReport as why:
            found.unclaimed[file.name] = str(why)
    return found


def whose(path: PurePosixPath, content: bytes, county: County, year: int) -> Unit:
    """The unit of the roster that a file not yet stored is from, by its path and by what it says.

    A file that cannot be read is its name's: the check will tell why it cannot. What stands on pictures is read only
    where the name tells nobody.

    Raises NotAReport where the two disagree, where it is of another year, or where neither tells.
    """
    named = claimant(path, county.units)
    try:
        report = _read(path, content, recognition=named is None)
    except NotAReport as why:
        if named is None:
            raise NotAReport(f"文件名没有写明单位，内容也读不出：{why}") from why
        _refuse_other_year(named, identify((), path.stem).year, year)
        return named
    if named is None:
        return _unit_of(report, county, year)
    _refuse_others(named, report, county)
    _refuse_other_year(named, report.year, year)
    return named


def _report_in(file: InboxFile) -> Report:
    """What a file of the folder says; raises NotAReport."""
    content, refused = content_or_reason(file.path)
    if refused:
        raise NotAReport(refused)
    return settle(_read(PurePosixPath(file.name), content, recognition=True))


def _read(path: PurePosixPath, content: bytes, *, recognition: bool) -> Report:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name[-LONGEST_NAME:]
        copy.write_bytes(content)
        return read_report(copy, recognition=recognition)


def _refuse_others(named: Unit, report: Report, county: County) -> None:
    """Raises NotAReport where a document says it is from other units of the roster than the one its name tells."""
    names = {one.value for one in report.told if one.about == "unit" and one.where != ToldIn.FILE_NAME}
    told = [unit for unit in county.units if any(is_name_of(name, unit, county.name) for name in names)]
    if told and named not in told:
        others = "、".join(unit.name for unit in told)
        raise NotAReport(f"文件名写的是{named.name}，内容写的是{others}。请核对是谁的材料，改好文件名再放进来")


def _refuse_other_year(unit: Unit, told: int | None, year: int) -> None:
    if told not in (None, year):
        raise NotAReport(f"文件写的是{unit.name}{told}年的报告，不是{year}年的")


def _unit_of(report: Report, county: County, year: int) -> Unit:
    """The unit a report is from; raises NotAReport where it is from none, from several, or of another year."""
    names = tuple(dict.fromkeys(one.value for one in report.told if one.about == "unit"))
    units = [unit for unit in county.units if any(is_name_of(name, unit, county.name) for name in names)]
    if len(units) != 1:
        raise NotAReport(_no_unit(names, units))
    _refuse_other_year(units[0], report.year, year)
    return units[0]


def _no_unit(names: Sequence[str], units: Sequence[Unit]) -> str:
    if units:
        return f"文件中写了不止一个单位：{'、'.join(unit.name for unit in units)}"
    return f"文件写的单位“{'、'.join(names)}”不在名册上" if names else "文件名和正文都没有写明单位"
