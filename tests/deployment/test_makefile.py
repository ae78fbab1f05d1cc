"""What is given to make reaches the program as one word, and no path of the checkout is read by a shell.

A stand-in for the interpreter of .venv writes down the words it is called with. Set-up is begun, and ends before .venv.
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
# Tried by hand as well, with a whole set-up and run: what a stand-in takes, Alembic and setuptools need not.
ODD_FOLDERS = ["my office", 'it\'s "my" $(touch pwned) `touch pwned`; 县', "#1 & [a] \\n *?<>|~ -x, ^=+@!"]
UNFIT_FOLDERS = ["a:b", "a$HOME", "a${HOME}", "a\nb", "a\rb", "100%", "{a", "a}", b"a\xff"]
GIVEN = ("COUNTY", "YEAR", "REPORTS", "PYTHON", "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL")
PACKAGE = "plugins/township_reports"
STANDARD_LIBRARY_ALONE = [f"{PACKAGE}/{name}.py" for name in ("__init__", "embedded/__init__", "embedded/set_up")]
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
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock", *STANDARD_LIBRARY_ALONE):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, folder / name)
    interpreter = folder / ".venv" / "bin" / "python"
    interpreter.write_text(STAND_IN, encoding="utf-8")
    interpreter.chmod(0o755)
    for at, stamp in enumerate(("python", "runtime", "development")):
        (folder / ".venv" / stamp).touch()
        os.utime(folder / ".venv" / stamp, (2**32 + at, 2**32 + at))
    return folder


def ask_make(checkout: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Calls make as a person does, whatever the make that runs these tests was given."""
    plain = {name: value for name, value in os.environ.items() if name not in GIVEN}
    return subprocess.run(
        ["make", *words], cwd=checkout, env=plain | environment, capture_output=True, text=True, check=False
    )


def make(checkout: Path, *words: str, **environment: str) -> list[list[str]]:
    """The words of each call of the interpreter."""
    calls = checkout / "calls"
    done = ask_make(checkout, *words, CALLS=str(calls), INTERPRETER=sys.executable, **environment)
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


def refused(checkout: Path, *words: str) -> str:
    """What make tells before it makes .venv."""
    shutil.rmtree(checkout / ".venv")
    done = ask_make(checkout, *words, f"PYTHON={sys.executable}")
    assert done.returncode
    assert not (checkout / ".venv").exists()
    assert not list(checkout.rglob("pwned*"))
    return done.stderr


@pytest.mark.parametrize("name", UNFIT_FOLDERS)
@pytest.mark.parametrize("target", ["run", "up", "test"])
def test_a_path_that_cannot_be_is_refused_before_anything_is_set_up(
    tmp_path: Path, name: str | bytes, target: str
) -> None:
    checkout = set_up(tmp_path / os.fsdecode(name))
    assert "请把项目移到另一个文件夹再运行" in refused(checkout, target)


@pytest.mark.parametrize("name", ["", "nowhere", *ODD_NAMES])
def test_a_county_that_is_not_there_is_refused_before_anything_is_set_up(checkout: Path, name: str) -> None:
    assert f"没有找到县的文件夹：{name or '（空）'}。" in refused(checkout, "run", f"COUNTY={name}")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_python_may_lie_at_any_path(checkout: Path, name: str) -> None:
    python = checkout / name
    python.symlink_to(sys.executable)
    shutil.rmtree(checkout / ".venv")
    done = ask_make(checkout, ".venv/python", f"PYTHON=./{name}")
    assert done.returncode == 0, done.stderr
    assert (checkout / ".venv" / "bin" / "python").exists()
    assert not list(checkout.rglob("pwned*"))
