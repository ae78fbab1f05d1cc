"""Writes the report as one self-contained web page."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from township_reports.rendering.content.chart_data import Bars
from township_reports.rendering.content.report_document import ReportDocument
from township_reports.rendering.content.table_layout import FULL_WIDTH
from township_reports.rendering.templating.template_folder import ReportTemplates
from township_reports.rendering.writers.charts import NARROW_MM, draw_chart


def write_page(document: ReportDocument, path: Path, templates: ReportTemplates | None = None) -> None:
    """Write the document as a page of simplified Chinese with its style inside it; raises TemplateError."""
    drawings = {chart.title: _drawn(chart) for annex in document.annexes for chart in annex.charts}
    context = {"document": document, "full_width": FULL_WIDTH, "drawings": drawings}
    page = (templates or ReportTemplates()).page("report", context)
    path.write_text(page, encoding="utf-8", newline="\n")


def _drawn(chart: Bars) -> Markup:
    """Return the chart for a screen and for a phone; the style shows one of them, and no style the first."""
    wide, narrow = draw_chart(chart).inline_svg, draw_chart(chart, NARROW_MM).inline_svg
    both = f'<div class="wide">{wide}</div>\n<div class="narrow" hidden>{narrow}</div>'
    return Markup(both)  # noqa: S704  # drawn here, its texts escaped in the drawing
