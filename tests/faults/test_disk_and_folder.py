"""A full disk or a folder that is away is reported in Chinese; nothing is touched, and afterwards all is complete."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.fault import OpenOffice
from support.office import RUN, UNITS, YEAR, Office
from township_reports.domain.county import RosterError
from township_reports.domain.errors import describe_os_error
from township_reports.domain.submission import Outcome
from township_reports.files.paths import write_together
from township_reports.intake.dropped_files import Upload
from township_reports.intake.receive import receive
from township_reports.pipeline.check_reports import check_reports
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.render_report import render_report
from township_reports.runs.dependencies import get_dataset, get_file_store, get_reports_folder

MOST = 24_000_000  # bytes of the small disk


@pytest.fixture
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A real file system that can be filled; only root may mount one."""
    disk = tmp_path_factory.mktemp("disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MOST}", "tmpfs", disk], check=False, stderr=subprocess.DEVNULL
    )
    if mounted.returncode:
        pytest.skip("只有 root 能挂载一个小磁盘。")
    yield disk
    subprocess.run(["umount", disk], check=True)


def fill(disk: Path) -> Path:
    """A file that leaves no room for another."""
    filler = disk / "filler"
    with filler.open("wb") as stream:
        try:
            while True:
                stream.write(b"\0" * 65536)
        except OSError:
            return filler


def folder_of(office: Office) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in get_reports_folder(office.county, YEAR).iterdir() if path.is_file()
    }


def test_a_full_disk_stops_the_step_and_leaves_the_last_report(open_office: OpenOffice, small_disk: Path) -> None:
    with open_office(small_disk) as office:
        office.send_all()
        office.run()
        released = folder_of(office)
        newer = office.send("01", {"proactive.licensing.decisions": 7}, name="草稿").read_bytes()
        (office.source / str(YEAR) / "草稿.txt").unlink()

        filler = fill(small_disk)
        (receipt,) = receive(RUN, [Upload("城关镇.txt", newer)], "王芳")
        assert "不能写入文件夹" in receipt.refused
        filler.unlink()
        assert receive(RUN, [Upload("城关镇.txt", newer)], "王芳")[0].refused == ""

        office.send("02", {"proactive.licensing.decisions": 7}, form="html")
        filler = fill(small_disk)
        with pytest.raises(OSError, match="No space left") as told:
            read_submission(RUN, "02")
        assert describe_os_error(told.value).startswith("磁盘已满，不能写入")
        filler.unlink()
        office.merge()

        filler = fill(small_disk)
        with pytest.raises(OSError, match="No space left") as told:
            render_report(RUN)
        assert describe_os_error(told.value).startswith("磁盘已满，不能写入")
        assert folder_of(office) == released
        with get_dataset().transaction() as work:
            kept = work.releases.files(RUN)
        assert {name: get_file_store().read(digest) for name, digest in kept.items()} == released
        filler.unlink()


def test_files_that_belong_together_are_all_written_or_none(small_disk: Path) -> None:
    before = {small_disk / "together" / name: name.encode() for name in ("a", "b")}
    write_together(before)
    with pytest.raises(OSError, match="No space left"):
        write_together(dict.fromkeys(before, b"\x00" * (MOST * 2 // 3)))
    assert {path: path.read_bytes() for path in (small_disk / "together").iterdir()} == before


def test_the_countys_folder_is_away(office: Office) -> None:
    office.send_all()
    office.check()
    away = office.source.rename(office.source.with_name("elsewhere"))
    with pytest.raises(RosterError, match="没有找到文件夹"):
        read_submission(RUN, "01")
    assert check_reports(RUN) == {"已通过": 2, "无法读取": 1}
    away.rename(office.source)
    for code in UNITS:
        read_submission(RUN, code)
    assert check_reports(RUN) == {"已通过": 3}


def test_the_store_of_files_is_away_or_lost(office: Office) -> None:
    office.send_all()
    office.check()
    shutil.rmtree(office.home)
    office.home.write_bytes(b"no folder")
    with pytest.raises(OSError) as told:  # which one depends on the file system
        read_submission(RUN, "01")
    assert "此前的数据和报告没有改动" in describe_os_error(told.value)
    office.home.unlink()
    office.merge()
    with get_dataset().transaction() as work:
        files = [file for files in work.submissions.list_received(RUN).values() for file in files]
        assert {state.outcome for state in work.runs.units(RUN)} == {Outcome.ACCEPTED}
    assert all(get_file_store().read(file.sha256) for file in files)
    assert {file.version for file in files} == {1}
    merge_county(RUN)
