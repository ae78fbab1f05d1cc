"""`slips`: the notices that go back to the units of a run, written again whenever asked. Checks nothing."""

from __future__ import annotations

from typing import Annotated

import typer

from township_reports.commands.ending import tells_broken_input
from township_reports.refusal import Refusal


class NoRun(Refusal):
    """There is no run yet."""


@tells_broken_input
def slips(
    run: Annotated[str | None, typer.Option(metavar="编号", help="哪一次汇总；不写时是最近一次")] = None,
) -> None:
    """写出退回修改、催报通知（.docx、.html）和全部核对发现（.xlsx）。"""
    from township_reports.pipeline.correction_slips import correction_slips

    for path in correction_slips(run or last_run()):
        typer.echo(str(path))


def last_run() -> str:
    """The key of the run opened last; raises NoRun."""
    from township_reports.pipeline.overview import runs

    lines = runs()
    if not lines:
        raise NoRun("还没有汇总过。请先运行 township-reports run 文件夹 --year 年度。")
    return lines[0].run.key
