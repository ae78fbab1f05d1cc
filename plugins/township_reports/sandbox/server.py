"""The fork server: a small process without threads that forks a child for every file.

It keeps what readers import and one child waiting, so that a file waits for neither; it ends children that live too
long together with all they have started, and ends itself when its caller closes the connection or dies.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import socket
import sys
import time
from importlib import import_module
from typing import NamedTuple, NoReturn

from township_reports.sandbox import child
from township_reports.sandbox.request import MOST_REQUEST_BYTES, Request


def main() -> None:
    """Serve the requests that come through standard input."""
    control = socket.socket(fileno=os.dup(0))
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    gc.disable()  # a collection in a child would copy the pages it shares with this process
    _ChildServer(control).serve()


class _WaitingChild(NamedTuple):
    """A child that waits for its request, and the way to give it one."""

    pid: int
    line: socket.socket


class _BusyChild(NamedTuple):
    """A child with a file: the module that reads it, and when it is ended if it still lives."""

    module: str
    deadline: float


class _ChildServer:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._waiting: _WaitingChild | None = None
        self._busy: dict[int, _BusyChild] = {}
        self._light: set[str] = set()
        self._last_module = ""
        self._wake, self._alarm = os.pipe()
        for end in (self._wake, self._alarm):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._alarm)

    def serve(self) -> None:
        """Give every request a child until the caller is gone; then ends those that are left."""
        try:
            is_wanted = True
            while is_wanted:
                ready, _, _ = select.select([self._control.fileno(), self._wake], [], [], self._select_timeout())
                if self._control.fileno() in ready:
                    is_wanted = self._take_request()
                if self._wake in ready:
                    os.read(self._wake, 4096)
                    self._reap()
                self._kill_overdue()
        finally:
            self._discard()
            for pid in self._busy:
                _end(pid)

    def _take_request(self) -> bool:
        """Hands one request to the waiting child; False if there will be none any more."""
        try:
            message, ends, _, _ = socket.recv_fds(self._control, MOST_REQUEST_BYTES, 1)
        except ConnectionError:
            return False
        if not message:
            return False
        request: Request = pickle.loads(message)  # noqa: S301  # written by our caller
        if request.module in self._light and request.module not in sys.modules:
            self._import(request.module)
        self._last_module = request.module
        with socket.socket(fileno=ends[0]), contextlib.suppress(OSError):  # the caller sees that nobody has taken it
            waiting = self._waiting or self._fork()
            socket.send_fds(waiting.line, [message], ends)
            waiting.line.close()
            self._busy[waiting.pid] = _BusyChild(request.module, time.monotonic() + request.limits.wall_seconds)
        self._waiting = None
        return True

    def _fork(self) -> _WaitingChild:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            pid = os.fork()
            if pid == 0:
                self._run_child(ours, theirs)
        return _WaitingChild(pid, ours)

    def _run_child(self, ours: socket.socket, theirs: socket.socket) -> NoReturn:
        """Run what a child does; nothing of what belongs to the server."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for end in (self._control.detach(), self._wake, self._alarm, ours.detach()):
                os.close(end)
            child.warm_up(self._last_module)
            os._exit(child.run_child(theirs))
        finally:
            os._exit(0)

    def _import(self, module: str) -> None:
        """Import a module for all children to come; a child has done so before without harm."""
        self._discard()
        with contextlib.suppress(Exception):
            import_module(module)
        gc.freeze()

    def _discard(self) -> None:
        if self._waiting:
            self._waiting.line.close()  # it ends when nobody can ask it any more
            self._waiting = None

    def _select_timeout(self) -> float | None:
        first = min((child.deadline for child in self._busy.values()), default=None)
        return None if first is None else max(0.0, first - time.monotonic())

    def _kill_overdue(self) -> None:
        now = time.monotonic()
        for pid, late in self._busy.items():
            if late.deadline <= now:
                _end(pid)
                self._busy[pid] = late._replace(deadline=now + 1)  # until it is buried

    def _reap(self) -> None:
        """Take leave of dead children; what they have started is ended while nobody else can have their numbers."""
        with contextlib.suppress(ChildProcessError):  # there is none
            while dead := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                _end(dead.si_pid)
                os.waitpid(dead.si_pid, 0)
                done = self._busy.pop(dead.si_pid, None)
                if done and dead.si_code == os.CLD_EXITED and dead.si_status == child.LIGHT:
                    self._light.add(done.module)
                if self._waiting and self._waiting.pid == dead.si_pid:
                    self._discard()
        with contextlib.suppress(OSError):  # no room for one more now
            self._waiting = self._waiting or self._fork()


def _end(pid: int) -> None:
    """End a child and all it has started."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
