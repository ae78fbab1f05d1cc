"""Pictures of every page of the sample county's reports, to be looked at, in the folder that REPORT_PICTURES names.

The .pdf always, the .docx where LibreOffice is, the .html where Chromium is: on a desk, on a phone, and as it prints.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL.Image import Image
from playwright.sync_api import Browser
from support.airflow.office_pages import chromium
from support.folders import SAMPLE_COUNTY
from support.office import Office
from township_reports.pipeline.sign_off import list_red_units, sign_off

YEARS = (2020, 2021)  # the second stands beside the first
SCREENS = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
SCALE = 1.5
FOLDER = os.environ.get("REPORT_PICTURES", "")

pytestmark = pytest.mark.skipif(not FOLDER, reason="REPORT_PICTURES 没有写明存放图片的文件夹。")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def released(office: Office, tmp_path: Path) -> dict[int, dict[str, Path]]:
    """The released files by year and format; what a unit got wrong in the sample is left out, as its office decides."""
    county = replace(office, source=tmp_path / "sample")
    shutil.copytree(SAMPLE_COUNTY, county.source)
    files: dict[int, dict[str, Path]] = {}
    for year in YEARS:
        county.check(str(year), year)
        if list_red_units(str(year)):
            sign_off(str(year), "exclude", "办公室", "")
        for form, content in county.render(str(year)).items():
            path = tmp_path / str(year) / f"report.{form}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            files.setdefault(year, {})[form] = path
    return files


def test_every_page_is_left_as_a_picture(released: dict[int, dict[str, Path]], browser: Browser) -> None:
    for year, files in released.items():
        folder = Path(FOLDER) / str(year)
        folder.mkdir(parents=True, exist_ok=True)
        assert _draw(files["pdf"], folder, "pdf") > 10
        if office_program := shutil.which("soffice"):
            assert _draw(_converted(files["docx"], office_program), folder, "docx") > 10
        for screen, size in SCREENS.items():
            page = browser.new_page(viewport=size)  # type: ignore[arg-type]  # a width and a height
            page.goto(files["html"].as_uri())
            page.screenshot(path=folder / f"html-{screen}.png", full_page=True)
            page.pdf(path=files["html"].with_suffix(".print"), prefer_css_page_size=True)
            page.close()
        assert _draw(files["html"].with_suffix(".print"), folder, "print") > 10


def _converted(path: Path, program: str) -> Path:
    """The Word document as LibreOffice prints it."""
    folder = path.with_name("printed")
    profile = f"-env:UserInstallation={path.with_name('profile').as_uri()}"
    order = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(order, check=True, capture_output=True, timeout=300)
    return folder / f"{path.stem}.pdf"


def _draw(path: Path, folder: Path, name: str) -> int:
    """Draws every page, none of which may be empty, and says how many."""
    pages: list[Image] = [page.render(scale=SCALE).to_pil() for page in pypdfium2.PdfDocument(path)]
    for number, page in enumerate(pages, start=1):
        assert page.convert("L").getextrema()[0] < 128, f"{path.name}：第{number}页是空的"
        page.save(folder / f"{name}-{number:02}.png")
    return len(pages)
