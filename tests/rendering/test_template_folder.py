"""The office's own templates: taken in place of ours, kept in a sandbox, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support.reports.sample_report import HOSTILE, two_units
from township_reports.rendering.broken_template import TemplateError
from township_reports.rendering.narrative_context import build_narrative_context
from township_reports.rendering.render import OfficeAssets, render_report
from township_reports.rendering.report_document import compose_report
from township_reports.rendering.template_folder import FOR_THE_OFFICE, ReportTemplates
from township_reports.template.form import load_form

KEPT = "已发布的报告保持不变"


def own(folder: Path, text: str, name: str = "other_matters.txt.j2") -> ReportTemplates:
    (folder / name).write_text(text, encoding="utf-8")
    return ReportTemplates(folder)


def told(templates: ReportTemplates) -> list[str]:
    return [one.text for one in compose_report(two_units("2021"), templates).sections[-1].paragraphs]


def test_the_office_s_template_stands_in_place_of_ours(tmp_path: Path) -> None:
    templates = own(tmp_path, "本年新收申请{{ figure('requests.received.total') }}件。\n{{ office }}\n")
    assert told(templates) == ["本年新收申请1032件。", "云溪县人民政府办公室"]


def test_its_figures_are_tied_to_their_cells_as_ours_are(tmp_path: Path) -> None:
    templates = own(tmp_path, "占比{{ share('requests.granted.total', 'requests.handled_total.total') }}。")
    (paragraph,) = compose_report(two_units("2021"), templates).sections[-1].paragraphs
    assert [piece for piece in paragraph.pieces if piece.cells] == [
        ("78.3%", ("requests.granted.total", "requests.handled_total.total"))
    ]


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert told(ReportTemplates(tmp_path / "absent"))[0].startswith("【待填")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("好\n{% if %}", 2, "语法不对"),
        ("好\n\n{{ nobody }}", 3, "用了没有的名称"),
        ("{{ figure('requests.nothing.total') }}", 1, "没有这一格"),
        ("一\n二{{ 1 / 0 }}", 2, "算不出来"),
        ("{{ ''.__class__.__mro__ }}", 1, "用了没有的名称|用了不允许的操作"),
        ("好\n{{ units.__init__.__globals__ }}", 2, "用了没有的名称|用了不允许的操作"),
        ("{{ own.append(1) }}", 1, "用了不允许的操作"),
        ("{% for n in range(10 ** 9) %}x{% endfor %}", 1, "算不出来"),
        ("{% include 'secret.j2' %}", 1, "不存在"),
        ("{% include '../../units.csv' %}", 1, "不存在"),
    ],
)
def test_a_broken_template_is_told_by_line_and_reason(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(TemplateError, match=rf"other_matters\.txt\.j2 第{line}行：.*(?:{reason}).*{KEPT}"):
        told(own(tmp_path, text))


def test_a_file_of_another_name_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"不知用于何处：overveiw\.txt\.j2。可用的名称：overview\.txt\.j2"):
        own(tmp_path, "好", "overveiw.txt.j2")


def test_a_page_of_the_office_is_escaped(tmp_path: Path) -> None:
    page = "<h1>{{ document.title }}</h1>{% for unit in document.annexes[0].table.boxes %}{{ unit.text }}{% endfor %}"
    own(tmp_path, page, "report.html.j2")
    with TemporaryDirectory() as folder:
        files = render_report(two_units("2021"), Path(folder), OfficeAssets(templates=tmp_path))
        written = files["html"].read_text(encoding="utf-8")
    assert written.startswith("<h1>云溪县")
    assert HOSTILE not in written
    assert "&lt;script&gt;" in written


def test_no_word_of_a_unit_begins_a_line_or_passes_for_a_figure(tmp_path: Path) -> None:
    report = two_units("2021")
    context = build_narrative_context(
        report, load_form("2021"), ("甲\ufdd0requests.received.total\ufdd1乙\ufdd2", "丙\n（一）丁")
    )
    text = own(tmp_path, "{% for line in own %}\n{{ line }}\n{% endfor %}").text("other_matters", context)
    assert text.splitlines() == ["甲\ufffdrequests.received.total\ufffd乙\ufffd", "丙 （一）丁"]


def test_every_name_and_every_template_is_documented() -> None:
    manual = Path("docs/报告模板.md").read_text(encoding="utf-8")
    for name in (*build_narrative_context(two_units("2021"), load_form("2021")), *FOR_THE_OFFICE):
        assert f"`{name}" in manual, name
