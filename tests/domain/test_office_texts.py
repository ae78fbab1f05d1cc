"""The office's own text for its report: where it is looked for, and what is said of a file that fits nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from township_reports.config.office_texts import OfficeTextError, list_text_files, load_office_texts
from township_reports.domain.consolidated.office_texts import OfficeTexts


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> None:
    path = folder / "report" / "2021" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=encoding)


def test_files_are_named_after_the_form_s_sections() -> None:
    names = ["一、总体情况.txt", "五、存在的主要问题及改进情况.txt", "六、其他需要报告的事项.txt"]
    assert list(list_text_files("2021").values()) == names


def test_texts_by_section_and_the_date(tmp_path: Path) -> None:
    write(tmp_path, "一、总体情况.txt", "（一）机构\n\n  县政府办公室主管。  \n", "gb18030")
    write(tmp_path, "成文日期.txt", "2022年1月28日\n")
    write(tmp_path, "六、其他需要报告的事项.txt", "\n")
    told = load_office_texts(tmp_path, 2021, "2021")
    assert told == OfficeTexts({"一": ("（一）机构", "县政府办公室主管。")}, "2022年1月28日")


def test_no_folder_is_no_text(tmp_path: Path) -> None:
    assert load_office_texts(tmp_path, 2021, "2021") == OfficeTexts()


def test_a_file_for_no_section_is_not_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "总体情况.doc", "x")
    with pytest.raises(OfficeTextError, match=r"总体情况\.doc。只用这些名称：一、总体情况\.txt"):
        load_office_texts(tmp_path, 2021, "2021")
