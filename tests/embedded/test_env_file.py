"""`make secrets` fills every secret of env.example, once."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from support.folders import PROJECT
from township_reports.embedded.env_file import main

EXAMPLE = PROJECT / "env.example"


def settings(text: str) -> dict[str, str]:
    lines = [line.partition("=") for line in text.splitlines() if not line.startswith("#")]
    return {name: value for name, _, value in lines}


def test_what_is_empty_is_filled_and_what_is_set_stays(tmp_path: Path) -> None:
    assert main(EXAMPLE, tmp_path / ".env") == 0
    given, made = settings(EXAMPLE.read_text("utf-8")), settings((tmp_path / ".env").read_text("utf-8"))
    secrets = [value for name, value in made.items() if not given[name]]
    assert given.keys() == made.keys()
    assert len(set(secrets)) == len(secrets) and all(len(secret) >= 32 for secret in secrets)
    assert {name: value for name, value in given.items() if value}.items() <= made.items()
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600


def test_a_file_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".env").write_text("FERNET_KEY=mine\n", encoding="utf-8")
    assert main(EXAMPLE, tmp_path / ".env") == 1
    assert (tmp_path / ".env").read_text("utf-8") == "FERNET_KEY=mine\n"
    assert "没有改动" in capsys.readouterr().err
