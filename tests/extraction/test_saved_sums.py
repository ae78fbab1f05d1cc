"""Sums whose result was not stored: counted as a spreadsheet would, or not at all."""

from __future__ import annotations

import pytest
from lxml import etree
from township_reports.extraction.parsers.office.saved_sums import compute_saved_sums

CELLS = """
    <c r="A1"><v>5</v></c><c r="B1"><v>0.25</v></c><c r="C1" t="s"><v>7</v></c><c r="D1"/><c r="E1" t="b"><v>1</v></c>
    <c r="F1"><f>SUM(A1:B1)</f><v>6</v></c><c r="G1"><f>N(A1)+N($B$1)</f><v/></c>
"""


def total(formula: str) -> str | None:
    sheet = f'<sheetData><row r="1">{CELLS}<c r="Z1"><f>{formula}</f><v></v></c></row></sheetData>'
    return compute_saved_sums(etree.fromstring(sheet)).get("Z1")


@pytest.mark.parametrize(
    ("formula", "figure"),
    [
        ("N($A$1)+N($B$1)", "5.25"),
        ("N(A1)-N(B1)-N(A1)", "-0.25"),
        ("N(C1)+N(D1)+N(Y9)", "0"),  # a word, a blank and an empty corner count nothing
        ("N(G1)+N(A1)", "10.25"),
        ("N(A1)+N(A1)", "10"),
    ],
)
def test_it_comes_to_what_a_spreadsheet_shows(formula: str, figure: str) -> None:
    assert total(formula) == figure


@pytest.mark.parametrize("formula", ["SUM(A1:B1)", "N(E1)", "N(F1)", "N(Z1)+N(A1)", "N(A1)*2", "N(A1:B1)", ""])
def test_what_only_a_spreadsheet_can_tell_stays_unread(formula: str) -> None:
    assert total(formula) is None


def test_a_stored_result_is_left_alone() -> None:
    sheet = '<row r="1"><c r="A1"><v>5</v></c><c r="B1"><f>N(A1)</f><v>4</v></c></row>'
    assert compute_saved_sums(etree.fromstring(sheet)) == {}
