"""What the tests of the checking room share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from township_reports.validation.suites.loader import Suite, load_suites

RULE = {
    "type": "expect_sums_to_compare",
    "kwargs": {"left": ["received"], "relation": "==", "right": ["handled_total"]},
    "description": "收多少办多少",
    "severity": "critical",
    "notes": "试验",
    "meta": {"rule": "X-1", "message": "{left}，{right}"},
}


@pytest.fixture
def write_suite(tmp_path: Path) -> Callable[..., tuple[Suite, ...]]:
    """Writes one suite of rules, each given by what differs from RULE, and loads it."""

    def write(*rules: dict[str, object], frame: str = "by_column") -> tuple[Suite, ...]:
        suite = {"name": "试验", "notes": "", "meta": {"frame": frame}, "expectations": [RULE | rule for rule in rules]}
        (tmp_path / "suite.yaml").write_text(yaml.safe_dump(suite, allow_unicode=True), encoding="utf-8")
        return load_suites(tmp_path)

    return write
