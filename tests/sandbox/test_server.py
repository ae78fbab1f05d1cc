"""The fork server outlives whatever happens to its children, and never its caller."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from support.documents.expected import DOCUMENTS
from support.documents.readers import READERS, is_gone, open_files, read, soon, the_server, well_behaved
from township_reports.extraction.api import read_report
from township_reports.extraction.parsers.web import html as web_page
from township_reports.sandbox import client as caller
from township_reports.sandbox import run_isolated


def test_hundreds_of_files_leave_no_zombies_and_no_open_files() -> None:
    server = the_server()
    before = open_files(psutil.Process()), psutil.Process().children()
    of_server = open_files(server)
    for _ in range(500):
        run_isolated(READERS, "turned", b"1", kind=tuple)
    assert (open_files(psutil.Process()), psutil.Process().children()) == before
    assert soon(lambda: len(server.children()) <= 1)  # the one that waits for the next file
    assert soon(lambda: open_files(server) <= of_server + 1)


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
    the_server().kill()  # the next one knows the path
    server = str(the_server().pid).encode()
    importers = [run_isolated("reader_of_a_test", "importer", b"", kind=bytes) for _ in range(8)]
    assert importers[0] != server
    assert (importers[-1] == server) is stays


def test_a_server_that_was_killed_is_replaced() -> None:
    first = the_server()
    first.kill()
    second = the_server()
    assert second.pid != first.pid
    assert is_gone(first.pid)


def test_a_waiting_child_that_was_killed_is_replaced() -> None:
    server = the_server()
    assert soon(lambda: len(server.children()) == 1)
    server.children()[0].kill()
    assert the_server() == server


def test_a_server_that_cannot_start_is_a_fault_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    the_server().kill()
    monkeypatch.setattr(caller, "_COMMAND", "raise SystemExit")
    with pytest.raises(ChildProcessError):
        read_report(DOCUMENTS / "page.html")


def test_threads_read_at_once() -> None:
    names = ["page.html", "three_sheets.xlsx", "tracked_changes.docx"] * 4
    alone = {name: read_report(DOCUMENTS / name) for name in names}
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda name: read_report(DOCUMENTS / name) == alone[name], names)) == [True] * 12


def told_by_a_fork(tell: Callable[[], str]) -> str:
    read_end, write_end = os.pipe()
    fork = os.fork()
    if fork == 0:
        os.write(write_end, tell().encode())
        os._exit(0)
    os.waitpid(fork, 0)
    told = os.read(read_end, 100).decode()
    os.close(read_end)
    os.close(write_end)
    return told


def test_forks_of_the_caller_ask_the_same_server_which_outlives_them() -> None:
    mine = the_server()
    told = told_by_a_fork(lambda: f"{the_server().pid} {read('well_behaved') == well_behaved('正文'.encode())}")
    assert told == f"{mine.pid} True"
    assert the_server() == mine


def test_a_fork_whose_server_was_killed_has_one_of_its_own_until_it_ends() -> None:
    mine = the_server()

    def tell() -> str:
        mine.kill()
        return str(the_server().pid)

    theirs = int(told_by_a_fork(tell))
    assert theirs != mine.pid
    assert soon(lambda: is_gone(theirs))
    assert the_server().pid not in (mine.pid, theirs)


def test_a_file_that_got_the_number_of_the_connection_is_left_alone(tmp_path: Path) -> None:
    """A process that makes a daemon of itself closes all its files."""
    mine, another = the_server(), tmp_path / "another"
    control = caller._THE_SERVER.ensure_running().control.fileno()

    def tell() -> str:
        os.dup2(os.open(another, os.O_CREAT | os.O_WRONLY), control)
        theirs = the_server().pid
        os.write(control, b"kept open")
        return str(theirs)

    theirs = int(told_by_a_fork(tell))
    assert theirs != mine.pid
    assert another.read_bytes() == b"kept open"
    assert the_server() == mine


def test_a_server_outlives_its_starter_while_a_fork_can_ask_it() -> None:
    code = (
        "import os, time\n"
        "from township_reports.sandbox import run_isolated\n"
        f"run_isolated({READERS!r}, 'server_of', b'', kind=bytes)\n"
        "if os.fork(): os._exit(0)\n"
        "time.sleep(0.5)\n"
        f"print(run_isolated({READERS!r}, 'server_of', b'', kind=bytes).decode(), flush=True)\n"
    )
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path)
    server = int(done.stdout)
    assert soon(lambda: is_gone(server))


def test_nothing_outlives_a_caller_that_is_killed(tmp_path: Path) -> None:
    code = (
        "from township_reports.sandbox import run_isolated\n"
        f"print(run_isolated({READERS!r}, 'server_of', b'', kind=bytes).decode(), flush=True)\n"
        f"run_isolated({READERS!r}, 'announced', b'', {str(tmp_path / 'reading')!r}, kind=object)\n"
    )
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=path) as killed:
        assert killed.stdout is not None
        server = psutil.Process(int(killed.stdout.readline()))
        assert soon((tmp_path / "reading").exists)
        family = [server.pid, *(child.pid for child in server.children())]
        killed.kill()
    assert len(family) > 1
    assert soon(lambda: all(map(is_gone, family)))


def test_a_module_of_the_working_folder_is_never_run(tmp_path: Path) -> None:
    (tmp_path / "selectolax.py").write_text("raise SystemExit")
    code = (
        "from township_reports.sandbox import read_isolated\n"
        f"print(len(read_isolated({web_page.__name__!r}, 'parse', b'<p>1', None).blocks))\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
