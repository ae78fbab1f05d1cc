"""`backup` and `restore`: everything the office keeps into one file, and back. Holds no step of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from township_reports.commands.ending import ExitCode, report_user_errors


@report_user_errors
def backup(
    file: Annotated[Path, typer.Argument(metavar="文件", help="写到哪里；已有的备份在新的写完后才被替换")],
    county: Annotated[
        Path | None, typer.Option(metavar="文件夹", help="一并备份县的文件夹（名册、各年度的报送材料）")
    ] = None,
) -> None:
    """备份汇总数据、文件库和已发布的报告，写成一个文件，附各文件的校验和。

    退出码：0 完整，1 文件库中有已损坏的文件、没有备份，2 没有备份。
    """
    from township_reports.embedded.dataset import open_reachable_dataset
    from township_reports.pipeline.backup import back_up

    with open_reachable_dataset():
        done = back_up(file, county)
    typer.echo(f"已备份到 {file}：汇总数据、文件库{done.files}个文件、报告{done.reports}个文件{_county(done.county)}。")
    typer.echo("其中有报送材料和办公室的全部决定，请妥善保管。Airflow 的账号和连接不在其中。", err=True)
    for digest in done.damaged:
        typer.echo(f"文件库中的 {digest} 已损坏，没有备份。请从以前的备份恢复。", err=True)
    raise typer.Exit(ExitCode.DOUBTFUL if done.damaged else ExitCode.GOOD)


@report_user_errors
def restore(
    file: Annotated[Path, typer.Argument(metavar="文件", help="backup 写出的备份")],
    replace: Annotated[bool, typer.Option("--replace", help="用备份替换现有的全部数据")] = False,
    county: Annotated[
        Path | None, typer.Option(metavar="文件夹", help="把县的文件夹还原到这里，须是空的或新的文件夹")
    ] = None,
) -> None:
    """还原备份：先逐个核对校验和，再一次还原全部汇总数据；不能还原时数据库保持原样。

    退出码：0 已还原，1 已还原、但备份时就缺文件，2 没有还原。
    """
    from township_reports.embedded.dataset import open_reachable_dataset
    from township_reports.pipeline.restore import restore_backup

    with open_reachable_dataset():
        done = restore_backup(file, replace=replace, county=county)
    typer.echo(
        f"已还原 {done.made_at[:16].replace('T', ' ')} 的备份（{done.made_with} 版写出）："
        f"汇总数据、文件库{done.files}个文件、报告{done.reports}个文件{_county(done.county)}。"
    )
    if done.left:
        typer.echo(f"备份中还有县的文件夹（原在 {done.left}），没有还原。要还原请加 --replace --county 文件夹 重试。")
    if done.damaged:
        typer.echo(f"备份时文件库中有{done.damaged}个文件已损坏，没有还原。", err=True)
    raise typer.Exit(ExitCode.DOUBTFUL if done.damaged else ExitCode.GOOD)


def _county(files: int) -> str:
    return f"、县的文件夹{files}个文件" if files else ""
