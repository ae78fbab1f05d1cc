"""Load the office's own text for its report from files in the county's folder."""

from __future__ import annotations

from township_reports.config.county_folder import REPORT_FOLDER, read_office_file
from township_reports.domain.consolidated.office_texts import NO_TEXTS, TEXT_SECTIONS, OfficeTexts
from township_reports.domain.errors import UserFacingError
from township_reports.domain.form.form import load_form
from township_reports.files.paths import AnyPath, list_folder

DATE_FILE = "成文日期.txt"


class OfficeTextError(UserFacingError):
    """A file among the office's texts cannot be used; the message says in Chinese which and what to do."""


def list_text_files(edition: str) -> dict[str, str]:
    """List the file name of each section's text, by section: 一、总体情况.txt."""
    sections = load_form(edition).sections
    return {section: f"{section}、{sections[section]}.txt" for section in TEXT_SECTIONS}


def load_office_texts(county_folder: AnyPath, year: int, edition: str) -> OfficeTexts:
    """Load the texts in `report/<year>` of a county's folder; empty where it has none.

    Raises OfficeTextError for a file whose name says no section, RosterError for one that is no text.
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
