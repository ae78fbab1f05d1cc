"""The office's own text for its report, from files in the county's folder. Writes no sentence itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from township_reports.paths import AnyPath, list_folder
from township_reports.records.roster import read_office_file
from township_reports.refusal import UserFacingError
from township_reports.template.form import load_form

REPORT_FOLDER = "report"
"""What a county folder holds for its report: a folder of texts a year, templates, fonts."""

TEXT_SECTIONS = ("一", "五", "六")
DATE_FILE = "成文日期.txt"


class OfficeTextError(UserFacingError):
    """A file among the office's texts cannot be used; the message says in Chinese which and what to do."""


@dataclass(frozen=True)
class OfficeTexts:
    """The lines of each section (一, 五, 六) the office has written, and the date under its signature."""

    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: str = ""


NO_TEXTS = OfficeTexts()


def list_text_files(edition: str) -> dict[str, str]:
    """The file name of each section's text, by section: 一、总体情况.txt."""
    sections = load_form(edition).sections
    return {section: f"{section}、{sections[section]}.txt" for section in TEXT_SECTIONS}


def load_office_texts(county_folder: AnyPath, year: int, edition: str) -> OfficeTexts:
    """The texts in `report/<year>` of a county's folder; empty where it has none.

    Raises BadOfficeText for a file whose name says no section, BadRoster for one that is no text.
    """
    folder = county_folder / REPORT_FOLDER / str(year)
    if not folder.is_dir():
        return NO_TEXTS
    files = list_text_files(edition)
    known = {*files.values(), DATE_FILE}
    unknown = [path.name for path in list_folder(folder) if path.name not in known and path.name[0] != "."]
    if unknown:
        raise OfficeTextError(
            f"{folder} 中的文件不知用于何处：{'、'.join(unknown)}。只用这些名称：{'、'.join(sorted(known))}。"
        )
    texts = {section: _lines(folder / name) for section, name in files.items()}
    return OfficeTexts(
        {section: lines for section, lines in texts.items() if lines}, " ".join(_lines(folder / DATE_FILE))
    )


def _lines(path: AnyPath) -> tuple[str, ...]:
    if not path.is_file():
        return ()
    return tuple(line.strip() for line in read_office_file(path).splitlines() if line.strip())
