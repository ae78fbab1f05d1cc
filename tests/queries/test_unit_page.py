"""The page of a unit: its cells to confirm, each with the spot of the page it stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import copy

import pytest
from PIL import Image
from support.folders import DOCUMENTS
from support.office import RUN, Office
from township_reports.decisions.explanations import explain
from township_reports.domain.explanation import Explanation
from township_reports.domain.report import Report, Status
from township_reports.domain.submission import Outcome
from township_reports.pipeline import read_submission
from township_reports.queries.unit_page import NothingToShowError, draw_cell, get_unit_page
from township_reports.storage.runs import UnknownRunError

PDF = DOCUMENTS / "narrow_columns.pdf"
REGULATIONS = "proactive.regulations.in_force"
DOUBTFUL = "requests.received.total"
Reader = Callable[[Path], Report]


@pytest.fixture
def doubtful_office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """One unit sent a PDF, one a Word file, each with a cell that is not certain; the third sent nothing."""
    read: Reader = read_submission.read_report

    def reading(path: Path) -> Report:
        report = read(path)
        doubtful = replace(report.cells[DOUBTFUL], value=None, status=Status.UNSURE, confidence=0.62)
        return replace(report, cells={**report.cells, DOUBTFUL: doubtful})

    monkeypatch.setattr(read_submission, "read_report", reading)
    copy(PDF, office.source / "2021" / "城关镇.pdf")
    office.send("02", form="docx")
    office.check()
    return office


def test_the_page_lists_what_to_confirm_and_why(doubtful_office: Office) -> None:
    page = get_unit_page(RUN, "01")
    [cell] = page.confirm
    assert (cell.id, cell.label) == (DOUBTFUL, "表三“一、本年新收政府信息公开申请数量”·总计")
    assert (cell.reason, cell.confidence, cell.is_on_page) == ("由图片识别，把握62%", 0.62, True)
    assert page.selected_file
    assert (page.state.unit.name, page.selected_file.file_name) == ("城关镇", "城关镇.pdf")


def test_the_picture_is_the_spot_of_the_page_with_its_surroundings(doubtful_office: Office) -> None:
    picture = draw_cell(RUN, "01", DOUBTFUL)
    place = get_unit_page(RUN, "01").confirm[0].place
    assert place
    assert place.box
    shown = Image.open(BytesIO(picture))
    left, top, right, bottom = place.box
    assert shown.format == "PNG"
    assert shown.width > right - left
    assert shown.height > bottom - top
    assert draw_cell(RUN, "01", DOUBTFUL) == picture


@pytest.mark.parametrize(("unit", "cell"), [("01", "../x"), ("02", DOUBTFUL), ("03", DOUBTFUL)])
def test_of_other_cells_and_of_files_without_pages_there_is_no_picture(
    doubtful_office: Office, unit: str, cell: str
) -> None:
    with pytest.raises(NothingToShowError, match="没有数据格"):
        draw_cell(RUN, unit, cell)


def test_a_cell_of_a_word_file_is_listed_without_picture(doubtful_office: Office) -> None:
    [cell] = get_unit_page(RUN, "02").confirm
    assert not cell.is_on_page


def test_a_unit_that_sent_nothing_has_an_empty_page(doubtful_office: Office) -> None:
    page = get_unit_page(RUN, "03")
    assert (page.tables, page.selected_file, page.state.outcome) == ((), None, Outcome.NOT_RECEIVED)
    with pytest.raises(NothingToShowError):
        draw_cell(RUN, "03", DOUBTFUL)


@pytest.mark.parametrize(("run", "unit"), [("x", "01"), (RUN, "99")])
def test_of_an_unknown_run_or_unit_there_is_none(doubtful_office: Office, run: str, unit: str) -> None:
    with pytest.raises(UnknownRunError):
        get_unit_page(run, unit)
    with pytest.raises(UnknownRunError):
        draw_cell(run, unit, DOUBTFUL)


def test_the_tables_stand_as_printed_with_what_is_told_of_each_cell(doubtful_office: Office) -> None:
    page = get_unit_page(RUN, "02")
    printed = {box.cell for table in page.tables for box in table.boxes if box.cell}
    assert printed <= set(page.cells)
    told = page.cells["requests.received.natural_person"]
    assert told.raw == told.figure == str(doubtful_office.received_figure("02", "requests.received.natural_person"))
    assert told.place.startswith("第")
    assert told.before is None


def test_versions_tell_what_changed_from_one_to_the_next(office: Office) -> None:
    office.send("01", {REGULATIONS: 3})
    office.check()
    office.send("01", {REGULATIONS: 4})
    office.check("run 2")
    last, first = get_unit_page("run 2", "01").versions
    assert (last.file.version, first.file.version, first.changes) == (2, 1, None)
    assert last.changes is not None
    assert [(change.before, change.after) for change in last.changes] == [("3", "4")]


def test_a_warning_asks_until_it_is_explained(office: Office) -> None:
    office.send("01", {REGULATIONS: 3})
    office.check()
    assert [told.asks for told in get_unit_page(RUN, "01").findings if told.finding.rule == "P-2"] == [True]
    explain(RUN, "01", "P-2", Explanation("张三", date(2022, 1, 20), "属实"))
    assert [told.asks for told in get_unit_page(RUN, "01").findings if told.finding.rule == "P-2"] == [False]


def test_last_years_figures_stand_beside_this_years(office: Office) -> None:
    office.send_all(2020)
    office.run("last", 2020)
    office.send_all()
    office.check()
    cells = get_unit_page(RUN, "01").cells
    assert cells[DOUBTFUL].before == office.received_figure("01", DOUBTFUL, 2020)
