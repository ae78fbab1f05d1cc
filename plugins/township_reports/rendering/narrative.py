"""The report's sentences, drafted from the data. Invents nothing: what the data cannot say is left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from township_reports.records.county_report import ConsolidatedReport
from township_reports.records.finding import Severity
from township_reports.rendering.figure_format import column_label, figure_text
from township_reports.rendering.template_folder import plain_text
from township_reports.template.form import Form

DOCUMENTS = "proactive.normative_documents."  # the row of table 二 that is told in words


class Manner(StrEnum):
    """How a paragraph is set."""

    BODY = "body"
    SUBHEADING = "subheading"
    LEFT_OPEN = "left-open"  # a marked place for the office's own text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the report's text."""

    text: str
    manner: Manner = Manner.BODY


def paragraphs(template: str, report: ConsolidatedReport, form: Form) -> tuple[Paragraph, ...]:
    """The paragraphs of one text template, a paragraph a line."""
    text = plain_text().get_template(f"{template}.txt.j2").render(_facts(report, form))
    return tuple(Paragraph(line, _manner(line)) for line in text.splitlines() if line.strip())


def _manner(line: str) -> Manner:
    # The marks stand at the start of a template's own lines; what the data say never begins a line.
    if line.startswith("【待填"):
        return Manner.LEFT_OPEN
    return Manner.SUBHEADING if line.startswith("（") else Manner.BODY


def _facts(report: ConsolidatedReport, form: Form) -> dict[str, object]:
    left_out = [line for line in report.units if not line.included]
    return {
        "report": report,
        "form": form,
        "figures": report.figures.cells,
        "office": report.county.office or "县政府办公室",
        "included": [line for line in report.units if line.included],
        "left_out": left_out,
        "kinds": _counted("{}{}家", (line.unit.kind for line in report.units)),
        "outcomes": _counted("{}{}家", (line.outcome for line in left_out)),
        "findings": _counted("{}{}项", _severities(report)),
        "deduced": _deduced(report),
        "documents": _documents(report, form),
    }


def _counted(pattern: str, names: Iterable[str]) -> str:
    return "、".join(pattern.format(name, number) for name, number in Counter(names).items())


def _deduced(report: ConsolidatedReport) -> str:
    """The units whose figures are in with cells that the arithmetic placed, and how many."""
    cells = {line.unit.name: line.report.deduced() for line in report.units if line.included and line.report}
    return "、".join(f"{name}{len(deduced)}格" for name, deduced in cells.items() if deduced)


def _severities(report: ConsolidatedReport) -> Iterable[str]:
    return (severity.label for severity in Severity for one in report.findings if one.severity is severity)


def _documents(report: ConsolidatedReport, form: Form) -> str:
    specs = [spec for spec in form.cells().values() if spec.id.startswith(DOCUMENTS)]
    figures = (
        column_label(spec.column) + figure_text(report.figures.cells.get(spec.id), spec.column.kind) for spec in specs
    )
    return specs[0].row.label + "、".join(figures)
