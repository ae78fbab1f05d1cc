"""A child process bears whatever a reader does; its caller gets a sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from support.documents.readers import READERS, is_gone, read, soon
from township_reports.domain.report import UnreadableReportError
from township_reports.sandbox import run_isolated

TOO_MUCH = "内存或时间过多"


@pytest.mark.parametrize("function", ["hoarding", "brooding", "sleeping", "aborting", "deaf"])
def test_what_a_child_dies_of_is_told(function: str) -> None:
    with pytest.raises(UnreadableReportError, match=TOO_MUCH):
        read(function)


def test_what_a_child_has_started_ends_with_it() -> None:
    started = int(run_isolated(READERS, "hired", b"", kind=bytes))
    assert soon(lambda: is_gone(started))


def test_a_child_says_nothing_in_its_callers_log(capfd: pytest.CaptureFixture[str]) -> None:
    read("talking")
    assert capfd.readouterr() == ("", "")


def test_a_slow_file_holds_up_no_other() -> None:
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(read, "sleeping")
        read("well_behaved")
        assert not slow.done()
        assert isinstance(slow.exception(), UnreadableReportError)
