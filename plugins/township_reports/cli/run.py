"""`run` and `migrate`: the annual run on the configured database, without Airflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from township_reports.cli.ending import ExitCode, report_user_errors
from township_reports.config import settings
from township_reports.files.paths import parse_path, prepare_folder

if TYPE_CHECKING:
    from township_reports.queries.board import RunOverview


@report_user_errors
def migrate() -> None:
    """建立数据库的表，或升级到最新结构；文件存放在存储桶中而没有这个桶时，建立它。重复运行无害。"""
    from township_reports.storage.database import migrate as migrate_database

    migrate_database(settings.database_url())
    prepare_folder(parse_path(settings.store()))


@report_user_errors
def run(
    source: Annotated[
        str, typer.Argument(metavar="文件夹", help="县的文件夹：有 county.yaml、units.csv 和各年度的材料")
    ],
    year: Annotated[int, typer.Option(metavar="年度", help="汇总哪一年度")],
    on_failed: Annotated[
        Literal["exclude", "wait"], typer.Option(help="有单位未通过时：exclude 不含这些单位，wait 等待补报")
    ] = "wait",
) -> None:
    """汇总一个县一个年度的报告并编制汇总报告。

    退出码：0 已编制，1 有单位未通过、等待补报，2 不能汇总。
    """
    from township_reports.operations.annual_run import run_annual_report
    from township_reports.pipeline.correction_notices import write_correction_notices

    migrate()
    result = run_annual_report(source, year, on_failed, tell=lambda line: typer.echo(line, err=True))
    print_overview(result.overview)
    notices = write_correction_notices(result.overview.run.key)
    typer.echo(f"退回修改通知和核对发现：{notices[0].parent}", err=True)
    for path in result.report_paths.values():
        typer.echo(path)
    if not result.report_paths:
        typer.echo("有单位未通过，等待补报；要不含这些单位继续汇总，请加 --on-failed exclude。", err=True)
    raise typer.Exit(ExitCode.GOOD if result.report_paths else ExitCode.DOUBTFUL)


def print_overview(overview: RunOverview) -> None:
    """Print the table of the units and their results."""
    table = Table(
        "单位", "结果", Column("原因", overflow="fold"), title=Text(f"{overview.run.county}{overview.run.year}年度")
    )
    for unit in overview.units:
        table.add_row(*map(Text, (unit.state.unit.name, unit.state.outcome or "尚未核对", unit.state.reason)))
    console = Console()
    console.print(table)
    for file, one in overview.run.unclaimed.items():
        console.print(f"不知属于哪个单位的文件：{file}。{one.why}", markup=False)
