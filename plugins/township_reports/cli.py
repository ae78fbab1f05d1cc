"""The command `township-reports`: the steps of the annual run without Airflow. The commands are in commands/."""

from __future__ import annotations

import typer

from township_reports.commands.backup import backup, restore
from township_reports.commands.check import PreviousFilesCommand, check
from township_reports.commands.explain import explain
from township_reports.commands.extract import extract
from township_reports.commands.form import form
from township_reports.commands.office import annual_run, up
from township_reports.commands.rules import rules
from township_reports.commands.run import migrate, run
from township_reports.commands.slips import slips

app = typer.Typer(
    name="township-reports",
    help="政府信息公开工作年度报告的读取、核对、汇总与编制。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(extract)
app.command(cls=PreviousFilesCommand)(check)
app.command()(form)
app.command()(rules)
app.command()(run)
app.command()(explain)
app.command()(slips)
app.command()(migrate)
app.command()(backup)
app.command()(restore)
app.command()(up)
app.command()(annual_run)


if __name__ == "__main__":
    app()
