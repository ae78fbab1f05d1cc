"""The digest of the equations changes when they do, and with nothing else."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from township_reports.config.settings import expectations_folder
from township_reports.validation.deductive_imputation.version import compute_equations_digest


@pytest.fixture
def columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The suite on the columns of table 三, of an office of its own."""
    copytree(expectations_folder(), tmp_path / "expectations")
    monkeypatch.setenv("TOWNSHIP_REPORTS_EXPECTATIONS", str(tmp_path / "expectations"))
    return tmp_path / "expectations" / "2021" / "4_requests_columns.yaml"


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        ("right: [handled_total, carried_out]", "right: [handled_total, carried_in]", False),
        ("severity: critical", "severity: warning", False),
        ("请核对这几格", "请逐格核对", True),
        ("请与上年报告核对", "请核对上年报告", True),
    ],
)
def test_the_digest_tells_other_equations(columns: Path, before: str, after: str, is_same: bool) -> None:
    digest = compute_equations_digest()
    text = columns.read_text(encoding="utf-8")
    assert before in text
    columns.write_text(text.replace(before, after), encoding="utf-8")
    assert (compute_equations_digest() == digest) is is_same
    assert len(digest) == 8
