"""Renders a notice to a unit as web page and Word letter."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from township_reports.domain.correction_notice import CorrectionNotice
from township_reports.domain.county import NOT_IN_FILE_NAMES
from township_reports.rendering.content.notice_document import NoticeDocument, compose_notice
from township_reports.rendering.content.placeholders import split_placeholders
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.content.table_layout import FULL_WIDTH
from township_reports.rendering.templating.template_folder import make_markup
from township_reports.rendering.writers.word.letter import write_letter

LONGEST_NAME = 50  # characters of Chinese, with all that stands around them, that any file system takes
NO_YEAR = datetime(2000, 12, 31)


class Letters:
    """Notices written into a folder one after the other, each under a name of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: set[str] = set()
        self.paths: list[Path] = []

    def write(self, slip: CorrectionNotice) -> None:
        """Write the next one."""
        name = _free(format_notice_name(slip), self._names)
        self._names.add(name.casefold())
        self.paths += render_notice(slip, self._folder, name).values()


def render_notices(slips: Iterable[CorrectionNotice], folder: Path) -> list[Path]:
    """Write several notices into a folder, each under a name of its own; return the files' paths."""
    letters = Letters(folder)
    for slip in slips:
        letters.write(slip)
    return letters.paths


def render_notice(slip: CorrectionNotice, folder: Path, name: str = "") -> dict[str, Path]:
    """Write the notice as html and docx into a folder and tell each file's path; same notice, same bytes.

    The files are named after what it asks and the unit, unless another `name` is given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = {kind: folder / f"{name or format_notice_name(slip)}.{kind}" for kind in ("html", "docx")}
    document = compose_notice(slip)
    issued = datetime(slip.year, 12, 31) if slip.year else NO_YEAR  # the files tell a year, not when they were made
    _write_page(document, paths["html"])
    write_letter(document, issued, paths["docx"])
    return paths


def format_notice_name(slip: CorrectionNotice) -> str:
    """Format the name of its files without suffix."""
    unit = "".join("_" if character in NOT_IN_FILE_NAMES else character for character in make_printable(slip.unit))
    return f"{slip.kind}通知（{unit[:LONGEST_NAME]}）"


def _free(name: str, taken: Collection[str]) -> str:
    numbered = (f"{name}（{number}）" for number in count(2))
    return next(candidate for candidate in chain([name], numbered) if candidate.casefold() not in taken)


def _write_page(document: NoticeDocument, path: Path) -> None:
    template = make_markup().get_template("slip.html.j2")
    path.write_text(
        template.render(document=document, full_width=FULL_WIDTH, pieces=split_placeholders),
        encoding="utf-8",
        newline="\n",
    )
