"""Readers that behave in every way a reader may, and what is seen of the processes they run in."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from township_reports.reading.document import Document, Paragraph
from township_reports.reading.isolation import Limits, read_isolated, run_isolated
from township_reports.records.report import SourceLocation, UnreadableReportError

READERS = __name__
TIGHT = Limits(memory=300_000_000, cpu_seconds=1, wall_seconds=2.0)


def well_behaved(data: bytes) -> Document:
    return Document((Paragraph(data.decode(), SourceLocation(line=1)),))


def refusing(data: bytes) -> Document:
    raise UnreadableReportError("请重新报送。")


def failing(data: bytes) -> Document:
    raise ValueError("unexpected mark")


def hoarding(data: bytes) -> Document:
    return Document((Paragraph(str(len(bytearray(2_000_000_000))), SourceLocation()),))


def brooding(data: bytes) -> Document:
    while True:
        data = data[::-1]


def sleeping(data: bytes) -> Document:
    time.sleep(500)
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
    return str(subprocess.Popen(["sleep", "3600"]).pid).encode()


def turned(data: bytes, *others: bytes) -> tuple[bytes, ...]:
    return (data[::-1], *others)


def server_of(data: bytes) -> bytes:
    return str(os.getppid()).encode()


class Foreign:
    """What no answer may name."""


def smuggling(data: bytes) -> object:
    return Foreign()


def endless(data: bytes) -> Document:
    return Document((Paragraph("0" * 2_000_000, SourceLocation()),))


def read(function: str, limits: Limits = TIGHT) -> Document:
    return read_isolated(__name__, function, "正文".encode(), limits)


def the_server() -> psutil.Process:
    return psutil.Process(int(run_isolated(__name__, "server_of", b"", kind=bytes)))


def soon(is_so: Callable[[], bool]) -> bool:
    """Whether something comes about within two minutes; on a busy machine the system takes its time."""
    for _ in range(1200):
        if is_so():
            return True
        time.sleep(0.1)
    return False


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def open_files(process: psutil.Process) -> int:
    return len(list(Path(f"/proc/{process.pid}/fd").iterdir()))
