"""A page of the file that counts of a unit, as a picture, and where on it its cells stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from township_reports.extraction.page_images import PagePicture, draw_page
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset, get_file_store

KEPT = 8  # pages as they were drawn: a person turns over a few, and each is asked for twice

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class OriginalPage:
    """The picture, and the boxes (left, top, right, bottom, in its units) of the cells on it, by cell."""

    picture: PagePicture
    boxes: Mapping[str, Box]


def get_original_page(run_key: str, code: str, number: int) -> OriginalPage:
    """Return a page, from 1, drawn from the stored file.

    Raises UnknownRunError, PreconditionFailedError without a readable file, DamagedFileError, and
    UnreadableReportError for a file without such a page.
    """
    with get_dataset().transaction() as work:
        state = work.runs.unit(run_key, code)
        counts = work.submissions.list_selected_files(run_key).get(code)
        report = work.submissions.load_reports([counts.id]).get(counts.id) if counts else None
    if counts is None or report is None:
        raise PreconditionFailedError(f"{state.unit.name}没有可以显示的原件。")
    places = {cell_id: cell.place for cell_id, cell in report.cells.items()}
    boxes = {cell_id: place.box for cell_id, place in places.items() if place and place.page == number and place.box}
    return OriginalPage(_drawn(counts.sha256, number), boxes)


@lru_cache(KEPT)
def _drawn(sha256: str, number: int) -> PagePicture:
    with get_file_store().local(sha256) as path:
        return draw_page(path, number)
