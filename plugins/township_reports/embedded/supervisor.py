"""Programs that have to run on: restarted when one ends by itself, ended with everything they started."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import psutil

LOOK_SECONDS = 2
STOP_SECONDS = 20


class SupervisedProcess:
    """A program in a session of its own, so that Ctrl-C reaches only us, and we end all of it in order.

    Its output is added to the file `log`.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._command, self._environment, self.log = list(command), {**os.environ, **environment}, log
        self._process = self._start()

    @property
    def pid(self) -> int:
        """The number of the process, which is its session's as well."""
        return self._process.pid

    def has_ended(self) -> bool:
        """Whether it is over, whoever ended it."""
        return self._process.poll() is not None

    def restart(self) -> None:
        """End what an ended program has left behind, and start it again."""
        terminate_trees([self.pid])
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as stream:
            return subprocess.Popen(  # noqa: S603
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


@contextmanager
def restart_ended(processes: Sequence[SupervisedProcess], pids: Path) -> Iterator[None]:
    """Within the block each program that ends is restarted; the file `pids` tells their numbers."""
    over = Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            for process in processes:
                if process.has_ended():
                    process.restart()
                    write_pids(pids, processes)

    watching = Thread(target=look, daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def write_pids(path: Path, processes: Iterable[SupervisedProcess]) -> None:
    """Write the numbers of the processes, for whoever comes after a start that was killed."""
    path.write_text(" ".join(str(process.pid) for process in processes), encoding="utf-8")


def terminate_trees(pids: Iterable[int], within: float = STOP_SECONDS) -> None:
    """Asks the processes and all that they started to end within so many seconds, then insists."""
    family = {member for pid in pids for member in _with_children(pid)}
    for process in family:
        with suppress(psutil.Error):
            process.terminate()
    for process in psutil.wait_procs(list(family), timeout=within)[1]:
        with suppress(psutil.Error):
            process.kill()


def _with_children(pid: int) -> set[psutil.Process]:
    """Return the process with its children's children, and its session's members, which outlive it."""
    family = {process for process in psutil.process_iter() if _session(process.pid) == pid}
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        family |= {process, *process.children(recursive=True)}
    return family


def _session(pid: int) -> int | None:
    with suppress(OSError):
        return os.getsid(pid)
    return None
