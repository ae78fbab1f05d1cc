"""Great Expectations comes in only where it is needed, and without a word."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from township_reports.validation.suites.rule_set import list_rules
assert list_rules("2021")
assert "great_expectations" not in sys.modules
assert "pandas" not in sys.modules
import logging
logging.basicConfig(level=logging.INFO)
import township_reports.validation.gx.gx_context
from township_reports.validation.check import check_submissions
from township_reports.domain.report import Cell, Report, Status
from township_reports.domain.submission import Submission
from township_reports.domain.form.form import load_form
cells = {cell: Cell(0, "0", Status.READ) for cell in load_form("2019").required_cells()}
assert check_submissions([Submission("511", Report(None, None, "2019", cells))]) == []
"""


def test_rules_are_told_without_gx_and_checks_say_nothing() -> None:
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
