"""An installation of many counties: a DAG of each kind for each, and one that cannot be used harms nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.airflow.process import PARSE_DAGS, PROJECT, environment, said_by

KINDS = {
    "county_annual_report": "县级政府信息公开年报汇总",
    "county_arrivals": "收件核对",
    "county_notices": "寄送通知",
}
FOLDERS = {
    "nanjing-gulou": "name: 鼓楼区\ncode: 320106\n",
    "开封鼓楼": "name: 鼓楼区\ncode: 410204\n",
    "qingshan": "name: 青山县\n",
    "damaged": "name: [\n",
    "wrong-code": "name: 绿水县\ncode: 绿水\n",
    "无编码": "name: 白云县\n",
    "one": "name: 河口县\n",
    "two": "name: 河口县\n",
}
GOOD = {"320106": "鼓楼区", "410204": "鼓楼区", "qingshan": "青山县"}


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three good counties and five folders that cannot be used; neither a file nor a folder beside them is a county."""
    folder = tmp_path_factory.mktemp("counties")
    for name, about in FOLDERS.items():
        (folder / name).mkdir()
        (folder / name / "county.yaml").write_text(about, encoding="utf-8")
    (folder / "说明").mkdir()
    (folder / "说明.txt").touch()
    return folder


@pytest.fixture(scope="module")
def parsed(counties: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a DAG processor makes of dags/ there."""
    around = environment(tmp_path_factory.mktemp("airflow")) | {"TOWNSHIP_REPORTS_COUNTIES": str(counties)}
    answer: dict[str, Any] = said_by(PARSE_DAGS, around)
    return answer


def test_each_county_has_its_dags_beside_the_offices(parsed: dict[str, Any]) -> None:
    named = {f"{kind}{end}" for kind in KINDS for end in ("", *(f"_{code}" for code in GOOD))}
    assert set(parsed["dags"]) == named
    for kind, title in KINDS.items():
        assert parsed["dags"][kind]["display_name"] == title
        for code, name in GOOD.items():
            assert parsed["dags"][f"{kind}_{code}"]["display_name"] == f"{name}：{title}"
            assert parsed["dags"][f"{kind}_{code}"]["edges"] == parsed["dags"][kind]["edges"]


def test_the_folder_of_a_countys_dag_is_fixed(parsed: dict[str, Any], counties: Path) -> None:
    own = parsed["dags"]["county_annual_report_410204"]["source"]
    folder = str(counties / "开封鼓楼")
    assert (own["value"], own["schema"]["const"]) == (folder, folder)
    offices = parsed["dags"]["county_annual_report"]["source"]
    assert (offices["value"], "const" in offices["schema"]) == ("sample_county", False)


def test_each_county_is_watched_for_itself(parsed: dict[str, Any]) -> None:
    watched = [parsed["dags"][f"county_arrivals{end}"]["assets"] for end in ("", "_320106", "_qingshan")]
    assert watched == [["county_folders"], ["county_folders_320106"], ["county_folders_qingshan"]]


def test_who_cannot_be_used_is_told_as_an_import_error_with_what_to_do(parsed: dict[str, Any], counties: Path) -> None:
    [(file, told)] = parsed["errors"].items()
    assert Path(file).name == "counties_left_out.py"
    assert "以下县没有列入，其他县不受影响" in told
    reasons = {
        "damaged": "不是规范的 YAML", "wrong-code": "code“绿水”不是行政区划代码", "无编码": "请在 county.yaml 中写一行",
        "one": "另有一个文件夹也写作“河口县”", "two": "另有一个文件夹也写作“河口县”",
    }  # fmt: skip
    for name, why in reasons.items():
        assert any(str(counties / name) in line and why in line for line in told.splitlines()), name
    assert not [name for name in FOLDERS.keys() - reasons.keys() if str(counties / name) in told]


def test_parsing_many_counties_imports_nothing_heavy(parsed: dict[str, Any]) -> None:
    heavy = {"pandas", "great_expectations", "openpyxl", "docx", "s3fs", "psycopg", "township_reports.storage"}
    assert heavy & set(parsed["modules"]) == set()


def test_the_folder_of_counties_is_told_when_it_is_not_there(tmp_path: Path) -> None:
    from township_reports.pipeline.counties import list_counties

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOWNSHIP_REPORTS_COUNTIES", str(tmp_path / "无"))
        found = list_counties()
    assert (found.scopes, len(found.left_out)) == ((), 1)
    assert "TOWNSHIP_REPORTS_COUNTIES 的文件夹" in found.left_out[0]


def test_the_role_of_all_clerks_names_no_dag() -> None:
    """Whoever has it alone sees no county: rights on a county's DAGs are given by the county's own role."""
    import json

    role = json.loads((PROJECT / "config" / "county_clerk_role.json").read_text(encoding="utf-8"))
    assert "DAGs" not in {entry["resource"] for entry in role if set(entry["action"].split(",")) - {"menu_access"}}
