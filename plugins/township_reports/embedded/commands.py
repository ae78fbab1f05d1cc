"""The two commands of the embedded office: open it, and let it make a county's annual run."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from township_reports import settings
from township_reports.embedded.airflow_api import USER, RunProgress
from township_reports.embedded.annual_run import follow_run, start_run
from township_reports.embedded.office import running_office
from township_reports.pipeline.overview import run_overview
from township_reports.pipeline.workplace import reports_folder

STEPS = {"read_submission": "读取报送材料", "submission_result": "单位结果"}
console = Console()

Source = Annotated[Path, typer.Argument(help="县的文件夹：county.yaml、units.csv 和以年度命名的子文件夹")]
Year = Annotated[int, typer.Option(help="年度")]
OnFailed = Annotated[
    Literal["exclude", "wait", "ask"], typer.Option(help="有单位未通过时：exclude 不含这些单位继续汇总，wait 等待补报，ask 在界面中询问")
]


def up() -> None:
    """打开 Airflow 界面（内置 PostgreSQL），按 Ctrl-C 全部停止。"""
    _end_on_terminate()
    with running_office(console.print) as place:
        console.print(f"\n[bold]Airflow 界面[/bold]  {place.address}")
        console.print(f"用户名 {USER}  密码 {place.secrets['password']}\n按 Ctrl-C 停止。")
        try:
            signal.pause()
        except KeyboardInterrupt:
            console.print("\n正在停止……")
    console.print("已停止。")


def annual_run(source: Source, year: Year, on_failed: OnFailed = "exclude") -> None:
    """在 Airflow 中运行一个县一个年度的汇总，直到报告编制完成。"""
    _end_on_terminate()
    with running_office(console.print) as place:
        console.print(f"在 Airflow 中汇总 {source} {year} 年度……")
        api, run_id = start_run(place, source, year, on_failed)
        units = {"list_units": 1}
        with _progress() as progress:
            bars = {step: progress.add_task(words, total=None) for step, words in STEPS.items()}
            for state in follow_run(api, run_id):
                _show(state, progress, bars)
        finished = state.state == "success"
        if finished:
            _print_result(run_id)
        else:
            console.print(f"汇总没有完成。请用 make up 打开界面查看原因（运行编号 {run_id}）。", style="red")
    raise typer.Exit(0 if finished else 1)
