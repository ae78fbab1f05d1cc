"""The office's own layouts of Word and PDF, and templates that do not end."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files as package_files
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.shared import Mm, Pt
from support.reports.sample_report import two_units, with_last_year
from township_reports.rendering.broken_template import TemplateError
from township_reports.rendering.pdf_document import write_pdf
from township_reports.rendering.render import OfficeAssets
from township_reports.rendering.render_apart import render_sandboxed
from township_reports.rendering.report_document import ReportDocument, compose_report
from township_reports.rendering.template_folder import ReportTemplates
from township_reports.rendering.word_document import write_document

ISSUED = datetime(2021, 12, 31)
KEPT = "没有编制新的报告，已发布的报告保持不变"
ENDLESS = "好\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture(scope="module")
def document() -> ReportDocument:
    return compose_report(with_last_year(two_units("2021"), "2019"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def ours() -> str:
    return package_files("township_reports.rendering").joinpath("templates/report.typ").read_text(encoding="utf-8")


def test_the_pdf_stands_on_the_office_s_page(document: ReportDocument, own: Path, tmp_path: Path) -> None:
    layout = own / "report.typ"
    layout.write_text(ours().replace('paper: "a4"', 'paper: "a3"'), encoding="utf-8")
    for name in ("1.pdf", "2.pdf"):
        write_pdf(document, ISSUED, tmp_path / name, layout=layout)
    width, height = pypdfium2.PdfDocument(tmp_path / "1.pdf")[0].get_size()
    assert (round(width), round(height)) == (842, 1191)
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


@pytest.mark.parametrize(
    ("text", "line"), [("#let a = 1\n#nobody()\n", 2), ("#(\n", 1), ('好\n\n#read("../../units.csv")', 3)]
)
def test_a_broken_layout_of_the_pdf_is_told_by_line(
    document: ReportDocument, own: Path, tmp_path: Path, text: str, line: int
) -> None:
    (tmp_path / "units.csv").write_text("secret", encoding="utf-8")
    (own / "report.typ").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=rf"report\.typ 第{line}行：排版不成.*{KEPT}"):
        write_pdf(document, ISSUED, tmp_path / "x.pdf", layout=own / "report.typ")


def test_the_word_document_stands_on_the_office_s_page(document: ReportDocument, own: Path, tmp_path: Path) -> None:
    write_document(document, ISSUED, tmp_path / "ours.docx")
    given = Document(str(tmp_path / "ours.docx"))
    given.sections[0].left_margin = Mm(40)
    given.styles["Body Text"].font.size = Pt(14)
    given.save(str(own / "report.docx"))
    for name in ("1.docx", "2.docx"):
        write_document(document, ISSUED, tmp_path / name, own / "report.docx")
    word, before = Document(str(tmp_path / "1.docx")), Document(str(tmp_path / "ours.docx"))
    margin = word.sections[0].left_margin
    assert margin
    assert (round(margin.mm), word.styles["Body Text"].font.size) == (40, Pt(14))
    assert [one.text for one in word.paragraphs] == [one.text for one in before.paragraphs]
    assert len(word.tables) == len(before.tables)
    grid = [int(column.width.mm) for column in word.tables[0].columns if column.width]
    assert sum(grid) <= 144
    assert (tmp_path / "1.docx").read_bytes() == (tmp_path / "2.docx").read_bytes()


def test_a_broken_layout_of_the_word_document_is_told(document: ReportDocument, own: Path, tmp_path: Path) -> None:
    layout = own / "report.docx"
    layout.write_bytes(b"no document")
    with pytest.raises(TemplateError, match=rf"report\.docx：不是能打开的Word文档.*{KEPT}"):
        write_document(document, ISSUED, tmp_path / "x.docx", layout)
    Document().save(str(layout))
    with pytest.raises(TemplateError, match=rf"report\.docx：缺少样式：表格文字、待填、落款、图.*{KEPT}"):
        write_document(document, ISSUED, tmp_path / "x.docx", layout)


def test_a_template_without_end_is_stopped_and_told_by_line(own: Path) -> None:
    (own / "problems.txt.j2").write_text(ENDLESS, encoding="utf-8")
    with pytest.raises(TemplateError, match=rf"problems\.txt\.j2 第2行：运行时间过长，已停止.*{KEPT}"):
        compose_report(two_units("2021"), ReportTemplates(own, seconds=0.2))


def test_a_template_no_signal_can_stop_is_ended_with_its_process(own: Path, tmp_path: Path) -> None:
    (own / "problems.txt.j2").write_text("{{ 7 ** (10 ** 10) > 1 }}", encoding="utf-8")
    with pytest.raises(TemplateError, match=rf"办公室的模板（problems\.txt\.j2）运行超过1秒，已停止.*{KEPT}"):
        render_sandboxed(two_units("2021"), tmp_path / "out", OfficeAssets(templates=own), longest=1)


def test_what_is_rendered_apart_is_the_same_and_faults_come_back(own: Path, tmp_path: Path) -> None:
    mine = "templates/problems.txt.j2"
    text = package_files("township_reports.rendering").joinpath(mine).read_text(encoding="utf-8")
    (own / "problems.txt.j2").write_text(text, encoding="utf-8")
    report = two_units("2021")
    apart = render_sandboxed(report, tmp_path / "apart", OfficeAssets(templates=own))
    here = render_sandboxed(report, tmp_path / "here", OfficeAssets())
    assert {form: path.read_bytes() for form, path in apart.items()} == {
        form: path.read_bytes() for form, path in here.items()
    }
    (own / "problems.txt.j2").write_text("好\n{{ 'x' * 10 ** 11 }}", encoding="utf-8")
    with pytest.raises(TemplateError, match="第2行：用的内存过多，已停止"):
        render_sandboxed(report, tmp_path / "again", OfficeAssets(templates=own))
