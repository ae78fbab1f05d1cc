"""A figure that a person enters counts for that file, over every re-run, until it is taken back; the original stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support.office import RUN, Office
from township_reports.decisions.corrections import CorrectionEntry, correct, withdraw
from township_reports.domain.report import Report, Status
from township_reports.domain.submission import Outcome
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset

RECEIVED = "requests.received.natural_person"
ENTRY = CorrectionEntry(RECEIVED, "", "王五", "与纸质原件核对", datetime(2022, 1, 20, 9, tzinfo=UTC))


def report_of(code: str, run: str = RUN) -> Report:
    with get_dataset().transaction() as work:
        return work.submissions.load_selected_reports(run)[code]


@pytest.fixture
def wrong(office: Office) -> Office:
    """In 城关镇's report one figure is too large by one."""
    office.send_all()
    office.send("01", {RECEIVED: int(office.received_figure("01", RECEIVED)) + 1})
    assert office.check() == {Outcome.HAS_ERRORS: 1, Outcome.ACCEPTED: 2}
    return office


@pytest.fixture
def entry(wrong: Office) -> CorrectionEntry:
    """The right figure, entered."""
    return ENTRY._replace(text=str(wrong.received_figure("01", RECEIVED)))


def test_an_entered_figure_counts_over_every_rerun_and_the_raw_text_stays(
    wrong: Office, entry: CorrectionEntry
) -> None:
    found = report_of("01").cells[RECEIVED]
    assert correct(RUN, "01", entry).endswith(f"更正为{entry.text}。")
    assert wrong.check() == {Outcome.ACCEPTED: 3}
    assert wrong.check("run 2") == {Outcome.ACCEPTED: 3}
    cell = report_of("01", "run 2").cells[RECEIVED]
    assert (cell.value, cell.status, cell.raw) == (int(entry.text), Status.ENTERED, found.raw)


def test_it_is_a_version_of_its_own_beside_the_one_that_was_read(wrong: Office, entry: CorrectionEntry) -> None:
    correct(RUN, "01", entry)
    wrong.check()
    with get_dataset().transaction() as work:
        [corrected] = work.submissions.list_received(RUN)["01"]
    assert corrected.version == 2


def test_taken_back_the_file_counts_as_it_was_read(wrong: Office, entry: CorrectionEntry) -> None:
    correct(RUN, "01", entry)
    withdraw(RUN, "01", RECEIVED)
    assert wrong.check() == {Outcome.HAS_ERRORS: 1, Outcome.ACCEPTED: 2}
    with pytest.raises(PreconditionFailedError, match="没有更正可以撤销"):
        withdraw(RUN, "01", RECEIVED)


def test_another_file_of_the_unit_is_not_touched_by_it(wrong: Office, entry: CorrectionEntry) -> None:
    correct(RUN, "01", entry._replace(text="4321"))
    wrong.send("01")
    assert wrong.check() == {Outcome.ACCEPTED: 3}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"text": "三十"}, "不是数字"),
        ({"text": ""}, "不是数字"),
        ({"reason": " "}, "请写明更正的理由"),
        ({"entered_by": ""}, "更正人"),
        ({"cell": "requests.nowhere"}, "没有数据格"),
    ],
)
def test_what_cannot_be_entered_is_refused_with_the_reason(
    entry: CorrectionEntry, change: dict[str, str], why: str
) -> None:
    with pytest.raises(PreconditionFailedError, match=why):
        correct(RUN, "01", entry._replace(**change))


def test_without_a_report_there_is_nothing_to_correct(office: Office) -> None:
    office.check()
    with pytest.raises(PreconditionFailedError, match="填报工作簿"):
        correct(RUN, "01", ENTRY._replace(text="1"))
