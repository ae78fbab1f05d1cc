"""A child process bears whatever a reader does; its caller gets an answer or a sentence."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from reading.expected import DOCUMENTS
from township_reports.reading.document import NOWHERE, Document, Grid, GridCell, Paragraph
from township_reports.reading.formats import web_page
from township_reports.reading.isolation import Broken, Limits, caller, read_isolated, refuse_endless, run_isolated
from township_reports.reading.isolation.answers import packed, unpacked
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


def deaf(data: bytes) -> Document:
    for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
    return sleeping(data)


def announced(data: bytes, path: str) -> None:
    Path(path).touch()
    deaf(data)


def aborting(data: bytes) -> Document:
    os.kill(os.getpid(), signal.SIGABRT)
    return Document(())


def talking(data: bytes) -> Document:
    os.write(1, b"noise")
    os.write(2, b"noise")
    return Document(())


def hired(data: bytes) -> bytes:
    """Starts a program that goes on, and tells its number."""
    return str(subprocess.Popen(["sleep", "60"]).pid).encode()


def turned(data: bytes, *others: bytes) -> tuple[bytes, ...]:
    return (data[::-1], *others)


def server_of(data: bytes) -> bytes:
    return str(os.getppid()).encode()


class Foreign:
    """What no answer may name."""


def smuggling(data: bytes) -> object:
    return Foreign()


def endless(data: bytes) -> Document:
    return Document((Paragraph("0" * 2_000_000, Place()),))


def _read(function: str, limits: Limits = TIGHT) -> Document:
    return read_isolated(__name__, function, "正文".encode(), limits)


def _server() -> psutil.Process:
    return psutil.Process(int(run_isolated(__name__, "server_of", b"", kind=bytes)))


def _soon(is_so: Callable[[], bool]) -> bool:
    """Whether something comes about within a few seconds."""
    for _ in range(100):
        if is_so():
            return True
        time.sleep(0.05)
    return False


def _is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def _open_files(process: psutil.Process) -> int:
    return len(list(Path(f"/proc/{process.pid}/fd").iterdir()))


def test_a_document_comes_back_whole() -> None:
    assert _read("well_behaved") == well_behaved("正文".encode())


def test_every_record_comes_back_as_it_was() -> None:
    place = Place(1, 2, 3, 4, "表", 5, (0.0, 1.0, 2.0, 3.0))
    grid = Grid(((GridCell("0", place, 3, "是错误值", 0.5),),), exact=False, sheet="表")
    document = Document((Paragraph("一", NOWHERE, ends_row=True), grid), ("说明",))
    assert unpacked(packed(document)) == document


def test_other_answers_and_arguments() -> None:
    assert run_isolated(__name__, "turned", b"12", b"3", kind=tuple) == (b"21", b"3")


def test_a_hundred_megabytes_there_and_back() -> None:
    data = b"12" * 50_000_000
    assert run_isolated(__name__, "turned", data, kind=tuple) == (data[::-1],)


def test_a_refusal_comes_back_as_it_was() -> None:
    with pytest.raises(NotAReport, match=r"^请重新报送。$"):
        _read("refusing")


@pytest.mark.parametrize(("function", "why"), [("failing", "unexpected mark"), ("no_such", "no_such")])
def test_a_failure_tells_its_stack(function: str, why: str) -> None:
    with pytest.raises(Broken, match=why):
        _read(function)


@pytest.mark.parametrize("function", ["hoarding", "brooding", "sleeping", "aborting", "deaf"])
def test_what_a_child_dies_of_is_told(function: str) -> None:
    begun = time.monotonic()
    with pytest.raises(NotAReport, match=TOO_MUCH):
        _read(function)
    assert time.monotonic() - begun < 60


def test_what_a_child_has_started_ends_with_it() -> None:
    started = int(run_isolated(__name__, "hired", b"", kind=bytes))
    assert _soon(lambda: _is_gone(started))


def test_a_child_says_nothing_in_its_callers_log(capfd: pytest.CaptureFixture[str]) -> None:
    _read("talking")
    assert capfd.readouterr() == ("", "")


def test_an_answer_of_another_kind_is_refused() -> None:
    with pytest.raises(Broken, match="instead of a Document"):
        _read("server_of")


def test_an_answer_names_no_class_but_the_known() -> None:
    with pytest.raises(Broken, match=r"test_isolation\.Foreign"):
        run_isolated(__name__, "smuggling", b"", kind=object)


@pytest.mark.parametrize(
    "answer",
    [b"", b"cos\nsystem\n(S'true'\ntR.", pickle.dumps(os.system), pickle.dumps({"a": 1})[:-3], b"\x80\x05\xff."],
)
def test_an_answer_made_by_a_hostile_file_does_nothing(answer: bytes) -> None:
    with pytest.raises(Broken):
        unpacked(answer)


def test_more_than_understanding_is_worth_is_refused() -> None:
    row = tuple(GridCell("0", Place(), column) for column in range(1_000))
    with pytest.raises(NotAReport, match="内容过多"):
        refuse_endless(Document((Grid((row,) * 40),)))
    with pytest.raises(NotAReport, match="内容过多"):
        _read("endless")


def test_hundreds_of_files_leave_no_zombies_and_no_open_files() -> None:
    server = _server()
    before = _open_files(psutil.Process()), psutil.Process().children()
    of_server = _open_files(server)
    for _ in range(500):
        run_isolated(__name__, "turned", b"1", kind=tuple)
    assert (_open_files(psutil.Process()), psutil.Process().children()) == before
    assert _soon(lambda: len(server.children()) <= 1)  # the one that waits for the next file
    assert _soon(lambda: _open_files(server) <= of_server + 1)


READER = """
import os
from pathlib import Path
IMPORTED_BY = os.getpid()
def importer(data): return str(IMPORTED_BY).encode()
"""
THREAD = """
import threading, time
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""


