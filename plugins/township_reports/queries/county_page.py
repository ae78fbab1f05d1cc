"""What the page of a run's report shows: the county's tables beside last year's, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO

from township_reports.county.comparison import carry_over
from township_reports.county.merge import merge_county_cells
from township_reports.domain.form.crosswalk import list_counterparts
from township_reports.domain.form.form import Form, load_form
from township_reports.domain.report import Value
from township_reports.domain.run import CellTrace, MergeInputs, Run, UnitState
from township_reports.rendering.content.chart_data import RECEIVED, Bars
from township_reports.rendering.content.figure_format import format_value
from township_reports.rendering.content.official_tables import build_official_tables
from township_reports.rendering.content.page_charts import build_page_charts
from township_reports.rendering.content.table_layout import TableCell, TableLayout
from township_reports.rendering.writers.fixed_zip import pack_zip
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset, get_file_store
from township_reports.storage.dataset import UnitOfWork

Figures = Mapping[str, Value]


@dataclass(frozen=True)
class CountyPage:
    """A run's county tables and charts, its files and what was not added up; `before` are last year's figures."""

    run: Run
    tables: tuple[TableLayout, ...]
    before: Figures
    files: tuple[str, ...]
    notes: tuple[str, ...]
    charts: tuple[Bars, ...] = ()


@dataclass(frozen=True)
class CountyCellPage:
    """A county cell and the units' parts in it."""

    run: Run
    label: str
    value: Value
    contributions: tuple[CellTrace, ...]


@dataclass(frozen=True)
class SignOffPreview:
    """The county with the valid units alone, and beside each figure what it were with those still wrong as they are.

    `open_units` are the units that are not valid, `readable` those of them that have figures.
    """

    run: Run
    open_units: tuple[UnitState, ...]
    readable: tuple[str, ...]
    tables: tuple[TableLayout, ...]


def get_county_page(run_key: str) -> CountyPage:
    """Return the page of a merged run; raises UnknownRunError, PreconditionFailedError before it was merged."""
    with get_dataset().transaction() as work:
        run, files = work.runs.get(run_key), tuple(work.releases.files(run_key))
        figures = work.figures.totals(run_key)
        if figures is None:
            raise PreconditionFailedError("还没有汇总数据。单位材料核对、领导签批之后，这里列出全县各表。")
        before = _last_year(work, run)
        parts = [(part.unit_name, part.source.value) for part in work.figures.trace(run_key, RECEIVED)]
    form = load_form(figures.edition)
    charts = build_page_charts(form, run.year, figures.cells, before, parts)
    return CountyPage(run, build_official_tables(form, figures.cells), before, files, figures.notes, charts)


def get_cell_page(run_key: str, cell_id: str) -> CountyCellPage:
    """Where a county figure comes from; raises UnknownRunError, PreconditionFailedError for no such cell."""
    with get_dataset().transaction() as work:
        run, figures = work.runs.get(run_key), work.figures.totals(run_key)
        if figures is None or cell_id not in figures.cells:
            raise PreconditionFailedError(f"汇总数据中没有数据格“{cell_id}”。")
        label = load_form(figures.edition).label(cell_id)
        return CountyCellPage(run, label, figures.cells[cell_id], work.figures.trace(run_key, cell_id))


def preview_sign_off(run_key: str) -> SignOffPreview:
    """Preview the figures with and without the units still open; stores nothing. Raises UnknownRunError."""
    with get_dataset().transaction() as work:
        run, states = work.runs.get(run_key), work.runs.units(run_key)
        whole_of = MergeInputs(work.submissions.list_readable(run_key), list_counterparts(run.edition))
        valid_of = whole_of.units(state.unit.code for state in states if state.is_valid)
        without, whole = (
            merge_county_cells(work.figures.contributions.sum_by_kind(one), run.edition) for one in (valid_of, whole_of)
        )
    form = load_form(run.edition)
    tables = tuple(_beside(table, form, without, whole) for table in build_official_tables(form, without))
    open_units = tuple(state for state in states if not state.is_valid)
    readable = tuple(one.unit.name for one in open_units if one.unit.code in whole_of.submissions)
    return SignOffPreview(run, open_units, readable, tables)


def zip_report_files(run_key: str) -> bytes:
    """Everything released of a run in one zip, always the same bytes.

    Raises UnknownRunError, PreconditionFailedError, DamagedFileError.
    """
    with get_dataset().transaction() as work:
        work.runs.get(run_key)
        files = work.releases.files(run_key)
    if not files:
        raise PreconditionFailedError("汇总报告还没有编制，没有可以下载的文件。")
    stream = BytesIO()
    pack_zip(stream, {name: get_file_store().read(digest) for name, digest in files.items()})
    return stream.getvalue()


def _last_year(work: UnitOfWork, run: Run) -> Figures:
    """Last year's figures in this year's cells; what has no counterpart on last year's form is left out."""
    figures = work.figures.totals(run.previous_run) if run.previous_run else None
    return carry_over(figures, run.edition) if figures else {}


def _beside(table: TableLayout, form: Form, without: Figures, whole: Figures) -> TableLayout:
    """Return the table with the other figure beside each that would be another."""

    def both(box: TableCell) -> TableCell:
        if box.cell is None or whole.get(box.cell) == without.get(box.cell):
            return box
        return replace(box, beside=f"→{format_value(whole.get(box.cell), form.cells()[box.cell].column.kind)}")

    return replace(table, boxes=tuple(map(both, table.boxes)))
