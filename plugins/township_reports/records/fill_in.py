"""What a fill-in form needs beside its cells: computed totals, balances, known figures. Computes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from township_reports.records.report import Value

SignedCell = tuple[int, str]


class Domain(NamedTuple):
    """What figures a cell takes: also those below zero, also fractions."""

    negative: bool
    fractions: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """Signed cells that must add up to zero, the rule that says so, and where on the form it stands."""

    rule: str
    place: str
    terms: tuple[SignedCell, ...]


@dataclass(frozen=True)
class FillInForm:
    """An empty form of one unit and year.

    `totals` are the cells computed from others, with the signed cells that add up to each; `balances` what must hold
    between cells that a person fills in; `known` the figures carried over from last year's report; `domains` what each
    cell that a person fills in takes.
    """

    unit: str
    year: int
    edition: str
    totals: Mapping[str, tuple[SignedCell, ...]]
    balances: tuple[Balance, ...]
    known: Mapping[str, Value]
    domains: Mapping[str, Domain]

    @property
    def title(self) -> str:
        """The report's title and file name."""
        return f"{self.unit}{self.year}年政府信息公开工作年度报告"
