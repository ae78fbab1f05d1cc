"""The two commands: what they tell, and that an office needs nothing but its home."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from support.command_line import township_reports
from support.folders import enterable_folder
from support.office import Office


def test_backup_and_restore_tell_what_they_did(office: Office, tmp_path: Path) -> None:
    office.send("01")
    file = tmp_path / "kept" / "备份.tar"
    done = township_reports("backup", file, "--county", office.source)
    assert (done.exit_code, "报告0个文件、县的文件夹3个文件" in done.stdout) == (0, True)
    assert file.stat().st_mode & 0o077 == 0
    again = township_reports("restore", file)
    assert (again.exit_code, "版写出" in again.stdout, f"原在 {office.source}" in again.stdout) == (0, True, True)
    file.write_bytes(file.read_bytes()[:3000])
    refused = township_reports("restore", file, "--replace")
    assert (refused.exit_code, "没有还原任何内容" in refused.stderr) == (2, True)


def test_the_embedded_database_is_started_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOWNSHIP_REPORTS_DATABASE_URL", raising=False)
    with enterable_folder() as home:
        monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(home))
        refused = township_reports("backup", tmp_path / "备份.tar")
        assert (refused.exit_code, "没有可备份的内容" in refused.stderr) == (2, True)
        assert not (tmp_path / "备份.tar").exists()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(f"host={home / 'postgres'} user=postgres")
