"""What is given to make reaches the program as one word, and no path of the checkout is read by a shell.

A stand-in for the interpreter of .venv writes down the words it is called with.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.folders import PROJECT

ODD_NAMES = [
    "my county",
    "my county; touch pwned",
    "$(shell touch pwned)",
    "$(touch pwned) `touch pwned` ${HOME}",
    'it\'s "my" county #1 \\ & | < > *',
    "--help",
    "青山县\n第二行",
]
ODD_FOLDERS = ["my office", 'it\'s "my" $(touch pwned) `touch pwned`; 县', "a % b # c"]
STAND_IN = """#!/bin/sh
exec "$INTERPRETER" -c 'import json, os, sys
with open(os.environ["CALLS"], "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")' "$@"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return set_up(tmp_path / "checkout")


def set_up(folder: Path) -> Path:
    """A checkout whose .venv is up to date and whose interpreter is the stand-in."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(PROJECT / name, folder)
    interpreter = folder / ".venv" / "bin" / "python"
    interpreter.write_text(STAND_IN, encoding="utf-8")
    interpreter.chmod(0o755)
    for at, stamp in enumerate(("python", "runtime", "development")):
        (folder / ".venv" / stamp).touch()
        os.utime(folder / ".venv" / stamp, (2**32 + at, 2**32 + at))
    return folder


def make(checkout: Path, *words: str, **environment: str) -> list[list[str]]:
    """The words of each call of the interpreter."""
    calls = checkout / "calls"
    done = subprocess.run(
        ["make", *words],
        cwd=checkout,
        env={**os.environ, "CALLS": str(calls), "INTERPRETER": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not list(checkout.rglob("pwned*"))
    return [json.loads(line) for line in calls.read_text(encoding="utf-8").splitlines()]


def annual_run(county: str, year: str = "2020") -> list[str]:
    return ["-P", "-m", "township_reports.cli", "annual-run", f"--year={year}", "--", county]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_county_is_one_word_whatever_its_name(checkout: Path, name: str) -> None:
    assert make(checkout, "run", f"COUNTY={name}", f"YEAR={name}") == [annual_run(name, name)]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_so_it_is_where_the_environment_names_it(checkout: Path, name: str) -> None:
    assert make(checkout, "run", COUNTY=name) == [annual_run(name)]


def test_the_number_of_reports_is_one_word(checkout: Path) -> None:
    assert make(checkout, "bench", "REPORTS=3; touch pwned")[-1] == ["benchmarks/scale.py", "--up-to", "3; touch pwned"]


@pytest.mark.parametrize("name", ODD_FOLDERS)
@pytest.mark.parametrize("target", ["run", "up", "test", "check", "bench"])
def test_a_checkout_may_lie_in_a_folder_of_any_name(tmp_path: Path, name: str, target: str) -> None:
    assert make(set_up(tmp_path / name), target)


@pytest.mark.parametrize("name", ["a:b", "a$HOME", "a${HOME}", "a\nb"])
def test_a_path_that_cannot_be_is_refused_before_anything_is_set_up(tmp_path: Path, name: str) -> None:
    checkout = set_up(tmp_path / name)
    shutil.rmtree(checkout / ".venv")
    done = subprocess.run(
        ["make", "run", f"PYTHON={sys.executable}"], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert done.returncode
    assert "请把项目移到另一个文件夹再运行" in done.stderr
    assert not (checkout / ".venv").exists()
