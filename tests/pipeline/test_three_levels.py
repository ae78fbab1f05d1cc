"""Townships report to counties, counties to their city: the same software, every figure traceable down."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from io import BytesIO, StringIO
from operator import add
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.office import ABOUT, ROSTER, UNITS, Office
from township_reports.paths import AnyPath
from township_reports.pipeline import board
from township_reports.pipeline.trace_down import trace_lineage
from township_reports.pipeline.workplace import get_reports_folder
from township_reports.records.report import Value
from township_reports.records.submission import Outcome

CITY_ROSTER = "code,name,kind,aliases\nc1,青山县,县,\nc2,白水区,县,\n"
OWN_PART = ROSTER.replace("东门街道,街道", "东门街道,本级")
COUNTIES = {"青山县": "docx", "白水区": "pdf"}
CELL = "requests.received.total"
# Two offices write different reports; the same words twice would rightly be pointed at (N-3).
OWN_TEXT = {
    "青山县": {
        "一、总体情况.txt": "县政府办公室牵头梳理权责清单，把涉农补贴、村级工程、林权登记列为公开重点，逐村张榜。\n"
        "政务服务大厅设立查阅点，配备自助终端和专人引导，赶集日增派人手，方便山区群众就近查询和复印。",
        "五、存在的主要问题及改进情况.txt": "部分偏远村的公开栏更新不及时，个别答复书援引条款不准确。\n"
        "将开展条款适用的专题培训，建立答复书会商制度，由司法所逐件提出意见。",
        "六、其他需要报告的事项.txt": "依据收费办法，本年没有收取信息处理费。",
    },
    "白水区": {
        "一、总体情况.txt": "区里围绕旧城改造、学区划分、养老托育主动回应关切，制作图解和短视频解读政策。\n"
        "网站完成适老化改造，新媒体账号由一家统一运营，停更账号全部注销，留言平均两个工作日办结。",
        "五、存在的主要问题及改进情况.txt": "解读材料形式单一，跨部门申请的转办衔接不畅，台账口径不统一。\n"
        "今后推行首接负责，统一登记编号，每季度抽查答复质量并通报结果。",
        "六、其他需要报告的事项.txt": "全年未发生因信息公开收费引起的争议，信息处理费为零。",
    },
}


@pytest.fixture
def city(office: Office, tmp_path: Path) -> Office:
    """A city whose two counties sent their released reports, one as Word document, one as PDF."""
    city = replace(office, source=tmp_path / "city").founded(CITY_ROSTER, ABOUT.replace(office.county, "江州市"))
    for county, form in COUNTIES.items():
        below = replace(office, source=tmp_path / county, county=county)
        below.founded(OWN_PART, ABOUT.replace(office.county, county))
        below.send_all()
        for name, text in OWN_TEXT[county].items():
            path = below.source / "report" / "2021" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        released = below.run(county)[form]
        (city.source / "2021" / f"{county}年报.{form}").write_bytes(released)
    return city


def test_county_reports_are_a_city_s_submissions_and_every_cell_is_traced_to_a_township_s_file(city: Office) -> None:
    released = city.run("city")
    told = board.get_run_overview("city")
    assert [unit.state.outcome for unit in told.units] == [Outcome.ACCEPTED] * 2
    assert {unit.state.unit.name: [one.message for one in unit.findings] for unit in told.units} == {
        county: [] for county in COUNTIES
    }
    assert told.figures
    for cell, value in told.figures.cells.items():
        counties = trace_lineage("city", cell)
        leaves = [leaf for county in counties for leaf in county.sources()]
        assert [county.trace.unit_name for county in counties] == list(COUNTIES)
        assert [leaf.trace.unit_name for leaf in leaves] == [*UNITS.values()] * 2
        assert _sum(leaf.value for leaf in leaves) == _sum(county.value for county in counties) == value
    page = released["html"].decode()
    assert "江州市2021年政府信息公开工作年度报告" in page
    assert "全市应报送单位共2家（县2家）" in page
    assert "全县" not in page
    (first, *_) = trace_lineage("city", CELL)[0].sources()
    assert (first.trace.unit_name, first.trace.file.file_name) == ("城关镇", "城关镇.txt")
    assert first.trace.cell.raw == str(city.received_figure("01", CELL)) == str(first.value)
    assert str(first.trace.cell.place)
    for county in COUNTIES:
        _assert_own_part_stands_apart(city, county)


def _assert_own_part_stands_apart(city: Office, county: str) -> None:
    """A county's package and page tell its own part (本级), the other kinds, and the whole they add up to."""
    (package,) = get_reports_folder(county, 2021).glob("*.zip")
    groups = _table(package, "groups")
    assert list(dict.fromkeys(row["kind"] for row in groups)) == ["本级", "乡镇"]
    own = {row["cell"]: row["value"] for row in groups if row["kind"] == "本级"}
    assert own[CELL] == str(city.received_figure("03", CELL))
    for row in _table(package, "cells"):
        parts = (Decimal(one["value"]) for one in groups if one["cell"] == row["cell"])
        assert _sum(parts) == Decimal(row["value"])
    (page,) = get_reports_folder(county, 2021).glob("*.html")
    heads = re.findall(r'<th scope="col">(本级|乡镇|汇总)</th>', page.read_text(encoding="utf-8"))
    assert heads == ["本级", "乡镇", "汇总"]


def _table(package: AnyPath, name: str) -> list[dict[str, str]]:
    with ZipFile(BytesIO(package.read_bytes())) as parts:
        return list(csv.DictReader(StringIO(parts.read(f"data/{name}.csv").decode(), newline="")))


def _sum(values: Iterable[Value]) -> Value:
    return reduce(add, values)
