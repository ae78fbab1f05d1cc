"""Every input file of tests/documents is read exactly as its hand-typed expectation says."""

from __future__ import annotations

import pytest
from support.documents.expected import DOCUMENTS, expected
from township_reports.extraction.api import read_report

NAMES = sorted(path.name.removesuffix(".expected.yaml") for path in DOCUMENTS.glob("*.expected.yaml"))


def test_every_document_has_its_expectation() -> None:
    files = {path.name for path in DOCUMENTS.iterdir() if path.suffix not in (".yaml", ".md")}
    assert files == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_cells(name: str) -> None:
    cells = read_report(DOCUMENTS / name).cells
    assert {cell_id: (cell.value, cell.status) for cell_id, cell in cells.items()} == expected(name).cells


@pytest.mark.parametrize("name", NAMES)
def test_identity(name: str) -> None:
    report, typed = read_report(DOCUMENTS / name), expected(name)
    assert (report.unit, report.year, report.edition) == (typed.unit, typed.year, typed.edition)


@pytest.mark.parametrize("name", NAMES)
def test_notes(name: str) -> None:
    """Each typed note stands in one note of the report, and there is no other."""
    report, typed = read_report(DOCUMENTS / name), expected(name)
    assert len(report.notes) == len(typed.notes)
    assert [any(part in note for note in report.notes) for part in typed.notes] == [True] * len(typed.notes)
