"""Draw every page of the sample county's reports, to be looked at: `make pictures FOLDER=folder`.

The .pdf always, the .docx where LibreOffice is, the .html where Chromium is: on a desk, on a phone, and as it prints.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL.Image import Image
from playwright.sync_api import Browser
from support.airflow.office_pages import chromium
from support.folders import SAMPLE_COUNTY, enterable_folder
from support.office import Office, set_up
from township_reports.decisions.sign_off import list_red_units, sign_off
from township_reports.embedded.postgres import run_postgres

YEARS = (2020, 2021)  # the second stands beside the first
SCREENS = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
SCALE = 1.5


def main(folder: Path) -> None:
    """Draw the reports of both years into a folder each."""
    with enterable_folder() as data, TemporaryDirectory() as home, run_postgres(data / "data") as server:
        server.ensure_database("pictures")
        with set_up(Office(Path(home, "county"), Path(home, "home")), server.url("pictures")) as office:
            files = _release(office, Path(home))
        with chromium() as browser:
            for year, released in files.items():
                _draw_report(released, folder / str(year), browser)


def _release(office: Office, home: Path) -> dict[int, dict[str, Path]]:
    """The released files by year and format; what a unit got wrong in the sample is left out, as its office decides."""
    shutil.rmtree(office.source)
    shutil.copytree(SAMPLE_COUNTY, office.source)
    files: dict[int, dict[str, Path]] = {}
    for year in YEARS:
        office.check(str(year), year)
        if list_red_units(str(year)):
            sign_off(str(year), "exclude", "办公室", "")
        for form, content in office.render(str(year)).items():
            path = home / str(year) / f"report.{form}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            files.setdefault(year, {})[form] = path
    return files


def _draw_report(files: dict[str, Path], folder: Path, browser: Browser) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _draw(files["pdf"], folder, "pdf")
    if office_program := shutil.which("soffice"):
        _draw(_converted(files["docx"], office_program), folder, "docx")
    for screen, size in SCREENS.items():
        page = browser.new_page(viewport=size)  # type: ignore[arg-type]  # a width and a height
        page.goto(files["html"].as_uri())
        page.screenshot(path=folder / f"html-{screen}.png", full_page=True)
        page.pdf(path=files["html"].with_suffix(".print"), prefer_css_page_size=True)
        page.close()
    _draw(files["html"].with_suffix(".print"), folder, "print")


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


if __name__ == "__main__":
    main(Path(sys.argv[1]))
