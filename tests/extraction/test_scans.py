"""Scans and photos: figures are read right or are unsure, with the spot on the page; what is no page is reported."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image
from support.folders import SHARED
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.known import known_cells
from support.generator.pdf import OFFICE, write_pdf
from support.generator.scan import Damage, as_jpeg, as_pdf, as_png, as_tiff, rendered, scanned
from township_reports.domain.report import Cell, SourceLocation, Status, UnreadableReportError
from township_reports.extraction.api import read_report
from township_reports.extraction.page_images import draw_cell, draw_marked_pages

REAL = SHARED / "real"
SCANNER = Damage(skew=0.8, blur=0.6, noise=6, shading=0.12, specks=40, jpeg=75)
FEWEST_RIGHT = 0.97
Known = Mapping[str, tuple[object, Status]]


@cache
def document(edition: str, seed: int) -> Document:
    figures = printed(edition, balanced_figures(edition, seed, "部门", dense=True))
    return Document("清溪县东山镇2021年政府信息公开工作年度报告", edition, figures)


def read(data: bytes, folder: Path, name: str = "年报") -> Mapping[str, Cell]:
    path = folder / name
    path.write_bytes(data)
    return read_report(path).cells


def compared(cells: Mapping[str, Cell], known: Known) -> Counter[str]:
    """How many cells are right, in doubt, or wrong and not said to be in doubt."""

    def judged(cell_id: str) -> str:
        cell = cells[cell_id]
        if cell.status in (Status.UNSURE, Status.MISSING):
            return "in doubt"
        return "right" if (cell.value, cell.status) == known[cell_id] else "wrong"

    return Counter(map(judged, known))


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scanned PDF of several pages, table 三 cut by a page break."""
    path = tmp_path_factory.mktemp("scan") / "年报.pdf"
    path.write_bytes(as_pdf(scanned(write_pdf(document("2021", 4), OFFICE), 200, SCANNER, seed=4), 200))
    return path


@pytest.fixture(scope="module")
def cells(scan: Path) -> Mapping[str, Cell]:
    return read_report(scan).cells


def test_a_scanned_report_is_read(cells: Mapping[str, Cell]) -> None:
    found = compared(cells, known_cells(document("2021", 4).figures))
    assert found["wrong"] == 0
    assert found["right"] >= FEWEST_RIGHT * found.total()


def test_each_cell_tells_how_sure_it_is_and_where_it_stands(cells: Mapping[str, Cell]) -> None:
    read_cells = [cell for cell in cells.values() if cell.status is Status.READ]
    assert all(cell.confidence is not None and 0 < cell.confidence <= 1 for cell in read_cells)
    assert all(cell.place and cell.place.page and cell.place.box for cell in read_cells)


def test_the_spot_of_a_cell_can_be_looked_at(scan: Path, cells: Mapping[str, Cell]) -> None:
    place = cells["requests.received.total"].place
    assert place
    spot = Image.open(BytesIO(draw_cell(scan, place)))
    pages = [Image.open(BytesIO(page)) for page in draw_marked_pages(scan, cells)]
    assert spot.width * spot.height < pages[0].width * pages[0].height / 4
    assert len(pages) == len(pypdfium2.PdfDocument(scan.read_bytes()))
    with pytest.raises(UnreadableReportError, match="没有可以显示的页面"):
        draw_cell(scan, SourceLocation(page=99))


def test_pictures_on_pages_of_one_file_turned_on_their_side(tmp_path: Path) -> None:
    turned = Damage(quarter_turns=1, noise=4, jpeg=85)
    pages = scanned(write_pdf(document("2019", 6), OFFICE), 200, turned, seed=6)
    found = compared(read(as_tiff(pages), tmp_path), known_cells(document("2019", 6).figures))
    assert found["wrong"] == 0
    assert found["right"] >= FEWEST_RIGHT * found.total()


def test_a_real_report_as_a_scan(tmp_path: Path) -> None:
    if not REAL.is_dir():
        pytest.skip("no real reports here")
    pages = rendered((REAL / "hongze_2023.pdf").read_bytes(), 200)
    with (REAL / "hongze_2023.csv").open(encoding="utf-8", newline="") as stream:
        known = {row["cell"]: (Decimal(row["value"]), Status.READ) for row in csv.DictReader(stream)}
    found = compared(read(as_pdf(pages, 200), tmp_path), known)
    assert found["wrong"] == 0
    assert found["right"] >= FEWEST_RIGHT * len(known)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)  # type: ignore[arg-type]
    return stream.getvalue()


WHITE = Image.new("L", (1200, 1600), 255)
NO_PAGES = {
    "a photo of nothing": (saved(WHITE, "PNG"), "没有认出带表格线的表格"),
    "a tiny one": (saved(WHITE.resize((1, 1)), "PNG"), "图片过小"),
    "a bomb": (saved(Image.new("1", (30_000, 30_000)), "PNG"), "图片过大"),
    "a moving one": (saved(WHITE, "GIF", save_all=True, append_images=[Image.new("L", WHITE.size, 9)]), "这是动图"),
    "one cut off": (saved(Image.effect_noise(WHITE.size, 90), "PNG")[:9000], "图片不完整或已损坏"),
    "only a signature": (b"\xff\xd8\xff", "图片不完整或已损坏"),
    "too many pages": (saved(WHITE.resize((300, 300)), "TIFF", save_all=True,
                             append_images=[WHITE.resize((300, 300))] * 30), "图片文件有31页"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_PAGES)
def test_what_is_no_page_is_told(name: str, tmp_path: Path) -> None:
    data, why = NO_PAGES[name]
    with pytest.raises(UnreadableReportError, match=why):
        read(data, tmp_path, "年报.jpg")


@pytest.fixture(scope="module")
def coarse() -> NDArray[np.uint8]:
    return rendered(write_pdf(document("2021", 4), OFFICE), 60)[1]


@pytest.fixture(scope="module")
def png(coarse: NDArray[np.uint8], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Cell]:
    return read(as_png(coarse), tmp_path_factory.mktemp("png"), "年报.docx")


def test_a_picture_is_known_by_its_content_and_too_coarse_a_one_is_in_doubt(
    png: Mapping[str, Cell], coarse: NDArray[np.uint8], tmp_path: Path
) -> None:
    for found in (png, read(as_jpeg(coarse), tmp_path, "年报.docx")):
        judged = compared(found, known_cells(document("2021", 4).figures))
        assert judged["wrong"] == 0
        assert judged["in doubt"] > judged["right"]


def test_the_same_bytes_are_read_the_same_twice(
    png: Mapping[str, Cell], coarse: NDArray[np.uint8], tmp_path: Path
) -> None:
    assert read(as_png(coarse), tmp_path) == png
    assert len({cell.confidence for cell in png.values()}) > 1