@pytest.mark.parametrize(("source", "stays"), [(READER, True), (THREAD + READER, False)])
def test_what_starts_no_thread_stays_in_the_server(
    source: str, stays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reader_of_a_test.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    _server().kill()  # the next one knows the path
    server = str(_server().pid).encode()
    importers = [run_isolated("reader_of_a_test", "importer", b"", kind=bytes) for _ in range(8)]
    assert importers[0] != server
    assert (importers[-1] == server) is stays


def test_a_server_that_was_killed_is_replaced() -> None:
    first = _server()
    first.kill()
    second = _server()
    assert second.pid != first.pid
    assert _is_gone(first.pid)


def test_a_waiting_child_that_was_killed_is_replaced() -> None:
    server = _server()
    assert _soon(lambda: len(server.children()) == 1)
    server.children()[0].kill()
    assert _server() == server


def test_a_server_that_cannot_start_is_a_fault_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    _server().kill()
    monkeypatch.setattr(caller, "_COMMAND", "raise SystemExit")
    with pytest.raises(ChildProcessError):
        read_report(DOCUMENTS / "page.html")


def test_threads_read_at_once() -> None:
    names = ["page.html", "three_sheets.xlsx", "tracked_changes.docx"] * 4
    alone = {name: read_report(DOCUMENTS / name) for name in names}
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda name: read_report(DOCUMENTS / name) == alone[name], names)) == [True] * 12


def test_a_slow_file_holds_up_no_other() -> None:
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(_read, "sleeping")
        _read("well_behaved")
        assert not slow.done()
        assert isinstance(slow.exception(), NotAReport)


def test_a_fork_of_the_caller_has_a_server_of_its_own() -> None:
    mine = _server()
    read_end, write_end = os.pipe()
    fork = os.fork()
    if fork == 0:
        os.write(write_end, f"{_server().pid} {_read('well_behaved') == well_behaved('正文'.encode())}".encode())
        os._exit(0)
    os.waitpid(fork, 0)
    theirs, is_right = os.read(read_end, 100).decode().split()
    os.close(read_end)
    os.close(write_end)
    assert is_right == "True"
    assert int(theirs) != mine.pid
    assert _soon(lambda: _is_gone(int(theirs)))
    assert _server() == mine


def test_nothing_outlives_a_caller_that_is_killed(tmp_path: Path) -> None:
    code = (
        "from township_reports.reading.isolation import run_isolated\n"
        f"print(run_isolated({__name__!r}, 'server_of', b'', kind=bytes).decode(), flush=True)\n"
        f"run_isolated({__name__!r}, 'announced', b'', {str(tmp_path / 'reading')!r}, kind=object)\n"
    )
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=path) as killed:
        assert killed.stdout is not None
        server = psutil.Process(int(killed.stdout.readline()))
        assert _soon((tmp_path / "reading").exists)
        family = [server.pid, *(child.pid for child in server.children())]
        killed.kill()
    assert len(family) > 1
    assert _soon(lambda: all(map(_is_gone, family)))


def test_a_module_of_the_working_folder_is_never_run(tmp_path: Path) -> None:
    (tmp_path / "selectolax.py").write_text("raise SystemExit")
    code = (
        "from township_reports.reading.isolation import read_isolated\n"
        f"print(len(read_isolated({web_page.__name__!r}, 'parse', b'<p>1', None).blocks))\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
