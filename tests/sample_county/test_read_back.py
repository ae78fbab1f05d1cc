"""The reader gets from every file of the sample county what the unit wrote."""

from __future__ import annotations

import pytest
from support.generator.known import known_cells
from support.generator.sample_county import SAMPLE_COUNTY, YEARS, Submitted, submissions
from township_reports.reading.registry import read_report
from township_reports.records.report import Status, UnreadableReportError

SENT = [submitted for year in YEARS for submitted in submissions(year)]
WHOLE = [submitted for submitted in SENT if not submitted.entry.truncated]


@pytest.mark.parametrize("sent", WHOLE, ids=lambda sent: sent.entry.file)
def test_file_reads_back(sent: Submitted) -> None:
    report = read_report(SAMPLE_COUNTY / sent.path)
    cells = {cell_id: (cell.value, cell.status) for cell_id, cell in report.cells.items()}
    expected = known_cells(sent.document.figures)
    assert {cell: cells[cell] for cell in expected} == expected
    assert {cells[cell][1] for cell in cells.keys() - expected.keys()} <= {Status.NOT_APPLICABLE}
    assert (report.year, report.edition) == (sent.year, sent.document.edition)


@pytest.mark.parametrize("sent", WHOLE, ids=lambda sent: sent.entry.file)
def test_unit_is_that_of_the_roster(sent: Submitted) -> None:
    told = read_report(SAMPLE_COUNTY / sent.path).unit
    assert told is not None
    assert told.removeprefix("云汀县") in sent.unit.list_names()


def test_the_broken_upload_is_no_report() -> None:
    (broken,) = (submitted for submitted in SENT if submitted.entry.truncated)
    with pytest.raises(UnreadableReportError):
        read_report(SAMPLE_COUNTY / broken.path)
