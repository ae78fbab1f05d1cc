"""The PDF as a reader of it sees it: fonts inside, the standard's page, nothing clipped, no row cut by a page's end.

A picture of every page is left in the artefacts of the test session, to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from support.reports.sample_report import two_units, with_last_year
from township_reports.records.county_report import ConsolidatedReport
from township_reports.records.office_texts import OfficeTexts
from township_reports.rendering.fonts import find_package_fonts, find_pdf_fonts
from township_reports.rendering.pdf_document import write_pdf
from township_reports.rendering.render import OfficeAssets, render_report
from township_reports.rendering.report_document import compose_report

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM


@pytest.fixture(scope="module", params=["2019", "2021"])
def rendered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[ConsolidatedReport, Path]:
    report = with_last_year(two_units(request.param), "2019")
    return report, render_report(report, tmp_path_factory.mktemp("pdf"))["pdf"]


@pytest.fixture(scope="module")
def pdf(rendered: tuple[ConsolidatedReport, Path]) -> Iterator[PDF]:
    with pdfplumber.open(rendered[1]) as opened:
        yield opened


def body(page: Page) -> Page:
    return page.crop((0, 0, page.width, BOTTOM + 2))


def test_every_page_is_left_as_a_picture(
    rendered: tuple[ConsolidatedReport, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    report, path = rendered
    folder = tmp_path_factory.mktemp(f"pages-{report.figures.edition}-")
    for number, page in enumerate(pypdfium2.PdfDocument(path), start=1):
        page.render(scale=1.5).to_pil().save(folder / f"{number:02}.png")
    assert len(list(folder.iterdir())) > 8


def test_fonts_are_embedded(pdf: PDF) -> None:
    names = {char["fontname"] for page in pdf.pages for char in page.chars}
    assert all(name[6] == "+" for name in names)  # a subset inside the file
    assert any("NotoSerif" in name for name in names)
    assert any("NotoSans" in name for name in names)


def test_nothing_stands_outside_the_type_area(pdf: PDF) -> None:
    for page in pdf.pages:
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        # A mark beginning or ending a line has its ink in one half of its box, and only that half has a place.
        middles = [(one["text"], (one["x0"] + one["x1"]) / 2, one["size"] / 20) for one in body(page).chars]
        outside = [text for text, middle, edge in middles if not LEFT - edge < middle < RIGHT + edge]
        assert "".join(outside) == ""
        assert min(char["top"] for char in page.chars) > TOP - 6


def test_no_text_is_cut_by_the_lines_of_its_box(pdf: PDF) -> None:
    for page in pdf.pages:
        across = [line for line in page.lines if line["x1"] - line["x0"] > 5]
        assert not [char["text"] for char in page.chars if any(_crosses(line, char) for line in across)]


def _crosses(line: Mapping[str, float], char: Mapping[str, float]) -> bool:
    beside = line["x0"] < (char["x0"] + char["x1"]) / 2 < line["x1"]
    return beside and char["top"] + 2 < line["top"] < char["bottom"] - 2


def test_a_table_over_pages_repeats_its_heads(pdf: PDF) -> None:
    pages = [page.extract_text().splitlines()[0] for page in pdf.pages]
    assert [line.replace(" ", "") for line in pages].count("数据格上年本年增减增减率") >= 1


def test_page_numbers_stand_outside(pdf: PDF) -> None:
    for number, page in enumerate(pdf.pages, start=1):
        foot = page.crop((0, BOTTOM + 10, page.width, page.height))
        assert foot.extract_text().replace(" ", "") == f"—{number}—"
        assert (foot.chars[0]["x0"] > page.width / 2) == (number % 2 == 1)
        dash = foot.chars[0]
        assert ((dash["top"] + dash["bottom"]) / 2 - BOTTOM) / MM == pytest.approx(7, abs=0.3)


def test_an_annex_has_its_number_at_the_left_and_its_title_in_the_middle_of_the_third_line(pdf: PDF) -> None:
    heads = [page.extract_text_lines()[:2] for page in pdf.pages if page.extract_text().startswith("附件")]
    assert [number["text"] for number, _ in heads] == [f"附件{number}" for number in range(1, 7)]
    for number, title in heads:
        assert number["x0"] == pytest.approx(LEFT, abs=2)
        assert (title["x0"] + title["x1"]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=2)
        assert title["top"] - number["top"] == pytest.approx(2 * 28.95, abs=6)


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    report = replace(two_units("2021"), texts=OfficeTexts({"一": ("政" * 3000,)}))
    write_pdf(compose_report(report), datetime(2021, 12, 31), tmp_path / "long.pdf")
    with pdfplumber.open(tmp_path / "long.pdf") as opened:
        full = next(page for page in opened.pages if page.extract_text().count("政") > 600)
        lines = body(full).extract_text_lines(return_chars=True)
    assert [len(line["chars"]) for line in lines] == [28] * 22
    pitches = {round(below["top"] - above["top"], 2) for above, below in pairwise(lines)}
    assert pitches == {28.95}


def test_the_document_says_what_it_is(rendered: tuple[ConsolidatedReport, Path], pdf: PDF) -> None:
    report, path = rendered
    assert (pdf.metadata["Title"], pdf.metadata["Author"]) == (report.title, report.county.office)
    content = path.read_bytes()
    assert b"/MarkInfo" in content or b"StructTreeRoot" in content
    assert pypdfium2.PdfDocument(path).is_tagged()


def font_named(folder: Path, family: str) -> None:
    """The open font under the name of one that an office has."""
    font = TTFont(find_package_fonts()[0], lazy=True)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = family
    font.save(folder / "office.otf")


def test_the_office_s_own_font_is_taken_where_its_folder_has_it(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    assert find_pdf_fonts(fonts).body == ("Noto Serif SC",)
    font_named(fonts, "FangSong")
    assert find_pdf_fonts(fonts).body == ("FangSong", "Noto Serif SC")
    path = render_report(two_units("2021"), tmp_path / "out", OfficeAssets(fonts=fonts))["pdf"]
    with pdfplumber.open(path) as opened:
        body_font = {char["fontname"][7:] for char in opened.pages[0].chars if char["text"] == "依"}
    assert body_font == {"FangSong"}


def test_the_grid_of_a_table_is_as_wide_as_the_type_area(pdf: PDF) -> None:
    page = next(page for page in pdf.pages if "收到和处理" in page.extract_text())
    edges = {round(line["x0"]) for line in page.lines} | {round(line["x1"]) for line in page.lines}
    assert (min(edges), max(edges)) == (round(LEFT), round(RIGHT))
