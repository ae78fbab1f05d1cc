"""An office with a small county of four units: what its people put into the folder, and the steps in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS, suffix
from township_reports.paths import parse_path
from township_reports.pipeline.check_reports import check_reports
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.render_report import render_report
from township_reports.records.report import Value
from township_reports.storage.database import migrate
from township_reports.template.form import find_edition

ROSTER = """code,name,kind,aliases
01,城关镇,乡镇,城关镇人民政府
02,河口乡,乡镇,
03,东门街道,街道,东门街道办事处
"""
ABOUT = "name: 青山县\noffice: 青山县人民政府办公室\n"
UNITS = {"01": "城关镇", "02": "河口乡", "03": "东门街道"}
YEAR = 2021
RUN = "run 1"


@dataclass(frozen=True)
class Office:
    """The county's folder and the software's own."""

    source: Path
    home: Path
    county: str = "青山县"

    def founded(self, roster: str = ROSTER, about: str = ABOUT) -> Office:
        """The office with its county's folder made, and in it an empty one for the year."""
        (self.source / str(YEAR)).mkdir(parents=True)
        (self.source / "county.yaml").write_text(about, encoding="utf-8")
        (self.source / "units.csv").write_text(roster, encoding="utf-8")
        return self

    def send(self, code: str, changes: Mapping[str, Value] | None = None, *, form: str = "txt_pipes", year: int = YEAR,
             name: str = "", edition: str = "", said: str = "本单位依法公开政府信息。") -> Path:  # fmt: skip
        """A unit's balanced report, but for the changes and what it said, in the folder; returns its path."""
        edition = edition or find_edition(year)
        figures = balanced_figures(edition, int(code) * 7 + year) | dict(changes or {})
        document = Document(
            title=f"{self.county}{UNITS[code]}{year}年政府信息公开工作年度报告",
            edition=edition,
            figures=printed(edition, figures),
            narrative={"一": (said,)},
        )
        path = self.source / str(year) / f"{name or UNITS[code]}{suffix(form)}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(FORMATS[form](document))
        return path

    def send_all(self, year: int = YEAR) -> None:
        """Every unit sends a balanced report, each in another format."""
        for code, form in zip(UNITS, ("txt_pipes", "html", "docx"), strict=True):
            self.send(code, form=form, year=year)

    def check(self, run_key: str = RUN, year: int = YEAR) -> dict[str, int]:
        """The steps up to the units' outcomes."""
        for unit in open_run(run_key, str(self.source), year).units:
            read_submission(run_key, unit["code"])
        return check_reports(run_key)

    def merge(self, run_key: str = RUN, year: int = YEAR) -> None:
        """The steps up to the county's figures, for tests that need no rendered file."""
        self.check(run_key, year)
        merge_county(run_key)

    def run(self, run_key: str = RUN, year: int = YEAR) -> dict[str, bytes]:
        """All steps; returns the released files."""
        self.check(run_key, year)
        return self.render(run_key)

    def render(self, run_key: str = RUN) -> dict[str, bytes]:
        """The last steps of a run that is checked and, where units are red, signed off; returns the released files."""
        merge_county(run_key)
        return {form: parse_path(path).read_bytes() for form, path in render_report(run_key).items()}

    def received_figure(self, code: str, cell: str, year: int = YEAR) -> Value:
        """What stands in a unit's balanced report."""
        return balanced_figures(find_edition(year), int(code) * 7 + year)[cell]


@contextmanager
def set_up(office: Office, url: str) -> Iterator[Office]:
    """The office founded, its database migrated, both in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOWNSHIP_REPORTS_HOME", str(office.home))
        patch.setenv("TOWNSHIP_REPORTS_DATABASE_URL", url)
        migrate(url)
        yield office.founded()
