"""`explain`: what a person says to a unit's warnings, kept with name and day. Checks nothing again."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from township_reports.commands.ending import report_user_errors
from township_reports.commands.slips import find_last_run
from township_reports.records.explanation import Explanation


@report_user_errors
def explain(
    unit: Annotated[str, typer.Argument(metavar="单位", help="名册上的编码或名称")],
    rule: Annotated[str, typer.Argument(metavar="规则", help="规则编号，如 Y-1")],
    text: Annotated[str, typer.Option(metavar="说明", help="说明的内容，印入汇总报告的附件")],
    by: Annotated[str, typer.Option(metavar="姓名", help="说明人")],
    run: Annotated[str | None, typer.Option(metavar="编号", help="哪一次汇总；不写时是最近一次")] = None,
) -> None:
    """说明一个单位的提示；数据不变时，以后的汇总不再询问。"""
    from township_reports.pipeline.explanations import explain as keep
    from township_reports.pipeline.overview import find_unit_code

    key = run or find_last_run()
    count = keep(key, find_unit_code(key, unit), rule, Explanation(by.strip(), date.today(), text.strip()))
    typer.echo(f"已说明{count}条提示。")
