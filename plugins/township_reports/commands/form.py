"""`form`: an empty form for a unit to fill in, which computes its own totals. Reads no submission but last year's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from township_reports.commands.ending import report_user_errors


@report_user_errors
def form(
    year: Annotated[int, typer.Option(metavar="年度", help="哪一年度的报告")],
    unit: Annotated[str, typer.Option(metavar="单位", help="单位名称，写入标题和文件名")],
    previous: Annotated[Path | None, typer.Option(metavar="文件", help="上一年的报告，由它填入上年结转等数")] = None,
    folder: Annotated[Path, typer.Option(metavar="文件夹", help="写到哪里")] = Path(),
) -> None:
    """写出填报用的电子表格（.xlsx）：合计自动计算，不平衡处变红，填好后可直接报送。"""
    from township_reports.pipeline.fill_in_form import write_fill_in_form

    typer.echo(str(write_fill_in_form(unit, year, previous, folder)))
