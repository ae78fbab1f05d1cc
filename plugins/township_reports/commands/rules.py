"""`rules`: every rule the checks apply, printed or as the page of the documentation. Checks no report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from township_reports.commands.check import refuse_missing
from township_reports.commands.ending import tells_broken_input
from township_reports.records.rule import COUNTY, Rule


@tells_broken_input
def rules(
    markdown: Annotated[Path | None, typer.Option(metavar="文件", help="写成 Markdown 页，附例子和提示的话")] = None,
    own: Annotated[Path | None, typer.Option("--rules", metavar="文件", help="本县自己的检查规则")] = None,
) -> None:
    """列出全部检查规则：编号、级别、说的是什么、公式、依据。"""
    from township_reports.pipeline.rule_book import rule_book, rule_page

    refuse_missing(own)
    if markdown:
        markdown.write_text(rule_page(), encoding="utf-8", newline="\n")
        typer.echo(str(markdown))
    else:
        _print(rule_book(own))


def _print(book: tuple[Rule, ...]) -> None:
    table = Table("规则", "适用", "级别", Column("内容", overflow="fold", ratio=1), show_lines=True)
    for rule in book:
        edition = "县级汇总" if rule.edition == COUNTY else f"{rule.edition}年版"
        lines = (rule.sentence, rule.formula, f"依据：{rule.source}")
        table.add_row(*map(Text, (rule.id, edition, rule.standing, "\n".join(filter(None, lines)))))
    Console().print(table)
