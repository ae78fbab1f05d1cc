"""Whatever people write in names, reports, reasons and explanations stays text, in every file, page and query."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest
from docx import Document
from lxml import etree
from selectolax.lexbor import LexborHTMLParser
from support.office import ABOUT, RUN, UNITS, YEAR, Office
from township_reports.pipeline import corrections, explanations, nothing_to_report
from township_reports.pipeline.arrivals import list_arrivals
from township_reports.pipeline.board import get_run_overview
from township_reports.pipeline.correction_slips import write_correction_notices
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.notices import write_letter
from township_reports.pipeline.overview import find_unit_code, list_runs
from township_reports.pipeline.render_report import render_report
from township_reports.pipeline.sign_off import sign_off
from township_reports.pipeline.workplace import get_dataset, get_file_store
from township_reports.records.explanation import Explanation
from township_reports.storage.runs import UnknownRunError

PRODUCT = "50337"
"""What 7*7191 would be, if anything worked it out."""
HOSTILE = (
    """<script>alert(1)</script><img src=x onerror=alert(2)>"'&'; drop table runs; --"""
    '{{ 7*7191 }}{% set a = 1 %}${7*7191}#(7*7191)#eval("7*7191")$7191$]]>'
)
IN_A_NAME = HOSTILE.replace("/", "")
WARNED = {"proactive.regulations.in_force": 3}
WRONG = {"requests.received.total": 4000}


def roster() -> str:
    """The units' true names are other names of units that are called something hostile."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(("code", "name", "kind", "aliases"))
    for code, kind in {"01": "乡镇", "02": "乡镇", "03": "街道"}.items():
        writer.writerow((code, f"{UNITS[code]}{IN_A_NAME}", kind, UNITS[code]))
    writer.writerow(("04'; drop table runs; --", f"局{IN_A_NAME}", "部门", ""))
    return stream.getvalue()


@pytest.fixture
def hostile(office: Office) -> Office:
    """A county in which everybody wrote something hostile, one unit is wrong and one silent; signed off."""
    (office.source / "units.csv").write_text(roster(), encoding="utf-8")
    (office.source / "county.yaml").write_text(ABOUT.rstrip() + "<b>{{ 7*7191 }}\n", encoding="utf-8")
    office.send("01", WARNED, form="docx", said=HOSTILE, name=f"城关镇{IN_A_NAME}"[:70])
    office.send("02", form="html", said=HOSTILE.replace("<", "&lt;"))
    office.send("03", WRONG, said=HOSTILE, name=f"东门街道{IN_A_NAME}"[:70])
    office.check()
    nothing_to_report.confirm_nothing(RUN, "04'; drop table runs; --", HOSTILE, HOSTILE)
    explanations.explain(RUN, "01", "P-2", Explanation(HOSTILE, date(2022, 1, 5), HOSTILE))
    entry = corrections.CorrectionEntry("requests.granted.natural_person", "77", HOSTILE, HOSTILE, datetime.now(UTC))
    corrections.correct(RUN, "03", entry)
    office.check()
    sign_off(RUN, "exclude", HOSTILE, HOSTILE)
    return office


def squeezed(text: str) -> str:
    """Without what a page breaks lines by."""
    return "".join(text.replace("\u200b", "").split())


def pdf_text(content: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def word_text(content: bytes) -> str:
    return "".join(Document(BytesIO(content)).element.itertext("{*}t"))


def workbook_text(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    return "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def assert_is_text(name: str, text: str) -> None:
    assert squeezed(IN_A_NAME) in squeezed(text), name
    assert PRODUCT not in text, name


def assert_runs_nothing(name: str, page: str) -> None:
    shown = LexborHTMLParser(page)
    assert shown.css("script, img, iframe, object, embed, form, link, base") == [], name
    assert not [one for one in shown.css("*") for mark in one.attributes if mark.startswith("on")], name
    assert_is_text(name, shown.text())


def test_what_anybody_wrote_is_text_in_every_file_that_leaves_the_house(hostile: Office) -> None:
    merge_county(RUN)
    files = {form: Path(path).read_bytes() for form, path in render_report(RUN).items()}
    assert_runs_nothing("html", files["html"].decode())
    assert_is_text("docx", word_text(files["docx"]))
    assert_is_text("pdf", pdf_text(files["pdf"]))
    assert_is_text("xlsx", workbook_text(files["xlsx"]))
    with ZipFile(BytesIO(files["zip"])) as package:
        for name in package.namelist():
            assert PRODUCT.encode() not in package.read(name), name
    assert PRODUCT.encode() not in files["json"]

    letter = write_letter(RUN, "03")
    assert_runs_nothing("letter", letter.html)
    assert_is_text("letter.docx", word_text(letter.document))
    with get_dataset().transaction() as work:
        assert_runs_nothing("audit", get_file_store().read(work.releases.audit(RUN) or "").decode())
    for path in write_correction_notices(RUN):
        if path.suffix == ".docx":
            assert_is_text(path.name, word_text(path.read_bytes()))
        elif path.suffix == ".xlsx":
            assert_is_text(path.name, workbook_text(path.read_bytes()))

    for form in ("docx", "xlsx"):  # markup of their own that no text has broken
        with ZipFile(BytesIO(files[form])) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(package.read(name))
                    assert b"file:" not in package.read(name), name


def test_a_name_is_a_value_in_every_query(hostile: Office) -> None:
    overview = get_run_overview(RUN)
    assert overview.units[0].state.unit.name == f"城关镇{IN_A_NAME}"
    assert overview.units[3].state.reason.endswith(HOSTILE)
    assert len(list_runs()) == 1
    assert set(list_arrivals(RUN)) == {"01", "02", "03"}
    with get_dataset().transaction() as work:
        assert work.releases.sign_offs(RUN)[-1].reason == HOSTILE
        assert work.releases.run_that_released("' or 1=1 --") is None
        assert work.runs.last_released("' or 1=1 --", YEAR) is None
    for told in ("' or 1=1 --", f"{RUN}' or ''='", "%", "_"):
        with pytest.raises(UnknownRunError):
            get_run_overview(told)
        with pytest.raises(UnknownRunError):
            find_unit_code(RUN, told)
