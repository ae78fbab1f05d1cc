"""The command `township-reports`, run in the test's own process."""

from __future__ import annotations

from township_reports.cli import app
from typer.testing import CliRunner, Result


def township_reports(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
