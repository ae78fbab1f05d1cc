"""`rules`: every rule the checks apply, printed or as the page of the documentation. Checks no report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from township_reports.commands.check import require_files
from township_reports.commands.ending import report_user_errors
from township_reports.records.rule import COUNTY, Rule


@report_user_errors
def rules(
    markdown: Annotated[Path | None, typer.Option(metavar="文件", help="写成 Markdown 页，附例子和提示的话")] = None,
    own: Annotated[Path | None, typer.Option("--rules", metavar="文件", help="本县自己的检查规则")] = None,
) -> None:
    """列出全部检查规则：编号、级别、说的是什么、公式、依据。"""
    from township_reports.pipeline.rule_book import list_all_rules, write_rule_page

    require_files(own)
    if markdown:
        markdown.write_text(write_rule_page(), encoding="utf-8", newline="\n")
        typer.echo(str(markdown))
    else:
        _print(list_all_rules(own))


def _print(book: tuple[Rule, ...]) -> None:
    table = Table("规则", "适用", "级别", Column("内容", overflow="fold", ratio=1), show_lines=True)
    for rule in book:
        edition = "县级汇总" if rule.edition == COUNTY else f"{rule.edition}年版"
        lines = (rule.sentence, rule.formula, f"依据：{rule.source}")
        table.add_row(*map(Text, (rule.id, edition, rule.severity_label, "\n".join(filter(None, lines)))))
    Console().print(table)
