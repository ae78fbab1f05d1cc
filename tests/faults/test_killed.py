"""A worker killed in any step: what is half done never was, and the step run again ends as if nothing had happened.

The tests of this file are one run of one county, in the run's order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.fault import OpenOffice, Place, killed, rows
from support.office import RUN, UNITS, YEAR, Office
from township_reports import settings
from township_reports.pipeline.check_reports import check_reports
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.render_report import render_report
from township_reports.pipeline.workplace import get_dataset, get_reports_folder

PIPELINE, STORAGE = "township_reports.pipeline", "township_reports.storage"


@dataclass(frozen=True)
class Ending:
    """The released files, and how many rows everything took."""

    files: dict[str, bytes]
    rows: dict[str, int]


@pytest.fixture(scope="module")
def undisturbed(open_office: OpenOffice, tmp_path_factory: pytest.TempPathFactory) -> Ending:
    """How the run ends where nothing happens."""
    with open_office(tmp_path_factory.mktemp("undisturbed")) as office:
        office.send_all()
        return Ending(office.run(), rows(settings.database_url()))


@pytest.fixture(scope="module")
def office(undisturbed: Ending, open_office: OpenOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("killed")) as office:
        office.send_all()
        open_run(RUN, str(office.source), YEAR)
        yield office


READING = [
    Place(f"{STORAGE}.files:write_atomically"),
    Place(f"{PIPELINE}.read_submission:read_report"),
    Place(f"{STORAGE}.submissions:_cell_rows", after=True),
    Place(f"{STORAGE}.submissions:SubmissionRepository.set_received_files", 2, after=True),
]
CHECKING = [
    Place(f"{PIPELINE}.check_reports:check_in_batches", after=True),
    Place(f"{STORAGE}.findings:FindingRepository.replace", after=True),
]
MERGING = [
    Place(f"{PIPELINE}.merge_county:check_county"),
    Place(f"{STORAGE}.figures:FigureRepository.replace", after=True),
]
KEPT_ONE_BY_ONE = len(("html", "docx", "pdf", "xlsx", "zip", "json"))
RENDERING = [
    Place(f"{PIPELINE}.render_report:verify_files"),  # all files rendered, none kept
    Place("pathlib:Path.replace", KEPT_ONE_BY_ONE + 2, after=True),  # two of them in the folder
]


@pytest.mark.parametrize("place", READING, ids=str)
def test_while_reading(office: Office, place: Place) -> None:
    killed(place, read_submission, RUN, "01")
    with get_dataset().transaction() as work:
        assert (work.runs.unit(RUN, "01").outcome, work.submissions.list_selected(RUN)) == (None, {})


@pytest.mark.parametrize("place", CHECKING, ids=str)
def test_while_checking(office: Office, place: Place) -> None:
    for code in UNITS:
        read_submission(RUN, code)
    killed(place, check_reports, RUN)
    with get_dataset().transaction() as work:
        assert {state.outcome for state in work.runs.units(RUN)} == {None}
        assert work.findings.list_findings(RUN, "submissions") == ()


@pytest.mark.parametrize("place", MERGING, ids=str)
def test_while_merging(office: Office, place: Place) -> None:
    check_reports(RUN)
    killed(place, merge_county, RUN)
    with get_dataset().transaction() as work:
        assert work.figures.get(RUN) is None


@pytest.mark.parametrize("place", RENDERING, ids=str)
def test_while_rendering(office: Office, place: Place) -> None:
    merge_county(RUN)
    killed(place, render_report, RUN)
    with get_dataset().transaction() as work:
        assert work.releases.files(RUN) == {}


def test_and_all_ends_as_if_nothing_had_happened(office: Office, undisturbed: Ending) -> None:
    files = {form: Path(path).read_bytes() for form, path in render_report(RUN).items()}
    assert files == undisturbed.files
    assert rows(settings.database_url()) == undisturbed.rows
    folder = get_reports_folder(office.county, YEAR)
    released = {path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}
    assert released == set(files.values())
