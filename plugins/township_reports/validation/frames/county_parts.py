"""The rows of the county's suites on its units' parts: what each unit's report says, beside what was counted of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from township_reports.domain.consolidated.report import CellContribution, ConsolidatedReport, UnitLine
from township_reports.domain.form.form import load_form
from township_reports.domain.report import COUNTED, ReadCell
from township_reports.validation.frames.filled_form import ZERO, find_counterparts
from township_reports.validation.frames.frame import Frame, FrameRows
from township_reports.validation.suites.frame_schema import FRAME_SCHEMAS
from township_reports.validation.suites.loader import SuiteError

FRAME = "county_parts"
PLACE = ["unit", "cell", "county_cell"]
"""A unit's cell in a county cell."""


@dataclass(frozen=True)
class UnitContributions:
    """Some units: their cells as read, which nothing was added up through, and their parts in the figures."""

    cells: Sequence[ReadCell]
    sources: Sequence[CellContribution]


def select_contributions(report: ConsolidatedReport) -> Iterator[UnitContributions]:
    """All units of a report that holds their reports and their parts itself."""
    reports = {line.unit.code: line.report for line in report.units if line.included and line.report}
    cells = (
        ReadCell(code, own.edition, name, cell.status.value, cell.value)
        for code, own in reports.items()
        for name, cell in own.cells.items()
    )
    yield UnitContributions(tuple(cells), tuple(report.figures.sources))


def describe_kind(line: UnitLine) -> str:
    """Describe what became of a unit, as the suites call it."""
    if not line.included:
        return "excluded"
    return "included" if line.outcome.is_valid and line.report is not None else "not_valid"


def format_cell_label(edition: str, cell: str) -> str:
    """Format a cell as its form calls it; one the form does not know, by its name."""
    form = load_form(edition)
    return form.label(cell) if cell in form.cells() else cell


def build_contribution_frame(report: ConsolidatedReport, units: UnitContributions) -> Frame:
    """Build a row for each unit's cell that belongs in a county cell or was counted in one: its own value and that.

    Raises SuiteError for cells that a report's form does not know.
    """
    own, counted = _own(units.cells, report.figures.edition), _counted(units.sources)
    rows = own.merge(counted, how="outer", on=PLACE, sort=False)
    official = {line.unit.code: number for number, line in enumerate(report.units)}
    rows = rows.assign(line=rows["unit"].map(official)).sort_values(
        ["line", "printed"], kind="stable", ignore_index=True
    )
    rows = rows.drop(columns=["line", "printed"])
    return Frame(FRAME_SCHEMAS[FRAME], FrameRows(_describe_rows(rows.where(rows.notna(), 0), report)), {})


def _own(cells: Iterable[ReadCell], edition: str) -> pd.DataFrame:
    """Return what the units' cells say, each beside the county cell it belongs in, as printed.

    Unread cells left out.
    """
    read = pd.DataFrame(cells, columns=list(ReadCell._fields), dtype=object)
    _refuse_unknown(read)
    is_zero = read["status"].isin([status.value for status in ZERO])
    counts = read["status"].isin([status.value for status in COUNTED])
    own = read.assign(own=read["value"].where(~is_zero, 0))[is_zero | counts]
    belongs = [
        (source, cell, county_cell, printed)
        for source in read["edition"].unique()
        for printed, county_cell in enumerate(load_form(edition).cells())
        for cell in find_counterparts(source, edition, county_cell)
    ]
    places = pd.DataFrame(belongs, columns=["edition", "cell", "county_cell", "printed"], dtype=object)
    return own.merge(places, on=["edition", "cell"])[[*PLACE, "own", "printed"]]


def _refuse_unknown(read: pd.DataFrame) -> None:
    for edition, cells in read.groupby("edition")["cell"].unique().items():
        if unknown := sorted(set(cells) - load_form(str(edition)).cells().keys()):
            raise SuiteError(f"{edition}年版表格没有这些单元格：{'、'.join(unknown)}。检查未能执行。")


def _counted(sources: Iterable[CellContribution]) -> pd.DataFrame:
    """Return what was counted of each cell in each county cell, and how many times of the cell in all."""
    parts = pd.DataFrame(
        [(source.unit, source.source_cell, source.cell, source.value, 1) for source in sources],
        columns=[*PLACE, "counted", "times"],
        dtype=object,
    )
    parts["times"] = parts.groupby(["unit", "cell"])["times"].transform("sum")
    return parts.groupby(PLACE, sort=False, as_index=False).agg({"counted": "sum", "times": "first"})


def _describe_rows(rows: pd.DataFrame, report: ConsolidatedReport) -> pd.DataFrame:
    """Describe the rows with what the suites' sentences tell of them."""
    lines = {line.unit.code: line for line in report.units}
    units = {code: lines.get(code) for code in rows["unit"].unique()}
    editions = {
        code: line.report.edition if line and line.report else report.figures.edition for code, line in units.items()
    }
    of_unit = rows["unit"].map
    places = list(zip(of_unit(editions).tolist(), rows["cell"].tolist(), strict=True))
    labels = {place: format_cell_label(*place) for place in set(places)}
    return (
        rows.assign(
            position=0,
            name=of_unit({code: line.unit.name if line else code for code, line in units.items()}),
            standing=of_unit({code: describe_kind(line) if line else "none" for code, line in units.items()}),
            label=[labels[place] for place in places],
        )
        .drop(columns="county_cell")
        .astype(object)
    )
