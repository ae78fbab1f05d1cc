"""What a text template is given: the documented names, all of them plain text and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from township_reports.domain.consolidated.report import MAX_UNITS_LISTED, ConsolidatedReport
from township_reports.domain.finding import Severity
from township_reports.domain.form.form import Form
from township_reports.rendering.content.figure_format import format_column_label
from township_reports.rendering.content.figure_words import FigureWords
from township_reports.rendering.content.printable import make_printable

DOCUMENTS = "proactive.normative_documents."  # the row of table 二 that is reported in words


class UnitFacts(NamedTuple):
    """A unit of the roster and what became of its report."""

    name: str
    kind: str
    outcome: str
    included: bool
    reason: str


class UnpairedFacts(NamedTuple):
    """Figures of one year that cannot be compared, and why."""

    year: int
    number: int
    reason: str


class VerificationFacts(NamedTuple):
    """What the proof compares, and by which versions."""

    software: str
    reader: str
    suites: str
    rules: int
    cells: int


def build_narrative_context(report: ConsolidatedReport, form: Form, own: tuple[str, ...] = ()) -> dict[str, object]:
    """Build the names a text template may use; docs/报告模板.md tells the office each of them."""
    words = FigureWords(report, form)
    units = [_unit_facts(report, number) for number in range(len(report.units))]
    left_out = [unit for unit in units if not unit.included]
    return {
        "title": make_printable(report.title),
        "county": make_printable(report.county.name),
        "whole": report.county.whole,
        "year": report.year,
        "edition": form.edition,
        "notice": form.notice,
        "office": make_printable(report.county.office) or "政府办公室",
        "own": [make_printable(line) for line in own],
        "units": units,
        "included": [unit for unit in units if unit.included],
        "left_out": left_out,
        "kinds": _counted(unit.kind for unit in units),
        "outcomes": _counted(unit.outcome for unit in left_out),
        "findings": _severities(report),
        "explained": len(report.explanations),
        "told_apart": not report.is_large,
        "findings_listed": report.lists_findings,
        "notes": _notes(report),
        "deduced": _deduced(report),
        "documents": _documents(words, form),
        "figure": words.figure,
        "value": words.value,
        "last": words.last,
        "moved": words.moved,
        "share": words.share,
        "largest": words.largest,
        "movers": words.movers,
        "proof": _proof(report),
        **_last_year(report),
    }


def _unit_facts(report: ConsolidatedReport, number: int) -> UnitFacts:
    line = report.units[number]
    return UnitFacts(
        make_printable(line.unit.name), line.unit.kind, str(line.outcome), line.included, make_printable(line.reason)
    )


def _last_year(report: ConsolidatedReport) -> dict[str, object]:
    """Return what is known of last year; `last_year` is None where nothing is."""
    comparison = report.comparison
    return {
        "last_year": comparison.year if comparison else None,
        "last_edition": comparison.edition if comparison else "",
        "joined": _names(comparison.joined) if comparison else [],
        "left": _names(comparison.left) if comparison else [],
        "alone": [UnpairedFacts(one.year, len(one.cells), one.reason) for one in comparison.alone]
        if comparison
        else [],
    }


def _counted(names: Iterable[str]) -> str:
    return "、".join(f"{name}{number}家" for name, number in Counter(names).items())


def _severities(report: ConsolidatedReport) -> str:
    counts = Counter(one.severity for one in report.findings)
    return "、".join(f"{severity.label}{counts[severity]}项" for severity in Severity if counts[severity])


def _notes(report: ConsolidatedReport) -> list[str]:
    """Return what could not be added up; of a large county the first notes, and where the others are."""
    notes = [make_printable(note) for note in report.figures.notes]
    if not report.is_large or len(notes) <= MAX_UNITS_LISTED:
        return notes
    return [*notes[:MAX_UNITS_LISTED], f"以上为前{MAX_UNITS_LISTED}条，共{len(notes)}条，全部见数据包的notes表。"]


def _names(names: Sequence[str]) -> list[str]:
    """Units by name, the first ones of very many."""
    more = [f"等共{len(names)}家"] if len(names) > MAX_UNITS_LISTED else []
    return [*map(make_printable, names[:MAX_UNITS_LISTED]), *more]


def _deduced(report: ConsolidatedReport) -> str:
    """Return the units whose figures are in with cells that the arithmetic placed, and how many."""
    cells = {line.unit.name: line.report.list_deduced() for line in report.units if line.included and line.report}
    if report.is_large:
        units = [len(deduced) for deduced in cells.values() if deduced]
        return f"共{len(units)}家{sum(units)}格，逐格见数据包的sources表" if units else ""
    return "、".join(f"{make_printable(name)}{len(deduced)}格" for name, deduced in cells.items() if deduced)


def _documents(words: FigureWords, form: Form) -> str:
    specs = [spec for spec in form.cells().values() if spec.id.startswith(DOCUMENTS)]
    return specs[0].row.label + "、".join(format_column_label(spec.column) + words.figure(spec.id) for spec in specs)


def _proof(report: ConsolidatedReport) -> VerificationFacts | None:
    made = report.made_with
    if made is None:
        return None
    return VerificationFacts(made.software, made.reader, made.suites, made.rules, len(report.figures.cells))
