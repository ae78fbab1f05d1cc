"""Which figures recognised from a picture their arithmetic makes doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from township_reports.domain.report import Cell, Status
from township_reports.validation.error_localization.identities import Arithmetic, Identity

CERTAIN = (Status.READ, Status.DEDUCED, Status.ENTERED, Status.BLANK, Status.NOT_APPLICABLE)


def doubt_unbalanced_figures(given: Arithmetic) -> tuple[Mapping[str, Cell], list[str]]:
    """Return the recognised cells that stand in a broken equation, now unsure, and a note on each such equation."""
    doubtful: dict[str, Cell] = {}
    notes: list[str] = []
    for identity in given.identities:
        cells = _recognised(identity, given.filled.cells) if identity.residual(given.figures) else {}
        if cells:
            doubtful |= {cell_id: replace(cell, value=None, status=Status.UNSURE) for cell_id, cell in cells.items()}
            notes.append(f"{identity.name.place}：“{identity.sentence}”不成立，其中由图片识别的数待核对，请对照原件")
    return doubtful, notes


def _recognised(identity: Identity, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return the cells of an equation that came from a picture.

    A blank among them may be a figure that was overlooked.
    """
    concerned = {cell_id: cells[cell_id] for _, cell_id in identity.terms if cells[cell_id].status in CERTAIN}
    if all(cell.confidence is None for cell in concerned.values()):
        return {}
    return {
        cell_id: cell
        for cell_id, cell in concerned.items()
        if cell.confidence is not None or cell.status is Status.BLANK
    }
