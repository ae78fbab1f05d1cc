"""A county whose folder, file store and reports are in a bucket: the same report, and nothing lost when it is away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.bucket_server import put_folder
from support.folders import DOCUMENTS
from support.office import RUN, YEAR, Office
from township_reports.bucket import BucketPath, StorageUnavailableError
from township_reports.embedded.postgres import PostgresServer
from township_reports.paths import relative_path
from township_reports.pipeline import overview, unit_page
from township_reports.pipeline.correction_slips import write_correction_notices
from township_reports.pipeline.county_page import zip_report_files
from township_reports.pipeline.dropped_files import Upload
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.receive import receive
from township_reports.pipeline.watch import FolderChange, FolderWatch
from township_reports.pipeline.workplace import get_dataset
from township_reports.records.roster import RosterError
from township_reports.rendering.broken_template import TemplateError
from township_reports.storage.database import migrate

PDF = DOCUMENTS / "narrow_columns.pdf"


@pytest.fixture
def in_bucket(office: Office, bucket: BucketPath, monkeypatch: pytest.MonkeyPatch) -> BucketPath:
    """The county's folder in a bucket, in which all else is kept too; what the office sent before is in it."""
    monkeypatch.setenv("TOWNSHIP_REPORTS_STORE", f"{bucket}/kept")
    office.send_all()
    return put_folder(office.source, bucket / "青山县")


@pytest.fixture
def other_database(postgres: PostgresServer) -> Iterator[str]:
    """A second dataset, which has read nothing."""
    postgres.ensure_database("county_in_bucket")
    migrate(postgres.url("county_in_bucket"))
    yield postgres.url("county_in_bucket")
    postgres.drop_database("county_in_bucket")


def names(folder: BucketPath) -> list[str]:
    return [relative_path(path, folder).as_posix() for path in folder.files()]


def test_the_report_is_the_same_byte_for_byte(
    office: Office, bucket: BucketPath, other_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.send_all()
    own = {"templates/merging.txt.j2": "全县合并说明。", f"{YEAR}/成文日期.txt": "2022年1月20日"}
    for name, text in own.items():
        (office.source / "report" / name).parent.mkdir(parents=True)
        (office.source / "report" / name).write_text(text, encoding="utf-8")
    (office.source / str(YEAR) / "附件.txt").write_bytes((office.source / str(YEAR) / "城关镇.txt").read_bytes())
    on_disk = office.run()
    slips_on_disk = {path.name: path.read_bytes() for path in write_correction_notices(RUN)}

    monkeypatch.setenv("TOWNSHIP_REPORTS_STORE", f"{bucket}/kept")
    monkeypatch.setenv("TOWNSHIP_REPORTS_DATABASE_URL", other_database)
    monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(office.home / "unused"))
    county = put_folder(office.source, bucket / "青山县")
    from_bucket = Office(county, office.home).run()  # type: ignore[arg-type]
    assert from_bucket == on_disk
    assert {path.name: path.read_bytes() for path in write_correction_notices(RUN)} == slips_on_disk
    assert set(names(bucket / "kept" / "reports" / "青山县" / str(YEAR))) >= set(overview.list_runs()[0].files)
    for name in overview.list_runs()[0].files:
        assert overview.read_report_file(RUN, name) in on_disk.values()
    assert zip_report_files(RUN)
    assert not (office.home / "unused").exists()


def test_a_file_replaces_the_earlier_one_which_moves_aside(in_bucket: BucketPath, office: Office) -> None:
    open_run(RUN, str(in_bucket), YEAR)
    office.send("01", {"disputes.reconsideration.total": 99}, name="城关镇[1]")
    newer = (office.source / str(YEAR) / "城关镇[1].txt").read_bytes()
    [receipt] = receive(RUN, [Upload("城关镇[1].txt", newer)], "李主任")
    assert (receipt.refused, receipt.stored_as) == ("", "城关镇[1].txt")
    folder = in_bucket / str(YEAR)
    assert (folder / "城关镇[1].txt").read_bytes() == newer
    assert not (folder / "城关镇.txt").exists()
    [aside] = [name for name in names(folder) if name.startswith(".已替换/")]
    assert aside.endswith("/城关镇.txt")
    assert "城关镇[1].txt" in read_submission(RUN, "01")


def test_a_change_in_the_bucket_is_told_once(in_bucket: BucketPath, office: Office) -> None:
    Office(in_bucket, office.home).check()  # type: ignore[arg-type]
    watch = FolderWatch()
    assert [watch.poll(), watch.poll()] == [[], []]
    newer = office.send("02", {"disputes.reconsideration.total": 99}, form="html").read_bytes()
    (in_bucket / str(YEAR) / "河口乡.html").write_bytes(newer)
    assert [watch.poll(), watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("02",))], []]


def test_pictures_of_an_original_are_drawn_from_the_bucket(in_bucket: BucketPath, office: Office) -> None:
    (in_bucket / str(YEAR) / "城关镇.txt").unlink()
    (in_bucket / str(YEAR) / "城关镇.pdf").write_bytes(PDF.read_bytes())
    Office(in_bucket, office.home).check()  # type: ignore[arg-type]
    content, name = overview.read_original(RUN, "01", 1)
    assert (content, name) == (PDF.read_bytes(), "城关镇.pdf")
    cell = next(cell for cell, about in unit_page.get_unit_page(RUN, "01").cells.items() if about.page)
    assert unit_page.draw_cell(RUN, "01", cell).startswith(b"\x89PNG")


def test_while_the_storage_is_away_nothing_is_taken_for_missing(
    in_bucket: BucketPath, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket_office = Office(in_bucket, office.home)  # type: ignore[arg-type]
    good = bucket_office.run()
    newer = office.send("02", form="html").read_bytes() + b" "
    with monkeypatch.context() as away:
        away.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
        for step in (
            bucket_office.check,
            lambda: read_submission(RUN, "01"),
            lambda: zip_report_files(RUN),
            lambda: receive(RUN, [Upload("河口乡.html", newer)], "李主任"),
        ):
            with pytest.raises(StorageUnavailableError, match="现在不能访问"):
                step()
        assert FolderWatch().poll() == []
    assert bucket_office.run() == good
    with get_dataset().transaction() as work:
        assert {code: len(found) for code, found in work.submissions.list_received(RUN).items()} == dict.fromkeys(
            ("01", "02", "03"), 1
        )


def test_what_is_wrong_in_the_bucket_is_told_by_its_address(in_bucket: BucketPath, office: Office) -> None:
    (in_bucket / "report" / "templates" / "merging.txt.j2").write_bytes("{{ 没有 }}".encode())
    with pytest.raises(TemplateError, match=f"模板 {in_bucket}/report/templates/merging.txt.j2 第1行"):
        Office(in_bucket, office.home).run()  # type: ignore[arg-type]
    with pytest.raises(RosterError, match=f"没有找到文件夹：{in_bucket}/2023"):
        open_run(RUN, str(in_bucket), 2023)
