"""A backup put back into a fresh database and home is what was; one that cannot be put back touches nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from support.office import RUN, YEAR, Office
from township_reports.config import settings
from township_reports.decisions.corrections import CorrectionEntry, correct
from township_reports.decisions.sign_off import sign_off
from township_reports.domain.errors import UserFacingError
from township_reports.embedded.postgres import PostgresServer
from township_reports.operations.backup import back_up, list_files_below
from township_reports.operations.restore import restore_backup
from township_reports.pipeline import read_submission
from township_reports.pipeline.correction_notices import write_correction_notices
from township_reports.pipeline.open_run import open_run
from township_reports.queries.board import get_run_overview
from township_reports.queries.overview import read_report_file
from township_reports.runs.dependencies import PreconditionFailedError, get_all_reports_folder, get_file_store
from township_reports.storage import dump
from township_reports.storage.archive import ArchiveError
from township_reports.storage.base import VERSION_TABLE
from township_reports.storage.database import migrate
from township_reports.storage.dump import DumpError, MissingToolsError
from township_reports.storage.tables import RunRow

RECEIVED = "requests.received.natural_person"
NOW = datetime(2022, 1, 20, 9, tzinfo=UTC)
Move = Callable[[], None]
Rows = dict[str, list[tuple[object, ...]]]


def all_rows() -> Rows:
    """Every row of every table of the dataset."""
    with psycopg.connect(settings.database_url().replace("+psycopg", "")) as connection:
        return {
            name: connection.execute(f"select * from {name} order by {name}::text").fetchall()
            for name in (*RunRow.metadata.tables, VERSION_TABLE)
        }


def contents(folder: Path) -> dict[str, bytes]:
    return {str(own): path.read_bytes() for own, path in list_files_below(folder)}


@pytest.fixture
def elsewhere(office: Office, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Move]:
    """What makes the installation a new one: another database, empty, and another home."""
    name = "restored"

    def move() -> None:
        postgres.ensure_database(name)
        monkeypatch.setenv("TOWNSHIP_REPORTS_DATABASE_URL", postgres.url(name))
        monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(office.home.with_name("new home")))

    yield move
    postgres.drop_database(name)


def test_all_that_was_kept_is_there_again_and_the_next_run_goes_on_from_it(
    office: Office, elsewhere: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.send_all()
    office.send("01", {RECEIVED: int(office.received_figure("01", RECEIVED)) + 1})
    (office.source / ".已替换").mkdir()
    (office.source / ".已替换" / "以前的.txt").write_text("以前的", encoding="utf-8")
    office.check()
    correct(
        RUN, "01", CorrectionEntry(RECEIVED, str(office.received_figure("01", RECEIVED)), "王五", "与纸质原件核对", NOW)
    )
    released = office.run()
    write_correction_notices(RUN)
    rows, reports, sent, board = (
        all_rows(),
        contents(get_all_reports_folder()),
        contents(office.source),
        get_run_overview(RUN, NOW),
    )
    file = office.home.with_name("备份.tar")
    done = back_up(file, office.source)
    assert (done.reports, done.county, done.damaged) == (len(reports), len(sent), ())

    shutil.rmtree(office.source)
    shutil.rmtree(office.home)
    elsewhere()
    told = restore_backup(file, county=office.source)
    assert (told.files, told.reports, told.county, told.left) == (done.files, len(reports), len(sent), "")
    assert all_rows() == rows
    assert all(rows[name] for name in ("submissions", "corrections", "arrivals", "report_files", "audits"))
    assert contents(get_all_reports_folder()) == reports
    assert contents(office.source) == sent
    assert get_run_overview(RUN, NOW) == board
    kept = {name: read_report_file(RUN, name) for name in board.files}
    assert kept == {name: reports[f"青山县/{YEAR}/{name}"] for name in board.files}
    monkeypatch.setattr(read_submission, "read_report", None)  # a file read again would fail
    assert office.run("run 2") == released


def read(office: Office, run: str, code: str) -> None:
    open_run(run, str(office.source), YEAR)
    read_submission.read_submission(run, code)


@pytest.fixture
def backed_up(office: Office) -> Path:
    """A backup of an office that has read a unit's report."""
    office.send("01")
    read(office, RUN, "01")
    sign_off(RUN, "wait", "张三", "等补报")
    file = office.home.with_name("备份.tar")
    back_up(file, office.source)
    return file


