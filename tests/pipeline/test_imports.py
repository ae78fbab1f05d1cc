import subprocess
import sys
from collections.abc import Sequence

HEAVY = ("great_expectations", "pandas", "scipy", "numpy", "PIL")
LIGHT_STEPS = (
    "pipeline.open_run",
    "pipeline.read_submission",
    "pipeline.submission_result",
    "decisions.sign_off",
    "queries.overview",
    "standalone.read_file",
    "standalone.read_files",
    "queries.unit_page",
    "pipeline.correction_notices",
    "queries.rule_book",
)


def loaded_by(imports: Sequence[str]) -> set[str]:
    program = f"import sys, {', '.join(imports)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_only_checking_and_merging_pay_for_their_libraries() -> None:
    loaded = loaded_by([f"township_reports.{step}" for step in LIGHT_STEPS])
    assert loaded.intersection(HEAVY) == set()


def test_the_command_line_waits_with_heavy_imports() -> None:
    assert loaded_by(["township_reports.cli.app"]).intersection((*HEAVY, "sqlalchemy", "lxml")) == set()
