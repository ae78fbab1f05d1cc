"""Writes the submissions of sample_county/ from the figures and sentences in generator/county/.

Run it after a change there: `PYTHONPATH=tests .venv/bin/python -m support.generator.sample_county`. The roster is not
written but read: it stands in sample_county/ alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict
from support.folders import SAMPLE_COUNTY
from support.generator.document import Document
from support.generator.figures import RESULTS, completed, printed
from support.generator.formats import FORMATS
from township_reports.records.report import Value
from township_reports.records.roster import County, Unit, load_county
from township_reports.template.form import find_edition, load_form

DATA = Path(__file__).resolve().parent / "county"
YEARS = (2020, 2021)
TOLD = {
    "received": "requests.received.total",
    "carried_in": "requests.carried_in.total",
    "handled": "requests.handled_total.total",
    "carried_out": "requests.carried_out.total",
    "reconsideration": "disputes.reconsideration.total",
    "litigation_direct": "disputes.litigation_direct.total",
    "litigation_after_reconsideration": "disputes.litigation_after_reconsideration.total",
    "licensing": "proactive.licensing.decisions",
    "penalties": "proactive.penalties.decisions",
}
NORMATIVE = {"2019": "proactive.normative_documents.disclosed", "2021": "proactive.normative_documents.issued"}
SIGNS_WITH = {"乡镇": "人民政府", "街道": "办事处", "部门": "", "本级": ""}


class Entry(BaseModel):
    """One submission as the data file tells it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str
    file: str
    format: str
    date: str
    title: str = ""
    proactive: dict[str, tuple[Decimal | int, ...]] = {}
    requests: dict[str, dict[str, int]] = {}
    disputes: dict[str, tuple[int, ...]] = {}
    printed: dict[str, int] = {}
    blank_zeros: bool = False
    truncated: bool = False
    narrative: dict[str, tuple[str, ...]]


class Year(BaseModel):
    """All submissions of a year."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    introductions: tuple[str, ...]
    units: tuple[Entry, ...]


@dataclass(frozen=True)
class Submitted:
    """One file of the sample county: who sent it, what it says, its bytes."""

    unit: Unit
    year: int
    entry: Entry
    figures: Mapping[str, Value]
    document: Document

    @property
    def path(self) -> Path:
        """Where the file stands in the county folder."""
        return Path(str(self.year), self.entry.file)

    @cached_property
    def content(self) -> bytes:
        """The file's bytes; half of them if the upload broke off."""
        whole = FORMATS[self.entry.format](self.document)
        return whole[: len(whole) // 2] if self.entry.truncated else whole


def submissions(year: int) -> Iterator[Submitted]:
    """Every file the units of the sample county sent for a year, in the order of the roster."""
    county = load_county(SAMPLE_COUNTY)
    units = {unit.code: unit for unit in county.units}
    data = Year.model_validate(yaml.safe_load((DATA / f"{year}.yaml").read_text(encoding="utf-8")))
    for number, entry in enumerate(data.units):
        introduction = data.introductions[number % len(data.introductions)]
        yield _submitted(county, units[entry.unit], year, entry, introduction)


def write_sample_county(folder: Path) -> None:
    """Writes the submissions of all years below a folder, in place of those that stand there."""
    for year in YEARS:
        shutil.rmtree(folder / str(year), ignore_errors=True)
        (folder / str(year)).mkdir(parents=True)
        for submitted in submissions(year):
            (folder / submitted.path).write_bytes(submitted.content)


def _submitted(county: County, unit: Unit, year: int, entry: Entry, introduction: str) -> Submitted:
    edition = find_edition(year)
    body = f"{county.name}{unit.name.removeprefix('县')}{SIGNS_WITH[unit.kind]}"
    figures = completed(edition, _known(edition, entry)) | entry.printed
    told = {name: figures[cell] for name, cell in (TOLD | {"normative": NORMATIVE[edition]}).items()}
    document = Document(
        title=entry.title or f"{body}{year}年政府信息公开工作年度报告",
        edition=edition,
        figures=printed(edition, figures, blank_zeros=entry.blank_zeros),
        introduction=(introduction.format(body=body, year=year),),
        narrative={
            numeral: tuple(paragraph.format_map(told) for paragraph in paragraphs)
            for numeral, paragraphs in entry.narrative.items()
        },
        signature=(body, entry.date),
    )
    return Submitted(unit, year, entry, figures, document)


def _known(edition: str, entry: Entry) -> dict[str, Value]:
    known: dict[str, Value] = {}
    for block in load_form(edition).table("proactive").blocks:
        for row in block.rows:
            figures = entry.proactive.get(row.id, (0,) * len(block.columns))
            known |= {
                f"proactive.{row.id}.{column.id}": figure for column, figure in zip(block.columns, figures, strict=True)
            }
    for applicant, rows in entry.requests.items():
        known |= {f"requests.{row}.{applicant}": count for row, count in rows.items()}
    for group, counts in entry.disputes.items():
        known |= {f"disputes.{group}.{result}": count for result, count in zip(RESULTS, counts, strict=True)}
    return known


if __name__ == "__main__":
    write_sample_county(SAMPLE_COUNTY)
