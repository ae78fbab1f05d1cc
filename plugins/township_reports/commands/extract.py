"""`extract`: what our reader finds in one file. Checks nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from township_reports.commands.as_json import print_json, report_json
from township_reports.commands.ending import ExitCode, tells_broken_input
from township_reports.records.narrative import Narrative
from township_reports.records.report import Report
from township_reports.template.form import load_form
from township_reports.template.narrative import load_narrative_words

STATUS_NAMES = {"read": "", "blank": "空白", "not_applicable": "不适用", "unsure": "未能辨认", "missing": "未找到"}


@tells_broken_input
def extract(
    file: Annotated[Path, typer.Argument(metavar="文件", help="一份年度报告")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """读取一份年度报告的全部数据格，和正文写出的数字。

    退出码：0 全部读出或为空，1 有未找到或未能辨认的格，2 不能作为年度报告读取。
    """
    from township_reports.pipeline.read_file import read_file

    report = read_file(file)
    if as_json:
        print_json(report_json(report))
    else:
        _print(report)
    raise typer.Exit(ExitCode.DOUBTFUL if report.incomplete() else ExitCode.GOOD)


def _print(report: Report) -> None:
    console, form = Console(), load_form(report.edition)
    console.print(
        f"单位：{report.unit or '未写明'}　年度：{report.year or '未写明'}　格式：{report.edition}年版", markup=False
    )
    table = Table(*(Column(name, overflow="fold") for name in ("数据格", "值", "原文", "状态", "位置")))
    for cell_id, cell in report.cells.items():
        value = "" if cell.value is None else str(cell.value)
        texts = (form.label(cell_id), value, cell.raw, STATUS_NAMES[cell.status], str(cell.place or ""))
        table.add_row(*map(Text, texts))
    console.print(table)
    _print_narrative(console, report.narrative)
    for note in report.notes:
        console.print(f"说明：{note}", markup=False)


def _print_narrative(console: Console, narrative: Narrative) -> None:
    """The numbers the running text tells, each with its sentence; one told several times is printed once."""
    if not narrative.claims:
        return
    table = Table(*(Column(name, overflow="fold") for name in ("正文写的", "数", "口径", "部分", "原句")))
    before = ""
    for claim in narrative.claims:
        label = load_narrative_words().subject(claim.subject).label
        sentence = "同上" if claim.sentence == before else claim.sentence
        table.add_row(*map(Text, (label, str(claim.value), claim.scope, claim.section, sentence)))
        before = claim.sentence
    console.print(table)
