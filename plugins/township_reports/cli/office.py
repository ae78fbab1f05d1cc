"""`up` and `annual-run`: the embedded office, open in the browser or making one county's run."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from township_reports.cli.ending import ExitCode, report_user_errors
from township_reports.cli.run import print_overview

if TYPE_CHECKING:
    from township_reports.embedded.airflow_api import AirflowApi

STEPS = {
    "list_units": "列出报送单位",
    "read_submission": "读取报送材料",
    "check_reports": "核对勾稽关系",
    "correction_slips": "编制退回修改通知",
    "submission_result": "单位结果",
    "merge_county": "汇总全县数据",
    "render_report": "编制汇总报告",
}
DONE = ("success", "failed", "skipped", "upstream_failed")
console = Console(highlight=False, markup=False)  # a path may have [ ] in it


@report_user_errors
def up() -> None:
    """打开 Airflow 界面（需要时一并启动内置 PostgreSQL），按 Ctrl-C 全部停止。"""
    from township_reports.embedded.airflow_api import USER
    from township_reports.embedded.office import run_office

    _let_signals_clean_up()
    with run_office(console.print) as place:
        console.print(f"\nAirflow 界面：{place.address}\n用户名：{USER}  密码：{place.secrets['password']}")
        console.print("按 Ctrl-C 停止。")
        try:
            signal.pause()
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # impatience must not leave half of it running
            console.print("正在停止……")
    console.print("已停止。")


@report_user_errors
def annual_run(
    source: Annotated[
        Path, typer.Argument(metavar="文件夹", help="县的文件夹：county.yaml、units.csv、各年度子文件夹")
    ],
    year: Annotated[int, typer.Option(metavar="年度", help="汇总哪一年度")],
    on_failed: Annotated[
        Literal["exclude", "wait"], typer.Option(help="有单位未通过时：exclude 不含这些单位，wait 等待补报")
    ] = "exclude",
) -> None:
    """在 Airflow 中汇总一个县一个年度的报告并编制汇总报告。

    退出码：0 已编制，1 没有完成。
    """
    from township_reports.embedded.annual_run import start_run
    from township_reports.embedded.office import run_office
    from township_reports.pipeline.open_run import find_county
    from township_reports.queries.board import get_run_overview
    from township_reports.runs.dependencies import get_reports_folder

    folder = find_county(str(source), year).folder  # refused at once, not after Airflow has started
    _let_signals_clean_up()
    with run_office(console.print) as place:
        console.print(f"在 Airflow 中汇总 {folder}（{year}年度）……")
        api, run_key = start_run(place, str(folder), year, on_failed)
        state = _follow(api, run_key)
        overview = get_run_overview(run_key)
    print_overview(overview)
    for name in overview.files:
        console.print(str(get_reports_folder(overview.run.county_key, year) / name), soft_wrap=True)
    if state != "success":
        console.print(f"汇总没有完成（编号 {run_key}）。请用 make up 打开界面，查看红色任务的日志。")
        raise typer.Exit(ExitCode.DOUBTFUL)


def _let_signals_clean_up() -> None:
    """Ctrl-C and a polite kill leave the blocks that end what they have started, whatever was inherited."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def _follow(api: AirflowApi, run_key: str) -> str:
    """Show the progress of the run until it is finished; its final state."""
    from township_reports.embedded.annual_run import follow_run

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as progress:
        bars = {task: progress.add_task(words, total=None) for task, words in STEPS.items()}
        for run in follow_run(api, run_key):
            for task, bar in bars.items():
                states = run.tasks.get(task, Counter())
                done = sum(states[state] for state in DONE)
                progress.update(bar, total=max(states.total(), 1), completed=done)
    return run.state
