"""Balanced reports typed by hand: every figure stands here as a number, none is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from township_reports.checking.check import check_submissions
from township_reports.records.finding import Finding
from township_reports.records.report import Cell, Report, Status, Value
from township_reports.records.submission import Submission
from township_reports.template.form import load_form

APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_org", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
OTHER_PARTS = ("other_not_corrected", "other_fee_unpaid", "other_misc")

REQUESTS_2019 = """
    received                       90   97   95   95   97   93  567
    carried_in                      5    2    3    4    1    6   21
    granted                         1    6    2    7    3    8   27
    partly_granted                  8    4    9    5    1    6   33
    refused_state_secret            6    2    7    3    8    4   30
    refused_prohibited_by_law       4    9    5    1    6    2   27
    refused_security_stability      2    7    3    8    4    9   33
    refused_third_party             9    5    1    6    2    7   30
    refused_internal_affairs        7    3    8    4    9    5   36
    refused_deliberative            5    1    6    2    7    3   24
    refused_enforcement_file        3    8    4    9    5    1   30
    refused_administrative_query    1    6    2    7    3    8   27
    unavailable_not_held            8    4    9    5    1    6   33
    unavailable_needs_creation      6    2    7    3    8    4   30
    unavailable_unclear             4    9    5    1    6    2   27
    not_processed_petition          2    7    3    8    4    9   33
    not_processed_repeated          9    5    1    6    2    7   30
    not_processed_published         7    3    8    4    9    5   36
    not_processed_excessive         5    1    6    2    7    3   24
    not_processed_confirmation      3    8    4    9    5    1   30
    other                           1    6    2    7    3    8   27
    handled_total                  91   96   92   97   93   98  567
    carried_out                     4    3    6    2    5    1   21
"""

REQUESTS_2021 = """
    received                      104  103  111  103  106  103  630
    carried_in                      5    2    3    4    1    6   21
    granted                         1    6    2    7    3    8   27
    partly_granted                  8    4    9    5    1    6   33
    refused_state_secret            6    2    7    3    8    4   30
    refused_prohibited_by_law       4    9    5    1    6    2   27
    refused_security_stability      2    7    3    8    4    9   33
    refused_third_party             9    5    1    6    2    7   30
    refused_internal_affairs        7    3    8    4    9    5   36
    refused_deliberative            5    1    6    2    7    3   24
    refused_enforcement_file        3    8    4    9    5    1   30
    refused_administrative_query    1    6    2    7    3    8   27
    unavailable_not_held            8    4    9    5    1    6   33
    unavailable_needs_creation      6    2    7    3    8    4   30
    unavailable_unclear             4    9    5    1    6    2   27
    not_processed_petition          2    7    3    8    4    9   33
    not_processed_repeated          9    5    1    6    2    7   30
    not_processed_published         7    3    8    4    9    5   36
    not_processed_excessive         5    1    6    2    7    3   24
    not_processed_confirmation      3    8    4    9    5    1   30
    other_not_corrected             1    6    2    7    3    8   27
    other_fee_unpaid                8    4    9    5    1    6   33
    other_misc                      6    2    7    3    8    4   30
    handled_total                 105  102  108  105  102  108  630
    carried_out                     4    3    6    2    5    1   21
"""

# The three sub-rows of （六）其他处理 printed as one row instead.
OTHER_AS_ONE_ROW = """
    other                          15   12   18   15   12   18   90
"""

DISPUTES = """
    reconsideration                    1 2 3 4 10
    litigation_direct                  5 1 2 3 11
    litigation_after_reconsideration   2 6 1 5 14
