"""A child process bears whatever a reader does; its caller gets a document or a sentence."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import psutil
import pytest
from reading.expected import DOCUMENTS
from township_reports.reading import isolation
from township_reports.reading.document import Document, Grid, GridCell, Paragraph
from township_reports.reading.isolation import Broken, Limits, read_isolated, refuse_endless
from township_reports.reading.registry import read_report
from township_reports.records.report import NotAReport, Place

TIGHT = Limits(memory=300_000_000, cpu_seconds=1, wall_seconds=2.0)
TOO_MUCH = "内存或时间过多"


def well_behaved(data: bytes) -> Document:
    return Document((Paragraph(data.decode(), Place(line=1)),))


def refusing(data: bytes) -> Document:
    raise NotAReport("请重新报送。")


def failing(data: bytes) -> Document:
    raise ValueError("unexpected mark")


def hoarding(data: bytes) -> Document:
    return Document((Paragraph(str(len(bytearray(2_000_000_000))), Place()),))


def brooding(data: bytes) -> Document:
    while True:
        data = data[::-1]


def sleeping(data: bytes) -> Document:
    time.sleep(60)
    return Document(())


def aborting(data: bytes) -> Document:
    os.kill(os.getpid(), signal.SIGABRT)
    return Document(())


def talking(data: bytes) -> Document:
    os.write(1, b"noise")
    os.write(2, b"noise")
    return Document(())


def _read(function: str, limits: Limits = TIGHT) -> Document:
    return read_isolated(__name__, function, "正文".encode(), limits)


def test_a_document_comes_back_whole() -> None:
    assert _read("well_behaved") == well_behaved("正文".encode())


def test_a_refusal_comes_back_as_it_was() -> None:
    with pytest.raises(NotAReport, match=r"^请重新报送。$"):
        _read("refusing")


def test_a_failure_tells_its_stack() -> None:
    with pytest.raises(Broken, match="unexpected mark"):
        _read("failing")


@pytest.mark.parametrize("function", ["hoarding", "brooding", "sleeping", "aborting"])
def test_what_a_child_dies_of_is_told(function: str) -> None:
    begun = time.monotonic()
    with pytest.raises(NotAReport, match=TOO_MUCH):
        _read(function)
    assert time.monotonic() - begun < 5


def test_a_child_says_nothing_in_its_callers_log(capfd: pytest.CaptureFixture[str]) -> None:
    _read("talking")
    assert capfd.readouterr() == ("", "")


def test_children_leave_no_zombies_and_no_open_files() -> None:
    files, children = len(list(Path("/proc/self/fd").iterdir())), psutil.Process().children()
    for _ in range(5):
        _read("well_behaved")
    assert len(list(Path("/proc/self/fd").iterdir())) == files
    assert psutil.Process().children() == children


def test_beside_threads_the_same_is_read_in_a_fresh_interpreter() -> None:
    path = DOCUMENTS / "three_sheets.xlsx"
    alone, done = read_report(path), threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert read_report(path) == alone
    finally:
        done.set()
        thread.join()


def test_a_fresh_interpreter_is_ended_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation.threading, "active_count", lambda: 2)
    with pytest.raises(NotAReport, match=TOO_MUCH):
        read_isolated("subprocess", "getoutput", b"sleep 60", Limits(wall_seconds=0.5))


def test_more_than_understanding_is_worth_is_refused() -> None:
    row = tuple(GridCell("0", Place(), column) for column in range(1_000))
    with pytest.raises(NotAReport, match="内容过多"):
        refuse_endless(Document((Grid((row,) * 40),)))
