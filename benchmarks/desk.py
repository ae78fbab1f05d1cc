"""Times the pages of a county of 60 units: the server's work, and over HTTP from a real Airflow (PYTHONPATH=tests)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx
from county_reports_web import PREFIX
from county_reports_web.pages import render_page
from rich.console import Console
from rich.table import Table
from support.airflow.client import Person
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS
from township_reports.domain.form.form import EDITIONS
from township_reports.embedded.office import run_office
from township_reports.pipeline.check_reports import check_reports
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.read_submission import read_submission
from township_reports.queries.board import get_run_overview
from township_reports.queries.county_page import get_county_page, preview_sign_off
from township_reports.queries.unit_page import get_unit_page

PLACES = "河山桥塘林溪沟坪岭湾"
UNITS = 60
YEAR = 2021
RUN = "bench"
TIMES = 15
EDITION = EDITIONS[-1]
WRONG = {"requests.received.total": 4000}
PAGES: dict[str, Callable[[], str]] = {
    "board": lambda: render_page("board", overview=get_run_overview(RUN), can_act=True),
    "unit": lambda: render_page("unit", unit=get_unit_page(RUN, "U01"), can_act=True),
    "unit with errors": lambda: render_page("unit", unit=get_unit_page(RUN, "U00"), can_act=True),
    "sign-off": lambda: render_page("sign_off", what_if=preview_sign_off(RUN), can_act=True),
    "county": lambda: render_page("county", county=get_county_page(RUN)),
}


ADDRESSES = {"board": "", "unit": "/units/U01", "unit with errors": "/units/U00", "sign-off": "/sign-off"}
ADDRESSES |= {"county": "/county"}


def main() -> None:
    """Print a line for each page, of the server's work alone and of its answer to a signed-in person."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's own user has to enter
        os.environ |= {"TOWNSHIP_REPORTS_HOME": folder, "TOWNSHIP_REPORTS_PORT": "18380"}
        with run_office(print) as place:
            _run(_county(Path(folder) / "county"))
            console = Console(width=100)
            console.print(_table("the server's work for a page", PAGES))
            client = Person.signed_in(place).client
            console.print(_table("a page over HTTP", {name: _asked(client, name) for name in ADDRESSES}))


def _asked(client: httpx.Client, name: str) -> Callable[[], str]:
    return lambda: client.get(f"{PREFIX}/runs/{RUN}{ADDRESSES[name]}").raise_for_status().text


def _county(source: Path) -> Path:
    """Return a county folder with a balanced report of every unit but the first, whose report is wrong."""
    names = {f"U{number:02}": f"{one}{other}镇" for number, (one, other) in enumerate(product("东西南北上下", PLACES))}
    (source / str(YEAR)).mkdir(parents=True)
    (source / "county.yaml").write_text("name: 青山县\n", encoding="utf-8")
    lines = "".join(f"{code},{name},乡镇,\n" for code, name in names.items())
    (source / "units.csv").write_text(f"code,name,kind,aliases\n{lines}", encoding="utf-8")
    for number, name in enumerate(names.values()):
        figures = balanced_figures(EDITION, number) | (WRONG if number == 0 else {})
        title = f"青山县{name}{YEAR}年政府信息公开工作年度报告"
        narrative = {"一": ("本单位依法公开政府信息。",)}
        document = Document(title=title, edition=EDITION, figures=printed(EDITION, figures), narrative=narrative)
        (source / str(YEAR) / f"{name}.txt").write_bytes(FORMATS["txt_pipes"](document))
    return source


def _run(source: Path) -> None:
    for unit in open_run(RUN, str(source), YEAR).units:
        read_submission(RUN, unit["code"])
    check_reports(RUN)
    from township_reports.decisions.sign_off import sign_off

    sign_off(RUN, "exclude", by="bench", reason="bench")
    merge_county(RUN)


def _table(what: str, pages: Mapping[str, Callable[[], str]]) -> Table:
    table = Table(title=f"{what} of {UNITS} units, ms (aim: 300)")
    for heading in ("page", "min", "median", "max", "KB"):
        table.add_column(heading, justify="left" if heading == "page" else "right")
    for name, make in pages.items():
        size = len(make().encode())
        times = sorted(_milliseconds(make) for _ in range(TIMES))
        table.add_row(name, *(f"{one:.0f}" for one in (times[0], median(times), times[-1])), f"{size / 1024:.0f}")
    return table


def _milliseconds(make: Callable[[], str]) -> float:
    begun = perf_counter()
    make()
    return (perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