"""

PROACTIVE_2019: Mapping[str, Value] = {
    "regulations.made": 3,
    "regulations.disclosed": 2,
    "regulations.public_total": 9,
    "normative_documents.made": 5,
    "normative_documents.disclosed": 4,
    "normative_documents.public_total": 20,
    "licensing.previous_items": 4,
    "licensing.change": 5,
    "licensing.decisions": 1496,
    "other_services.previous_items": 175,
    "other_services.change": -45,
    "other_services.decisions": 11536,
    "penalties.previous_items": 6,
    "penalties.change": 8,
    "penalties.decisions": 40,
    "coercion.previous_items": 9,
    "coercion.change": -4,
    "coercion.decisions": 2,
    "fees.previous_items": 3,
    "fees.change": -1,
    "procurement.items": 7,
    "procurement.amount": Decimal("25.1"),
}

PROACTIVE_2021: Mapping[str, Value] = {
    "regulations.issued": 1,
    "regulations.repealed": 2,
    "regulations.in_force": 3,
    "normative_documents.issued": 4,
    "normative_documents.repealed": 1,
    "normative_documents.in_force": 17,
    "licensing.decisions": 1496,
    "penalties.decisions": 40,
    "coercion.decisions": 2,
    "fees.amount": Decimal("75.926"),
}


def balanced_2019() -> Report:
    """A dense report on the form of 2019 that keeps every rule."""
    return _report("2019", PROACTIVE_2019, REQUESTS_2019)


def balanced_2021() -> Report:
    """A dense report on the form of 2021 that keeps every rule."""
    return _report("2021", PROACTIVE_2021, REQUESTS_2021)


def balanced_2021_other_as_one_row() -> Report:
    """The same report with （六）其他处理 printed as one row."""
    report = balanced_2021()
    parts = {f"requests.{row}.{column}": NOT_PRINTED for row in OTHER_PARTS for column in APPLICANTS}
    one_row = {cell: _read(value) for cell, value in _grid("requests", OTHER_AS_ONE_ROW, APPLICANTS)}
    return replace(report, cells={**report.cells, **parts, **one_row})


def all_zero(edition: str) -> Report:
    """A report with nothing but zeros."""
    return Report(None, None, edition, {cell: _read(0) for cell in load_form(edition).required_cells()})


def with_cell(report: Report, cells: Mapping[str, Value | Cell]) -> Report:
    """The report with some cells changed."""
    changed = {cell: value if isinstance(value, Cell) else _read(value) for cell, value in cells.items()}
    return replace(report, cells={**report.cells, **changed})


def findings_by_case(cases: Iterable[Submission]) -> Mapping[str, list[Finding]]:
    """The findings on each of many submissions, by key, all checked in one go: one at a time costs half a second."""
    submissions = list(cases)
    found: dict[str, list[Finding]] = {submission.key: [] for submission in submissions}
    for finding in check_submissions(submissions):
        found[finding.unit].append(finding)
    return found


def value_of(report: Report, cell: str) -> Value:
    """The value of a cell that was read."""
    value = report.cells[cell].value
    assert value is not None
    return value


def _read(value: Value) -> Cell:
    return Cell(value, str(value), Status.READ)


NOT_PRINTED = Cell(None, "", Status.NOT_APPLICABLE)
BLANK = Cell(None, "", Status.BLANK)
SLASH = Cell(None, "/", Status.NOT_APPLICABLE)
MISSING = Cell(None, "", Status.MISSING)
UNSURE = Cell(None, "1***", Status.UNSURE)


def _report(edition: str, proactive: Mapping[str, Value], requests: str) -> Report:
    figures = [(f"proactive.{cell}", value) for cell, value in proactive.items()]
    figures += _grid("requests", requests, APPLICANTS)
    figures += _grid("disputes", DISPUTES, RESULTS)
    return Report(None, None, edition, {cell: _read(value) for cell, value in figures})


def _grid(table: str, text: str, columns: tuple[str, ...]) -> list[tuple[str, Value]]:
    lines = [line.split() for line in text.strip().splitlines()]
    return [
        (f"{table}.{row}.{column}", int(value))
        for row, *values in lines
        for column, value in zip(columns, values, strict=True)
    ]
