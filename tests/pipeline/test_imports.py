import subprocess
import sys

import pytest

HEAVY = ("great_expectations", "pandas")


@pytest.mark.parametrize(
    "step", ["open_run", "read_submission", "submission_result", "sign_off", "overview", "read_file"]
)
def test_only_checking_and_merging_pay_for_their_libraries(step: str) -> None:
    program = f"import sys, township_reports.pipeline.{step}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert [module for module in HEAVY if module in loaded] == []


def test_the_command_line_waits_with_heavy_imports() -> None:
    program = "import sys, township_reports.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert [module for module in (*HEAVY, "sqlalchemy", "lxml") if module in loaded] == []
