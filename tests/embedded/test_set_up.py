"""pip's own scripts find the interpreter beside them, whatever the path is read as by a shell."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest
from pip._vendor.distlib.scripts import ScriptMaker
from township_reports.embedded.set_up import make_scripts_safe

ODD = ["it's $(touch pwned)", "`touch pwned` ;", '"my" \\N \\x', "'''", f"long{'g' * 200}"]


@pytest.fixture(params=ODD)
def programs(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The programs of an environment at an odd path, with a script as pip writes it."""
    folder = tmp_path / request.param / ".venv"
    venv.create(folder)
    programs = folder / "bin"
    maker = ScriptMaker(None, str(programs))
    maker.executable = str(programs / "python")
    maker.variants, maker.set_mode = {""}, True
    maker.make("told = platform:python_version")
    return programs


def run(script: Path, where: Path) -> str:
    done = subprocess.run([script], cwd=where, capture_output=True, text=True, check=False)
    assert not list(where.rglob("pwned*"))
    return done.stderr


def test_a_script_runs_nothing_that_its_path_says(programs: Path, tmp_path: Path) -> None:
    make_scripts_safe(str(programs))
    link = tmp_path / "link"
    link.symlink_to(programs / "told")
    version = ".".join(map(str, sys.version_info[:3]))
    assert run(programs / "told", tmp_path) == run(link, tmp_path) == f"{version}\n"


def test_doing_it_again_changes_nothing(programs: Path) -> None:
    make_scripts_safe(str(programs))
    before = {path.name: path.read_bytes() for path in programs.iterdir() if path.is_file()}
    make_scripts_safe(str(programs))
    assert {path.name: path.read_bytes() for path in programs.iterdir() if path.is_file()} == before


def test_a_script_with_a_plain_path_stays(tmp_path: Path) -> None:
    script = tmp_path / "told"
    script.write_bytes(b"#!/venv/bin/python\nprint()\n\xff")
    make_scripts_safe(str(tmp_path))
    assert script.read_bytes() == b"#!/venv/bin/python\nprint()\n\xff"
