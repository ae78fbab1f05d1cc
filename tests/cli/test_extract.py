import json
from collections.abc import Sequence
from pathlib import Path
from shutil import copy

import pytest
from support.folders import DOCUMENTS, SHARED
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS
from township_reports.cli import app
from township_reports.template.form import load_form
from typer.testing import CliRunner, Result

SEED = SHARED / "seed/zhoujia_town_2020.txt"
PDF = DOCUMENTS / "narrow_columns.pdf"
MONEY = "proactive.procurement.amount"


def township_reports(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    figures = printed("2019", balanced_figures("2019", 1)) | {MONEY: "251000元"}
    text = {"一": ("全镇收到申请5件。全年公开信息90条，其中网站50条、公众号40条。",), "六": ("无。",)}
    document = Document("青山县城关镇2020年政府信息公开工作年度报告", "2019", figures, narrative=text)
    path = tmp_path / "城关镇.txt"
    path.write_bytes(FORMATS["txt_pipes"](document))
    return path


def test_extract_prints_every_cell_as_json(report_file: Path) -> None:
    result = township_reports("extract", report_file, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(told) == ["unit", "year", "edition", "cells", "notes", "narrative"]
    assert (told["year"], told["edition"]) == (2020, "2019")
    assert tuple(told["cells"]) == load_form("2019").required_cells()
    assert told["cells"][MONEY]["value"] == 25.1
    assert told["cells"][MONEY]["raw"] == "251000元"
    assert set(told["cells"][MONEY]) == {"value", "raw", "status", "place"}


def test_extract_prints_the_narrative_as_json(report_file: Path) -> None:
    told = json.loads(township_reports("extract", report_file, "--json").stdout)["narrative"]
    assert list(told) == ["sections", "claims", "listings"]
    assert [(section["numeral"], section["title"]) for section in told["sections"]][:2] == [
        ("", ""),
        ("一", "一、总体情况"),
    ]
    assert told["sections"][-1]["paragraphs"] == ["无。"]
    sentence = {"section": "一", "sentence": "全年公开信息90条，其中网站50条、公众号40条。"}
    assert told["claims"] == [
        {"subject": "received", "scope": "全镇", "section": "一", "sentence": "全镇收到申请5件。", "value": 5},
        {"subject": "disclosed_items", "scope": "全镇", **sentence, "value": 90},
    ]
    parts = [{"name": "网站", "value": 50}, {"name": "公众号", "value": 40}]
    assert told["listings"] == [
        {"subject": "disclosed_items", "scope": "全镇", **sentence, "total": 90, "parts": parts}
    ]


def test_extract_prints_the_numbers_of_the_text_with_their_sentences(report_file: Path) -> None:
    printed = township_reports("extract", report_file).stdout
    assert "原句" in printed
    assert "全镇收到申请5件。" in "".join(printed.split())


def test_extract_prints_chinese_for_people(report_file: Path) -> None:
    result = township_reports("extract", report_file)
    assert result.exit_code == 0
    assert "格式：2019年版" in result.stdout


def test_a_report_with_an_unreadable_figure_ends_with_1(report_file: Path) -> None:
    text = report_file.read_text(encoding="utf-8")
    report_file.write_text(text.replace("251000元", "约二十五"), encoding="utf-8")
    result = township_reports("extract", report_file, "--json")
    cell = json.loads(result.stdout)["cells"][MONEY]
    assert (result.exit_code, cell["value"], cell["status"]) == (1, None, "unsure")


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", "会议通知".encode()])
def test_what_is_no_report_is_told_in_chinese_without_a_traceback(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "城关镇.docx"
    if content is not None:
        path.write_bytes(content)
    result = township_reports("extract", path, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    assert _is_chinese(result.stderr)


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    assert township_reports("extract", tmp_path).exit_code == 2


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_the_seed_reads_completely() -> None:
    result = township_reports("extract", SEED, "--json")
    told = json.loads(result.stdout)
    values = {cell: entry["value"] for cell, entry in told["cells"].items()}
    assert (result.exit_code, told["unit"], told["year"], told["edition"]) == (0, "周嘉镇", 2020, "2019")
    assert len(values) == 198
    assert (values["proactive.licensing.change"], values["proactive.other_services.change"]) == (5, -45)


def test_cells_to_confirm_are_told_behind_the_table(report_file: Path) -> None:
    text = report_file.read_text(encoding="utf-8")
    report_file.write_text(text.replace("251000元", "约二十五"), encoding="utf-8")
    told = township_reports("extract", report_file).stdout.partition("待核对1格：\n")[2].splitlines()
    assert told[0].startswith("  · 表二“政府集中采购”·采购总金额：未能辨认“约二十五”（第")
    assert told[0].endswith("），原文不能确认是这一格的数")


def test_many_files_are_an_array_and_one_that_cannot_be_read_stops_none(report_file: Path, tmp_path: Path) -> None:
    notice = tmp_path / "会议通知.docx"
    notice.write_text("会议通知", encoding="utf-8")
    result = township_reports("extract", notice, report_file, notice, tmp_path / "没有.docx", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [entry["file"] for entry in told] == [str(notice), str(report_file), str(tmp_path / "没有.docx")]
    assert [set(entry) for entry in told[::2]] == [{"file", "error"}] * 2
    alone = json.loads(township_reports("extract", report_file, "--json").stdout)
    assert told[1] == {"file": str(report_file), **alone}


def test_many_files_are_a_table_with_the_reasons_below_it(report_file: Path, tmp_path: Path) -> None:
    doubtful = tmp_path / "河口乡.txt"
    text = report_file.read_text(encoding="utf-8")
    doubtful.write_text(text.replace("251000元", "约二十五"), encoding="utf-8")
    broken = tmp_path / "东门街道.doc"
    broken.write_bytes(b"")
    result = township_reports("extract", report_file, doubtful, broken)
    lines = {
        line.split()[0].rpartition("/")[2]: line.split()[1:] for line in result.stdout.splitlines() if line.strip()
    }
    assert (result.exit_code, result.stderr) == (2, "")
    assert lines["城关镇.txt"][1:] == ["2020", "2019", "198", "0", "0", "0", "0", "0"]
    assert lines["河口乡.txt"][1:] == ["2020", "2019", "197", "0", "0", "0", "1", "0"]
    assert lines["东门街道.doc"] == ["不能读取"]
    assert f"{broken}：文件是空的，没有内容。请核对文件后重新报送。" in result.stdout
    assert result.stdout.splitlines()[-1] == "3份：2份已读取，1份不能读取，待核对1格。"
    assert township_reports("extract", report_file, doubtful).exit_code == 1


def test_pages_are_drawn_and_a_file_without_pages_is_told_and_no_error(report_file: Path, tmp_path: Path) -> None:
    pages = ["narrow_columns.pdf-第1页.png", "narrow_columns.pdf-第2页.png"]
    result = township_reports("extract", PDF, report_file, "--picture", tmp_path / "图")
    written = {path.name: path.read_bytes() for path in (tmp_path / "图").iterdir()}
    assert result.exit_code == 0
    assert set(pages) < set(written)
    assert all(content.startswith(b"\x89PNG") for content in written.values())
    assert f"{tmp_path}/图/{pages[0]}" in result.stderr
    [told] = [line for line in result.stderr.splitlines() if line.startswith(f"{report_file}：")]
    assert _is_chinese(told.partition("：")[2])


def test_files_of_the_same_name_have_pictures_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "东").mkdir()
    again = copy(PDF, tmp_path / "东")
    township_reports("extract", PDF, again, "--picture", tmp_path / "图")
    names = {path.name.partition("-")[0] for path in (tmp_path / "图").iterdir()}
    assert names == {"narrow_columns.pdf", "narrow_columns.pdf（2）"}


def _is_chinese(text: Sequence[str]) -> bool:
    return any("一" <= character <= "鿿" for character in text)