def test_a_backup_takes_the_place_of_what_is_there_only_when_told(office: Office, backed_up: Path) -> None:
    rows = all_rows()
    office.send("02")
    read(office, "run 2", "02")
    later = all_rows()
    with pytest.raises(PreconditionFailedError, match=r"已有内容，没有还原。.*--replace"):
        restore_backup(backed_up)
    assert all_rows() == later
    told = restore_backup(backed_up, replace=True)
    assert (all_rows(), told.left) == (rows, str(office.source))
    read(office, "run 2", "02")
    assert all_rows()["submissions"][: len(rows["submissions"])] == rows["submissions"]


def test_a_migrated_database_without_entries_is_empty(backed_up: Path, office: Office, elsewhere: Move) -> None:
    rows = all_rows()
    elsewhere()
    migrate(settings.database_url())
    restore_backup(backed_up)
    assert all_rows() == rows


def test_a_county_folder_is_never_written_over(backed_up: Path, office: Office) -> None:
    rows = all_rows()
    with pytest.raises(PreconditionFailedError, match="报送材料不会被覆盖"):
        restore_backup(backed_up, replace=True, county=office.source)
    back_up(backed_up)
    with pytest.raises(PreconditionFailedError, match="备份中没有县的文件夹"):
        restore_backup(backed_up, replace=True, county=office.source.with_name("new"))
    assert all_rows() == rows


@pytest.mark.parametrize("damage", ["dataset", "file", "summary", "cut", "other"])
def test_a_damaged_backup_touches_nothing(backed_up: Path, office: Office, elsewhere: Move, damage: str) -> None:
    whole = backed_up.read_bytes()
    sent = (office.source / str(YEAR) / "城关镇.txt").read_bytes()
    places = {
        "dataset": whole.index(b"PGDMP") + 200,
        "file": whole.index(sent) + 50,
        "summary": whole.rindex(b"made_with"),
    }
    at = places.get(damage)
    if at:
        backed_up.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    else:
        backed_up.write_bytes(whole[: len(whole) * 2 // 3] if damage == "cut" else b"PK\3\4" + bytes(2000))
    elsewhere()
    migrate(settings.database_url())
    before = all_rows()
    with pytest.raises(ArchiveError, match=r"不是本软件的备份，或已损坏、不完整.*没有还原任何内容"):
        restore_backup(backed_up, replace=True)
    assert (all_rows(), list(get_file_store().digests())) == (before, [])
    assert list(settings.home().iterdir()) == []


def test_when_the_database_refuses_half_way_it_stays_as_it_was(
    backed_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, run = all_rows(), dump.Tools.run

    def spoiling(tools: dump.Tools, name: str, url: str, *words: str) -> None:
        if name == "psql":
            script = Path(words[-1].removeprefix("--file="))
            script.write_text(script.read_text(encoding="utf-8") + "\nselect 1/0;\n", encoding="utf-8")
        run(tools, name, url, *words)

    monkeypatch.setattr(dump.Tools, "run", spoiling)
    with pytest.raises(DumpError, match="psql 没有完成，数据库没有变化"):
        restore_backup(backed_up, replace=True)
    assert all_rows() == rows


def test_a_damaged_stored_file_is_told_and_left_out(backed_up: Path, office: Office) -> None:
    digest = next(get_file_store().digests())
    get_file_store().path(digest).write_bytes(b"")
    assert back_up(backed_up).damaged == (digest,)
    assert restore_backup(backed_up, replace=True).damaged == 1


def test_what_stops_a_backup_leaves_the_last_one_alone(
    backed_up: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = backed_up.read_bytes()
    monkeypatch.setattr(dump, "_folders", lambda: iter(()))
    with pytest.raises(MissingToolsError, match=r"数据库需要 PostgreSQL \d+ 或更新版本的 pg_dump"):
        back_up(backed_up)
    assert backed_up.read_bytes() == whole
    assert [path for path in backed_up.parent.iterdir() if path.name.startswith(".")] == []


def test_a_backup_of_a_newer_version_is_refused(
    backed_up: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("township_reports.operations.restore.list_schema_versions", lambda: ("0001",))
    with pytest.raises(ArchiveError, match="请先升级本软件"):
        restore_backup(backed_up, replace=True)


def test_nothing_to_back_up_is_told(elsewhere: Move, tmp_path: Path) -> None:
    elsewhere()
    with pytest.raises(UserFacingError, match="没有可备份的内容"):
        back_up(tmp_path / "a.tar")
