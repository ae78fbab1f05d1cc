"""Draws the charts: as SVG whose text stays text, and as a picture for programs that know no SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from township_reports.rendering.content.chart_data import Bars
from township_reports.rendering.writers.fonts import SANS, find_package_fonts

WIDTH_MM, NARROW_MM = 156.0, 92.0
"""The type area of the paper, and what a phone shows without making the labels smaller."""

GROUP_MM, AROUND_MM = 7.0, 16.0
INCH_MM = 25.4
FONT_SIZE = 9
DOTS_PER_INCH = 200
COLOURS = ("#9aa5b1", "#1f4e79")  # distinguished in grey print as well
STYLE: Any = {
    "font.family": [SANS],
    "font.size": FONT_SIZE,
    "svg.fonttype": "none",
    "svg.hashsalt": "township-reports",  # ids in the file are otherwise drawn by lot
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.bottom": False,
    "axes.unicode_minus": False,
}
NO_DATES = {"Date": None, "Creator": None, "Format": None, "Type": None}
DECLARATIONS = re.compile(r"<\?xml.*?\?>|<!DOCTYPE[^>]*>|<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
NAMESPACES = re.compile(r'\s+xmlns(?::xlink)?="[^"]*"')


@dataclass(frozen=True)
class Chart:
    """A drawn chart: its title, what it shows in words, and the drawing in two formats."""

    title: str
    alternative: str
    svg: str
    png: bytes
    height_mm: float

    @property
    def inline_svg(self) -> str:
        """The drawing as an element of an HTML page."""
        return NAMESPACES.sub("", DECLARATIONS.sub("", self.svg)).strip()


@cache
def draw_chart(bars: Bars, width_mm: float = WIDTH_MM) -> Chart:
    """Draw the bars drawn one under the other, each with its figure; the same bars give the same bytes."""
    for path in find_package_fonts():
        fontManager.addfont(path)
    height = AROUND_MM + GROUP_MM * len(bars.labels) * (0.55 + 0.45 * len(bars.series))
    with rc_context(STYLE):
        figure = Figure((width_mm / INCH_MM, height / INCH_MM), layout="constrained")
        _plot(figure, bars)
        svg, png = BytesIO(), BytesIO()
        figure.savefig(svg, format="svg", metadata=NO_DATES)
        figure.savefig(png, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return Chart(bars.title, bars.alternative, svg.getvalue().decode(), png.getvalue(), height)


def _plot(figure: Figure, bars: Bars) -> None:
    axes = figure.add_subplot()
    share = 0.8 / len(bars.series)
    for number, (name, figures) in enumerate(bars.series):
        places = [group + share * (number - (len(bars.series) - 1) / 2) for group in range(len(bars.labels))]
        colour = COLOURS[-1] if len(bars.series) == 1 else COLOURS[number % len(COLOURS)]
        drawn = axes.barh(
            places, [float(one) for one in figures], height=share, color=colour, label=name, clip_on=False
        )
        axes.bar_label(drawn, [str(one) for one in figures], padding=3)
    axes.set_yticks(range(len(bars.labels)), bars.labels)
    axes.invert_yaxis()  # the first stands at the top
    axes.tick_params(left=False, bottom=False, labelbottom=False)
    axes.margins(x=0.08, y=0.02)
    axes.set_title(bars.title, fontsize=FONT_SIZE + 1)
    if len(bars.series) > 1:
        figure.legend(loc="outside lower center", ncols=len(bars.series), frameon=False)
