"""The sum of one cell over many sheets, as a formula."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from township_reports.rendering.writers.workbook.sheet_names import quote_sheet
from township_reports.rendering.writers.workbook.worksheet import Position

MOST_ARGUMENTS = 255  # of one function


def format_sum_formula(sheets: Sequence[str], position: Position) -> str:
    """Format the sum of one cell over all the sheets, in as many functions as their arguments need."""
    cells = [f"{quote_sheet(sheet)}!{xl_rowcol_to_cell(*position)}" for sheet in sheets]
    sums = [f"SUM({','.join(cells[at : at + MOST_ARGUMENTS])})" for at in range(0, len(cells), MOST_ARGUMENTS)]
    return f"={sums[0]}" if len(sums) == 1 else f"=SUM({','.join(sums)})"
