"""`extract`: what our reader finds in one file or in many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from township_reports.cli.as_json import Json, format_report, print_json
from township_reports.cli.ending import ExitCode, report_user_errors
from township_reports.cli.screen import make_wide_console, read_with_bar
from township_reports.domain.description.cell_descriptions import STATUS_WORDS
from township_reports.domain.description.cells_to_confirm import CellToConfirm, list_cells_to_confirm
from township_reports.domain.form.form import load_form
from township_reports.domain.form.narrative_terms import load_narrative_words
from township_reports.domain.narrative import Narrative
from township_reports.domain.report import Report, Status, UnreadableReportError

if TYPE_CHECKING:
    from township_reports.standalone.read_files import FileRead

# What is read needs no word; nobody has entered anything for a file that is only read.
STATUS_NAMES = {Status.READ: ""} | {one: word for one, word in STATUS_WORDS.items() if one is not Status.ENTERED}


@report_user_errors
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="一份或多份年度报告")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON：一份为对象，多份为数组")] = False,
    picture: Annotated[
        Path | None, typer.Option(metavar="文件夹", help="把 PDF、扫描件的每一页连同读到的格画成 PNG，写入文件夹")
    ] = None,
) -> None:
    """读取年度报告的全部数据格和正文写出的数字；一份列出每一格，多份列出汇总表。

    多份时 --json 的数组中，每份是同样的对象，另有 file（文件）；不能读取的只有 file 和 error（原因）。
    退出码：0 全部读出或为空，1 有未找到或未能辨认的格，2 有文件不能作为年度报告读取；多份时取最严重的。
    """
    read = read_with_bar(list(dict.fromkeys(files)), picture)
    if len(read) > 1:
        _print_many(read, as_json)
    elif read[0].report is None:
        raise UnreadableReportError(read[0].error)
    elif as_json:
        print_json(format_report(read[0].report))
    else:
        _print(read[0].report)
    _tell_pictures(read)
    raise typer.Exit(max(_exit_code(one) for one in read))


def _exit_code(read: FileRead) -> ExitCode:
    if read.report is None:
        return ExitCode.BROKEN
    return ExitCode.DOUBTFUL if read.report.list_incomplete() else ExitCode.GOOD


def _tell_pictures(read: Sequence[FileRead]) -> None:
    for one in read:
        for path in one.pictures:
            typer.echo(str(path), err=True)
        if one.no_pictures:
            typer.echo(f"{one.file}：{one.no_pictures}", err=True)


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
    for line in (*_to_confirm(report), *(f"说明：{note}" for note in report.notes)):
        console.print(line, markup=False, soft_wrap=True)


def _to_confirm(report: Report) -> Iterator[str]:
    """Return the cells to compare with the original, each with its place and why.

    Those of a row that are alike together.
    """
    cells = list_cells_to_confirm(report)
    if cells:
        yield f"待核对{len(cells)}格："
    for (row, content), alike in groupby(cells, lambda cell: (cell.label.rpartition("·")[0], _format_figure(cell))):
        columns = "、".join(cell.label.rpartition("·")[2] for cell in alike)
        yield f"  · {row}·{columns}：{content}"


def _format_figure(cell: CellToConfirm) -> str:
    place = f"（{cell.place}）" if cell.place else ""
    return f"{cell.figure}{place}，{cell.reason}"


def _print_many(read: Sequence[FileRead], as_json: bool) -> None:
    if as_json:
        print_json([_json(one) for one in read])
        return
    console = make_wide_console()
    table = Table(*(Column(name, overflow="fold") for name in ("文件", "单位", "年度", "版")), box=SIMPLE, padding=0)
    for name in STATUS_NAMES.values():
        table.add_column(name or "已读", justify="right", no_wrap=True)
    for one in read:
        table.add_row(*map(Text, (str(one.file), *_summary(one.report))))
    console.print(table)
    for line in (*_errors(read), _total(read)):
        console.print(line, markup=False, soft_wrap=True)


def _summary(report: Report | None) -> Iterator[str]:
    """Whose report it is, and how many of its cells have which status."""
    if report is None:
        yield "不能读取"
        return
    counts = Counter(cell.status for cell in report.cells.values())
    yield from (report.unit or "", str(report.year or ""), report.edition)
    yield from (str(counts[status]) for status in STATUS_NAMES)


def _errors(read: Sequence[FileRead]) -> Iterator[str]:
    return (f"{one.file}：{one.error}" for one in read if one.report is None)


def _total(read: Sequence[FileRead]) -> str:
    reports = [one.report for one in read if one.report]
    confirm = sum(len(report.list_to_confirm()) for report in reports)
    return f"{len(read)}份：{len(reports)}份已读取，{len(read) - len(reports)}份不能读取，待核对{confirm}格。"


def _json(read: FileRead) -> Json:
    content = format_report(read.report) if read.report else {"error": read.error}
    return {"file": str(read.file), **content}


def _print_narrative(console: Console, narrative: Narrative) -> None:
    """Print the numbers the running text tells, each with its sentence; one stated several times is printed once."""
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
