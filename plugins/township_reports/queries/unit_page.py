"""What the page of one unit of a run shows: its tables as read, what is wrong in them, what was said and entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from township_reports.config.run_folders import get_county_rules
from township_reports.decisions.explanations import list_explanations
from township_reports.domain.correction import Correction
from township_reports.domain.correction_notice import CorrectionNotice
from township_reports.domain.description.cell_descriptions import describe_cell
from township_reports.domain.description.cells_to_confirm import CellToConfirm, list_cells_to_confirm
from township_reports.domain.errors import UserFacingError
from township_reports.domain.explanation import EXPLAINABLE, Explanation
from township_reports.domain.finding import Finding
from township_reports.domain.form.crosswalk import list_counterparts
from township_reports.domain.report import Report, Value
from township_reports.domain.run import Arrival, MergeInputs, Notice, ReceivedFile, Run, UnitState
from township_reports.domain.submission import Outcome, Submission
from township_reports.intake.freshness import has_entered
from township_reports.notices.notices import choose_notice
from township_reports.notices.suggestions import (
    Suggestions,
    describe_reliability,
    localize_submissions,
    suggest_corrections,
)
from township_reports.queries.unit_versions import SubmissionVersion, list_versions
from township_reports.rendering.content.marked_tables import build_marked_tables
from township_reports.rendering.content.table_layout import TableLayout
from township_reports.runs.dependencies import get_dataset, get_file_store
from township_reports.runs.run_submissions import load_run_submissions
from township_reports.runs.task_batches import compute_batch_size
from township_reports.storage.dataset import UnitOfWork


class NothingToShowError(UserFacingError):
    """There is no such cell to confirm, or no picture of it; the message says so in Chinese."""


@dataclass(frozen=True)
class CellOnPage:
    """What is reported of a cell beside the figure in the table; `before` is last year's figure."""

    label: str
    figure: str
    raw: str
    place: str
    page: int | None
    before: Value | None
    suggestion: str
    correction: Correction | None


@dataclass(frozen=True)
class ExplainedFinding:
    """A finding about the unit, what was said to it, and whether anything can be said to it."""

    finding: Finding
    explanation: Explanation | None

    @property
    def asks(self) -> bool:
        """Whether it waits for an explanation."""
        return self.finding.severity in EXPLAINABLE and self.explanation is None


@dataclass(frozen=True)
class UnitPage:
    """A unit with the file that counts, its tables and cells, all stated about them; `reliance` as in Slip.

    `task` is the number of its task in Airflow, `to_check` tells that figures were entered since it was read.
    """

    run: Run
    state: UnitState
    task: int
    selected_file: ReceivedFile | None
    notes: tuple[str, ...]
    confirm: tuple[CellToConfirm, ...]
    tables: tuple[TableLayout, ...]
    cells: Mapping[str, CellOnPage]
    findings: tuple[ExplainedFinding, ...]
    versions: tuple[SubmissionVersion, ...]
    arrivals: tuple[Arrival, ...]
    notices: tuple[Notice, ...]
    reliance: str = ""
    to_check: bool = False

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages of the file on which its cells stand."""
        return tuple(sorted({cell.page for cell in self.cells.values() if cell.page}))

    @property
    def notice(self) -> str | None:
        """The letter the unit can be sent as things stand."""
        return choose_notice(self.state)


def get_unit_page(run_key: str, code: str) -> UnitPage:
    """Return the page of a unit, empty where nothing was received or read; raises UnknownRunError."""
    with get_dataset().transaction() as work:
        run, state = work.runs.get(run_key), work.runs.unit(run_key, code)
        roster = [one.unit.code for one in work.runs.units(run_key)]
        findings = work.findings.list_findings(run_key, "submissions", [code])
        found = load_run_submissions(work, run, [code])
        submission = next(iter(found.read(work, list(found.selected))), None)
        before = _last_year(work, found.previous.get(code), submission)
        likely = localize_submissions([submission] if submission else [], findings, get_county_rules(run)).get(code)
        suggestions = suggest_corrections(likely.repairs) if likely else {}
        counts, report = (
            work.submissions.list_selected_files(run_key).get(code),
            submission.report if submission else None,
        )
        said = list_explanations(work, run_key, findings)
        corrections = work.corrections.list_of_file(run_key, code, counts.sha256) if counts else ()
        return UnitPage(
            run,
            state,
            roster.index(code) // compute_batch_size(len(roster)),
            counts,
            report.notes if report else (),
            list_cells_to_confirm(report) if report else (),
            _tables(run, state, report, findings, suggestions) if report else (),
            _cells(submission, before, suggestions, corrections) if submission else {},
            tuple(ExplainedFinding(finding, said.get(finding)) for finding in findings),
            list_versions(work, run_key, code),
            work.arrivals.list_by_unit(run_key).get(code, ()),
            work.notices.list_by_unit(run_key).get(code, ()),
            describe_reliability(likely) if likely else "",
            counts is not None and not has_entered(counts, corrections),
        )


def draw_cell(run_key: str, code: str, cell_id: str) -> bytes:
    """Draw a PNG of the spot of the page where a cell stands.

    Raises UnknownRunError, NothingToShowError, DamagedFileError, and UnreadableReportError for a file without pages.
    """
    from township_reports.extraction.page_images import draw_cell  # a page renderer, which only pictures need

    with get_dataset().transaction() as work:
        state = work.runs.unit(run_key, code)
        counts = work.submissions.list_selected_files(run_key).get(code)
        report = work.submissions.load_reports([counts.id]).get(counts.id) if counts else None
    place = report.cells[cell_id].place if report and cell_id in report.cells else None
    if counts is None or place is None or place.page is None:
        raise NothingToShowError(f"{state.unit.name}没有数据格“{cell_id}”，或它不在可以显示的页面上。请打开原件核对。")
    with get_file_store().local(counts.sha256) as path:
        return draw_cell(path, place)


def _tables(
    run: Run, state: UnitState, report: Report, findings: Sequence[Finding], suggestions: Suggestions
) -> tuple[TableLayout, ...]:
    outcome = state.outcome or Outcome.HAS_ERRORS
    slip = CorrectionNotice(
        run.county_alone, run.year, state.unit.name, outcome, findings=tuple(findings), suggestions=suggestions
    )
    return build_marked_tables(slip, report)


def _cells(
    submission: Submission, before: Mapping[str, Value], suggestions: Suggestions, corrections: Sequence[Correction]
) -> dict[str, CellOnPage]:
    report, entered = submission.report, {one.cell: one for one in corrections}
    return {
        cell_id: CellOnPage(
            (description := describe_cell(report, cell_id)).label,
            description.figure,
            cell.raw,
            description.place,
            cell.place.page if cell.place else None,
            before.get(cell_id),
            suggestions[cell_id].reason if cell_id in suggestions else "",
            entered.get(cell_id),
        )
        for cell_id, cell in report.cells.items()
    }


def _last_year(work: UnitOfWork, previous: int | None, submission: Submission | None) -> dict[str, Value]:
    """Last year's figures in this year's cells; a cell without counterpart, or that nobody could read, has none."""
    if previous is None or submission is None:
        return {}
    made_of = MergeInputs({submission.key: previous}, list_counterparts(submission.report.edition))
    return {one.cell: one.value for one in work.figures.contributions.sum_by_kind(made_of)}
