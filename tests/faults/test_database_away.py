"""PostgreSQL is restarted, or away, amid a step: the step fails in Chinese, and run again it is complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from support.fault import Place, happening
from support.folders import enterable_folder
from support.office import RUN, UNITS, YEAR, Office, set_up
from township_reports.embedded.postgres import restart, run_postgres
from township_reports.embedded.postgres_process import stop_server
from township_reports.pipeline.check_reports import check_reports
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.workplace import get_dataset
from township_reports.storage.engine import DatabaseUnreachableError


class Installation(NamedTuple):
    """An office and the server of its own, which can be stopped."""

    office: Office
    data: Path


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("away")
    with enterable_folder() as home, run_postgres(home / "data") as server:
        server.ensure_database("county")
        with set_up(Office(folder / "county", folder / "home"), server.url("county")) as office:
            office.send_all()
            open_run(RUN, str(office.source), YEAR)
            yield Installation(office, home / "data")


def check() -> None:
    for code in UNITS:
        read_submission(RUN, code)
    check_reports(RUN)


Step = Callable[[], object]
STEPS = [
    (lambda: read_submission(RUN, "01"), Place("township_reports.storage.submissions:_cell_rows", after=True)),
    (check, Place("township_reports.storage.findings:FindingRepository.replace", after=True)),
    (lambda: merge_county(RUN), Place("township_reports.storage.figures:FigureRepository.replace", after=True)),
]


@pytest.mark.parametrize(("step", "place"), STEPS, ids=["reading", "checking", "merging"])
def test_restarted_amid_a_step(installation: Installation, step: Step, place: Place) -> None:
    with (
        happening(lambda: restart(installation.data), place),
        pytest.raises(DatabaseUnreachableError, match="连接中断，这一步没有保存"),
    ):
        step()
    step()


def test_away_when_a_step_wants_to_store_and_back_later(installation: Installation) -> None:
    place = Place("township_reports.pipeline.merge_county:check_county")
    with (
        happening(lambda: stop_server(installation.data), place),
        pytest.raises(DatabaseUnreachableError, match="连不上数据库"),
    ):
        merge_county(RUN)
    restart(installation.data)
    merge_county(RUN)
    with get_dataset().transaction() as work:
        figures = work.figures.get(RUN)
        assert figures
        counted = sum(installation.office.received_figure(code, "requests.received.total") for code in UNITS)
        assert figures.cells["requests.received.total"] == counted
        assert {state.is_valid for state in work.runs.units(RUN)} == {True}
        assert len(work.submissions.list_selected(RUN)) == len(UNITS)
