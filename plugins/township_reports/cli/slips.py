"""`slips`: the notices that go back to the units of a run, written again whenever asked."""

from __future__ import annotations

from typing import Annotated

import typer

from township_reports.cli.ending import report_user_errors
from township_reports.domain.errors import UserFacingError


class MissingRunError(UserFacingError):
    """There is no run yet."""


@report_user_errors
def slips(
    run: Annotated[str | None, typer.Option(metavar="编号", help="哪一次汇总；不写时是最近一次")] = None,
) -> None:
    """写出退回修改、催报通知（.docx、.html）和全部核对发现（.xlsx）。"""
    from township_reports.pipeline.correction_notices import write_correction_notices

    for path in write_correction_notices(run or find_last_run()):
        typer.echo(str(path))


def find_last_run() -> str:
    """Find the key of the run opened last; raises MissingRunError."""
    from township_reports.queries.overview import list_runs

    lines = list_runs()
    if not lines:
        raise MissingRunError("还没有汇总过。请先运行 township-reports run 文件夹 --year 年度。")
    return lines[0].run.key
