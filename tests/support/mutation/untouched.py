"""Balanced reports in which every slip shows: two figures of two digits beside each other are never the same.

Each stands beside last year's report of the same unit, so that the rules on both years apply, and breaks no rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from support.generator.figures import APPLICANTS, DISPUTES, FOLLOWING_ROWS, OPENING_ROWS, RESULTS, completed
from township_reports.records.narrative import Claim, Narrative
from township_reports.records.report import Cell, Report, Status, Value
from township_reports.records.submission import Submission
from township_reports.template.form import Row, load_form
from township_reports.template.narrative import load_narrative_words

FORMS: Mapping[str, tuple[str, bool]] = {
    "2021年版": ("2021", False),
    "2021年版，（六）其他处理印成一行": ("2021", True),
    "2019年版": ("2019", False),
}
"""Each way a report can be printed: its edition, and whether rows that stand for others are printed."""

NOT_PRINTED = Cell(None, "", Status.NOT_APPLICABLE)
PROACTIVE: Mapping[str, Mapping[str, Value]] = {
    "2021": {
        "normative_documents.issued": 15,
        "normative_documents.repealed": 12,
        "normative_documents.in_force": 63,
        "licensing.decisions": 1496,
        "penalties.decisions": 347,
        "coercion.decisions": 26,
        "fees.amount": Decimal("75.92"),
    },
    "2019": {
        "normative_documents.made": 24,
        "normative_documents.disclosed": 21,
        "normative_documents.public_total": 57,
        "licensing.previous_items": 34,
        "licensing.change": 12,
        "licensing.decisions": 1496,
        "other_services.previous_items": 175,
        "other_services.change": -45,
        "other_services.decisions": 153,
        "penalties.previous_items": 68,
        "penalties.change": 13,
        "penalties.decisions": 347,
        "coercion.previous_items": 29,
        "coercion.change": -14,
        "coercion.decisions": 26,
        "fees.previous_items": 31,
        "fees.change": -11,
        "procurement.items": 27,
        "procurement.amount": Decimal("25.1"),
    },
}


def untouched(form: str) -> Submission:
    """A report printed in that way that breaks no rule, with last year's."""
    edition, one_row = FORMS[form]
    figures = completed(edition, dict(_known(edition, one_row)))
    before = as_report(edition, _year_before(figures))
    return Submission(form, as_report(edition, figures), kind="部门", previous=before)


def telling(submission: Submission) -> Submission:
    """The same report with running text that tells every number of which the form asks for the cells."""
    report = submission.report
    figures = {cell: content.value for cell, content in report.cells.items() if isinstance(content.value, int)}
    subjects = [(subject.id, subject.cells_on(report.edition)) for subject in load_narrative_words().subjects]
    claims = tuple(
        Claim(subject, sum(figures.get(cell, 0) for cell in cells), "", "……", "一")
        for subject, cells in subjects
        if any(cell in figures for cell in cells)
    )
    return replace(submission, report=replace(report, narrative=Narrative(claims=claims)))


def as_report(edition: str, figures: Mapping[str, Value | None]) -> Report:
    """A report with these figures read from it; None is a blank cell, and a row without figures is not printed."""
    not_printed = {cell: NOT_PRINTED for cell in load_form(edition).required_cells() if cell not in figures}
    return Report(None, None, edition, not_printed | {cell: _cell(figure) for cell, figure in figures.items()})


def _cell(figure: Value | None) -> Cell:
    return Cell(None, "", Status.BLANK) if figure is None else Cell(figure, str(figure), Status.READ)


def _known(edition: str, one_row: bool) -> Iterator[tuple[str, Value]]:
    for cell, figure in PROACTIVE[edition].items():
        yield f"proactive.{cell}", figure
    outcomes = [row.id for row in _outcomes(edition, one_row)]
    for column, applicant in enumerate(APPLICANTS):
        handled = [11 + (3 * number + 7 * column) % 23 for number, _ in enumerate(outcomes)]
        carried_in, carried_out = 14 + 5 * column, 43 - 3 * column
        yield from ((f"requests.{row}.{applicant}", figure) for row, figure in zip(outcomes, handled, strict=True))
        yield f"requests.carried_in.{applicant}", carried_in
        yield f"requests.received.{applicant}", sum(handled) + carried_out - carried_in
    for group, dispute in enumerate(DISPUTES):
        for number, result in enumerate(RESULTS):
            yield f"disputes.{dispute}.{result}", 13 + 6 * group + 4 * number


def _outcomes(edition: str, one_row: bool) -> list[Row]:
    """The rows between what came in and what is left, as this way of printing has them."""
    rows = load_form(edition).table("requests").blocks[0].rows
    instead = {name for row in rows for name in row.instead_of}
    left_out = (lambda row: row.id in instead) if one_row else (lambda row: bool(row.instead_of))
    return [row for row in rows if row.id not in (*OPENING_ROWS, *FOLLOWING_ROWS) and not left_out(row)]


def _year_before(figures: Mapping[str, Value]) -> dict[str, Value]:
    """Figures of the year before that this year's follow from; all others were the same."""
    before = dict(figures)
    for cell in figures:
        table, row, column = cell.split(".")
        if (table, row) == ("requests", "carried_out"):
            before[cell] = figures[f"requests.carried_in.{column}"]
        if column == "in_force":
            before[cell] = figures[cell] - figures[f"{table}.{row}.issued"] + figures[f"{table}.{row}.repealed"]
        if column == "previous_items":
            before[cell] = figures[cell] - figures[f"{table}.{row}.change"]
    return before
