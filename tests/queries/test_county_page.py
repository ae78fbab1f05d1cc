"""The county's page: its figures beside last year's, what they were with the units still open, two runs compared."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from support.office import RUN, Office
from township_reports.decisions.sign_off import sign_off
from township_reports.queries.compare_runs import compare_runs
from township_reports.queries.county_page import get_cell_page, get_county_page, preview_sign_off, zip_report_files
from township_reports.rendering.content.table_layout import TableLayout
from township_reports.runs.dependencies import PreconditionFailedError

RECEIVED = "requests.received.natural_person"
TOTAL = "requests.received.total"


def printed(tables: tuple[TableLayout, ...], cell: str) -> tuple[str, str]:
    (box,) = [box for table in tables for box in table.boxes if box.cell == cell]
    return box.text, box.beside


def test_a_figure_is_the_sum_of_the_parts_it_leads_to_and_stands_beside_last_years(office: Office) -> None:
    office.send_all(2020)
    office.merge("last", 2020)
    office.send_all()
    office.merge()
    office.check()
    page, cell = get_county_page(RUN), get_cell_page(RUN, RECEIVED)
    assert printed(page.tables, RECEIVED) == (str(cell.value), "")
    assert cell.value == sum(int(part.source.value) for part in cell.contributions)
    assert [part.unit_name for part in cell.contributions] == ["城关镇", "河口乡", "东门街道"]


def test_without_figures_there_is_no_page(office: Office) -> None:
    office.send_all()
    office.check()
    with pytest.raises(PreconditionFailedError, match="还没有汇总数据"):
        get_county_page(RUN)
    with pytest.raises(PreconditionFailedError, match="没有数据格"):
        get_cell_page(RUN, RECEIVED)


def test_units_still_open_are_shown_beside_and_change_nothing(office: Office) -> None:
    office.send_all()
    wrong = int(office.received_figure("02", RECEIVED)) + 5
    office.send("02", {RECEIVED: wrong}, form="html")
    office.check()
    told = preview_sign_off(RUN)
    (state,) = told.open_units
    assert (state.unit.name, told.readable) == ("河口乡", ("河口乡",))
    without = sum(int(office.received_figure(code, RECEIVED)) for code in ("01", "03"))
    assert printed(told.tables, RECEIVED) == (str(without), f"→{without + wrong}")


def test_a_run_compared_with_another_tells_units_and_figures(office: Office) -> None:
    office.send_all()
    office.send("02", {TOTAL: 4000}, form="html")
    office.check()
    sign_off(RUN, "exclude", by="张三", reason="不再等待")
    office.merge()
    office.send("02", form="html")
    office.merge("run 2")
    told = compare_runs(RUN, "run 2")
    (unit,) = told.units
    assert unit.name == "河口乡"
    assert unit.before
    assert unit.after
    assert (str(unit.before.outcome), str(unit.after.outcome)) == ("有错误", "已通过")
    (change,) = [one for one in told.figures if one.label.endswith("本年新收政府信息公开申请数量”·总计")]
    assert change.before is not None
    assert change.after == change.before + office.received_figure("02", TOTAL)
    same = compare_runs("run 2", "run 2")
    assert (same.units, same.figures) == ((), ())


def test_runs_of_two_years_cannot_be_compared(office: Office) -> None:
    office.send_all(2020)
    office.check("last", 2020)
    office.send_all()
    office.check()
    with pytest.raises(PreconditionFailedError, match="同一县、同一年度"):
        compare_runs("last", RUN)


def test_the_zip_holds_what_was_released_and_is_always_the_same(office: Office) -> None:
    office.send_all()
    files = office.run()
    content = zip_report_files(RUN)
    assert content == zip_report_files(RUN)
    with ZipFile(BytesIO(content)) as package:
        assert {package.read(name) for name in package.namelist()} == set(files.values())


def test_before_the_release_there_is_nothing_to_download(office: Office) -> None:
    office.send_all()
    office.check()
    with pytest.raises(PreconditionFailedError, match="没有可以下载的文件"):
        zip_report_files(RUN)
