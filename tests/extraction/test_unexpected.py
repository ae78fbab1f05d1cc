"""No file ends the program: what the reader fails on is that file's refusal, and its trace is kept."""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS, suffix
from township_reports.domain.errors import UserFacingError
from township_reports.domain.report import Report, UnreadableReportError
from township_reports.extraction import api as registry
from township_reports.extraction.api import read_report
from township_reports.extraction.unexpected import FOLDER, refuse_unexpected
from township_reports.validation.deductive_imputation.impute import impute_shifted_rows

FIGURES = balanced_figures("2021", 5, "部门", dense=True)
ODD = "𝟏①²½Ⅷ٣۵०零贰万亿-−－–/\\\u200b\u3000\t\n|\ufffd𠀀,，。；（)%＋+\u202e\u0301"
MUTATIONS = 40
TEXT = re.compile(rb">([^<]+)<")


def written(said: str = "本单位依法公开政府信息。") -> Document:
    title = "某县某局2021年政府信息公开工作年度报告"
    return Document(title, "2021", printed("2021", FIGURES), narrative={"一": (said,)})


def read(content: bytes, path: Path) -> Report:
    path.write_bytes(content)
    return impute_shifted_rows(read_report(path))


def with_odd_text(content: bytes, chance: random.Random) -> bytes:
    text = list(content.decode(errors="replace"))
    for _ in range(chance.choice((1, 5, 50))):
        text[chance.randrange(len(text))] = chance.choice(ODD)
    return "".join(text).encode()


def with_odd_bytes(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 5, 50))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.choice((len(changed), chance.randrange(1, len(changed))))])


def with_odd_part(content: bytes, chance: random.Random) -> bytes:
    """An Office file in whose largest part odd characters stand in the text."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        largest = max(old.infolist(), key=lambda part: part.file_size).filename
        for name in old.namelist():
            part = old.read(name)
            if name == largest:
                part = TEXT.sub(lambda run: chance.choice((run[0], with_odd_text(run[0], chance))), part)
            new.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["txt_pipes", "txt_tabs", "html", "html_messy", "docx", "xlsx"])
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(form: str, tmp_path: Path) -> None:
    content, path = FORMATS[form](written()), tmp_path / f"年报{suffix(form)}"
    changes = [with_odd_bytes, with_odd_part if content.startswith(b"PK") else with_odd_text]
    for number in range(MUTATIONS):
        changed = changes[number % 2](content, random.Random(number))
        try:
            assert read(changed, path).edition
        except UnreadableReportError as refused:
            assert str(refused).endswith("。")
            assert "编号" not in str(refused)


@pytest.mark.parametrize("digit", "𝟏𝟣𝟷𝟭１١۱१")
def test_digits_of_any_script_are_digits(digit: str, tmp_path: Path) -> None:
    said = f"全年新收政府信息公开申请{digit}件。"
    plain, odd = (read(FORMATS["txt_pipes"](written(text)), tmp_path / "年报.txt") for text in (
        said.replace(digit, "1"), said))  # fmt: skip
    assert [claim.value for claim in odd.narrative.claims] == [claim.value for claim in plain.narrative.claims] == [1]
    assert odd.cells == plain.cells


def test_a_fault_of_the_program_is_the_files_refusal_and_its_trace_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Report:
        raise KeyError("no such row")

    monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(registry, "map_document", fail)
    refusals = []
    for _ in range(2):
        with pytest.raises(UnreadableReportError, match=r"请用 Word 或 WPS 打开核对.*编号 [0-9a-f]{12} ") as refused:
            read(FORMATS["docx"](written()), tmp_path / "城关镇.docx")
        refusals.append(str(refused.value))
    assert refusals[0] == refusals[1]
    (trace,) = (tmp_path / "home" / FOLDER).iterdir()
    assert trace.stem in refusals[0]
    assert "城关镇.docx" in trace.read_text(encoding="utf-8")
    assert "KeyError: 'no such row'" in trace.read_text(encoding="utf-8")


def test_the_trace_of_what_a_library_gave_up_on_is_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(tmp_path / "home"))
    with pytest.raises(UnreadableReportError, match="已损坏"):
        read(b"%PDF-1.7 and nothing more", tmp_path / "城关镇.pdf")
    (trace,) = (tmp_path / "home" / FOLDER).iterdir()
    assert "城关镇.pdf" in trace.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "error", [UserFacingError("请改正。"), OSError(28, "No space left on device"), ChildProcessError(), MemoryError()]
)
def test_what_a_person_or_the_machine_has_to_mend_is_not_the_files_fault(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, refuse_unexpected("城关镇.docx"):
        raise error
    assert raised.value is error


@pytest.mark.parametrize("error", [RecursionError(), UnicodeDecodeError("utf-8", b"", 0, 1, "")])
def test_everything_else_is(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(tmp_path))
    with pytest.raises(UnreadableReportError), refuse_unexpected("城关镇.docx"):
        raise error


def test_a_full_disk_takes_no_trace_but_the_refusal_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").write_bytes(b"a file where the folder belongs")
    monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(tmp_path / "home"))
    with pytest.raises(UnreadableReportError), refuse_unexpected("城关镇.docx"):
        raise KeyError("a fault")
