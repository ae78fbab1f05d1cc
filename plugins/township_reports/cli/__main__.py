"""Runs the command `township-reports` as `python -m township_reports.cli`."""

from township_reports.cli.app import app

app()
