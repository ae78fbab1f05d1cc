"""What the charts show, before they are drawn: labelled bars from the county's own cells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.domain.form.form import Form
from township_reports.domain.report import Value
from township_reports.rendering.content.figure_words import format_row_name
from township_reports.rendering.content.printable import make_printable

RECEIVED = "requests.received.total"
COMPARED = tuple(
    f"requests.{row}.total" for row in ("received", "carried_in", "granted", "partly_granted", "carried_out")
)
DISPUTES = "disputes.{}.total"
MOST_UNITS = 12
OF_YEARS = "申请、复议、诉讼两年对比（件）"


@dataclass(frozen=True)
class Bars:
    """A chart of bars: a label for each group of bars, a name for each bar of a group, and the figures of each name."""

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Value, ...]], ...]

    @property
    def alternative(self) -> str:
        """The chart in words, for who cannot see it."""
        comparison = (
            label + "".join(f"{name}{figures[number]}" for name, figures in self.series)
            for number, label in enumerate(self.labels)
        )
        return f"条形图，{self.title}：{'；'.join(comparison)}。"


def list_compared_cells(form: Form) -> tuple[str, ...]:
    """List the cells of which two years stand beside each other: requests, then every way to dispute an answer."""
    return (*COMPARED, *(DISPUTES.format(row.id) for block in form.table("disputes").blocks for row in block.rows))


def chart_groups(report: ConsolidatedReport, form: Form) -> tuple[Bars, ...]:
    """Return the units with the most requests received, the most first; no chart where nobody received any."""
    received: defaultdict[str, Value] = defaultdict(int)
    for source in report.figures.sources:
        if source.cell == RECEIVED:
            received[source.unit] += source.value
    names = {line.unit.code: make_printable(line.unit.name) for line in report.units}
    some = sorted((unit for unit in received if received[unit]), key=lambda unit: -received[unit])[:MOST_UNITS]
    if not some:
        return ()
    title = f"{format_row_name(form.cells()[RECEIVED])}最多的单位（件）"
    return (Bars(title, tuple(names[unit] for unit in some), (("本年", tuple(received[unit] for unit in some)),)),)


def chart_years(report: ConsolidatedReport, form: Form) -> tuple[Bars, ...]:
    """Request and disputes of both years beside each other; only figures that both years have."""
    comparison = report.comparison
    if comparison is None:
        return ()
    changes = [comparison.by_cell[cell] for cell in list_compared_cells(form) if cell in comparison.by_cell]
    labels = tuple(format_row_name(form.cells()[change.cells[0]]) for change in changes)
    years = (
        (f"{comparison.year}年", tuple(change.before for change in changes)),
        (f"{report.year}年", tuple(change.now for change in changes)),
    )
    return (Bars(OF_YEARS, labels, years),) if changes else ()
