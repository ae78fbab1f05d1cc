"""The notices of a run: to whom, what is kept, what a person has changed, what is gone after a resubmission."""

from __future__ import annotations

from hashlib import sha256

import pytest
from docx import Document
from openpyxl import load_workbook
from support.office import RUN, Office
from township_reports.pipeline.correction_slips import FOLDER, write_correction_notices
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.workplace import PreconditionFailedError, get_file_store, get_reports_folder

WRONG = "requests.received.total"
FINDINGS = "青山县2021年度核对发现.xlsx"


@pytest.fixture
def checked(office: Office) -> Office:
    """One unit in order, one with an error, one that sent nothing."""
    office.send("01")
    office.send("02", {WRONG: 4000}, form="docx")
    office.check()
    return office


def test_every_red_unit_gets_a_notice_and_all_findings_are_listed(checked: Office) -> None:
    paths = write_correction_notices(RUN)
    stems = ("退回修改通知（河口乡）", "催报通知（东门街道）")
    assert [path.name for path in paths] == [
        *(f"{stem}.{kind}" for stem in stems for kind in ("html", "docx")),
        FINDINGS,
        "核对记录.html",
    ]
    assert {path.parent for path in paths} == {get_reports_folder("青山县", 2021) / FOLDER}
    assert all(get_file_store().read(sha256(path.read_bytes()).hexdigest()) for path in paths)
    findings = load_workbook(paths[-2])["核对发现"]
    assert {row[1].value for row in findings.iter_rows(min_row=2)} == {"河口乡"}


def test_the_county_s_deadline_is_the_one_of_now(checked: Office) -> None:
    about = "name: 青山县\noffice: 青山县人民政府办公室\ndeadline: 2022-02-08\n"
    (checked.source / "county.yaml").write_text(about, encoding="utf-8")
    told = [paragraph.text for paragraph in Document(str(write_correction_notices(RUN)[1])).paragraphs]
    assert any("请于2022年2月8日前将改正后的报告报送青山县人民政府办公室" in text for text in told)


def test_suggested_values_are_printed_beside_those_found(checked: Office) -> None:
    html = write_correction_notices(RUN)[0].read_text(encoding="utf-8")
    assert f"▲4000<br>→{checked.received_figure('02', WRONG)}" in html


def test_made_again_they_are_the_same_files(checked: Office) -> None:
    first = {path: path.read_bytes() for path in write_correction_notices(RUN)}
    assert {path: path.read_bytes() for path in write_correction_notices(RUN)} == first


def test_what_a_person_has_changed_stays(checked: Office) -> None:
    letter = write_correction_notices(RUN)[1]
    letter.write_bytes(b"with its number")
    again = write_correction_notices(RUN)
    assert letter.read_bytes() == b"with its number"
    assert again[1].name == "退回修改通知（河口乡）（2）.docx"
    assert write_correction_notices(RUN) == again


def test_after_a_resubmission_the_notice_is_gone(checked: Office) -> None:
    letter = write_correction_notices(RUN)[1]
    checked.send("02", form="docx")
    checked.check()
    assert [path.name for path in write_correction_notices(RUN)][-2:] == [FINDINGS, "核对记录.html"]
    assert not letter.exists()


def test_a_run_that_is_not_checked_has_no_notices(office: Office) -> None:
    open_run(RUN, str(office.source), 2021)
    with pytest.raises(PreconditionFailedError, match="还没有核对"):
        write_correction_notices(RUN)
