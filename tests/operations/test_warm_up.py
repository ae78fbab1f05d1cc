"""What a preloaded process has read once, the tasks forked from it need not read again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.folders import DOCUMENTS
from township_reports.operations.warm_up import warm_up
from township_reports.standalone.fill_in_form import write_fill_in_form
from township_reports.validation.suites.loader import SuiteError

SCRIPT = """
import os, sys
from pathlib import Path
import yaml
from township_reports.operations.warm_up import warm_up
from township_reports.standalone.read_file import read_file
from township_reports.sandbox import caller

warm_up()
server = caller._THE_SERVER.ensure_running()._process.pid
yaml.safe_load = yaml.SafeLoader.get_single_data = None
fork = os.fork()
if fork == 0:
    report = read_file(Path(sys.argv[1]))
    print(len(report.cells) > 100, caller._THE_SERVER.ensure_running()._process.pid == server, flush=True)
    os._exit(0)
os.waitpid(fork, 0)
"""


def test_rules_that_cannot_be_read_keep_nothing_from_starting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWNSHIP_REPORTS_EXPECTATIONS", str(tmp_path))
    with pytest.raises(SuiteError):
        write_fill_in_form("镇", 2021, None, tmp_path)
    warm_up()


def test_a_fork_reads_a_report_by_what_was_loaded_and_through_the_same_server() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(DOCUMENTS / "page.html")], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("True True\n", "")
