"""The caller's side: starts the fork server when it is first needed, and asks it.

Forks of the caller ask the same server: every request brings a connection of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import socket
import subprocess
import sys
import threading
import time

from township_reports.sandbox.answers import MOST_ANSWER_BYTES
from township_reports.sandbox.request import HERE, LENGTH, Request

_COMMAND = "from township_reports.sandbox.server import main; main()"
_WITHOUT_THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # or numpy starts some when it is imported
_TRIES = 3
_GRACE = 5.0  # seconds; the server ends a child in time, unless it cannot


def request_answer(request: Request, data: bytes) -> bytes:
    """Return what the child says that is given a request and a file; nothing if it dies first.

    Raises ChildProcessError if no child can be started.
    """
    for _ in range(_TRIES):
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                _THE_SERVER.submit(request, theirs)
            said = _exchange(ours, data, time.monotonic() + request.limits.wall_seconds + _GRACE)
        if said is not None:
            return said
    raise ChildProcessError("the fork server starts no child")


class _ServerProcess:
    """A running fork server, and the connection to it."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._connection = os.fstat(self.control.fileno()).st_ino
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-P", "-c", _COMMAND],  # -P: no module from the working folder
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={**os.environ, **_WITHOUT_THREADS, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,
            )

    def can_be_asked(self) -> bool:
        """Whether the connection is there: a daemon to be closes all its files, and others get their numbers."""
        try:
            return os.fstat(self.control.fileno()).st_ino == self._connection
        except OSError:
            return False

    def end(self) -> None:
        """End it and all its children."""
        if self.can_be_asked():
            self.control.close()
        else:
            self.control.detach()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def share(self) -> None:
        """From now on it is no child of this process, a fork of the one that started it, who alone can wait for it."""
        self._process.returncode = 0


class _ForkServer:
    """The fork server of this process, started when it is first asked and again when it was killed."""

    def __init__(self) -> None:
        self._process: _ServerProcess | None = None
        self._lock = threading.Lock()

    def submit(self, request: Request, connection: socket.socket) -> None:
        """Send a request with the child's end of a connection; raise ChildProcessError if no server starts."""
        message = pickle.dumps(request)
        for _ in range(_TRIES):
            process = self.ensure_running()
            try:
                socket.send_fds(process.control, [message], [connection.fileno()])
                return
            except OSError:
                self._drop(process)
        raise ChildProcessError("the fork server does not start")

    def end(self) -> None:
        """End it if it runs."""
        if self._process:
            self._drop(self._process)

    def share(self) -> None:
        """Return a fork of this process goes on with the same server, which ends when nobody can ask it any more."""
        self._lock = threading.Lock()
        if self._process:
            self._process.share()

    def ensure_running(self) -> _ServerProcess:
        """Return the server, which is started if there is none."""
        with self._lock:
            if self._process and not self._process.can_be_asked():
                self._process.end()
                self._process = None
            if self._process is None:
                self._process = _ServerProcess()
            return self._process

    def _drop(self, process: _ServerProcess) -> None:
        """End a process that is of no use any more; another thread may have done so."""
        with self._lock:
            if self._process is process:
                process.end()
                self._process = None


_THE_SERVER = _ForkServer()
os.register_at_fork(after_in_child=_THE_SERVER.share)
atexit.register(_THE_SERVER.end)


def _exchange(connection: socket.socket, data: bytes, deadline: float) -> bytes | None:
    """Give a child its file and take its answer: None if there never was a child, nothing if it died first."""
    try:
        connection.settimeout(deadline - time.monotonic())
        with contextlib.suppress(ConnectionError):  # it may have died with the file half read
            connection.sendall(data)
        if not _receive(connection, len(HERE), deadline):
            return None
        length = _receive(connection, LENGTH.size, deadline)
        size = LENGTH.unpack(length)[0] if length else 0
        return _receive(connection, size, deadline) if size <= MOST_ANSWER_BYTES else b""
    except TimeoutError:
        return b""


def _receive(connection: socket.socket, size: int, deadline: float) -> bytes:
    """Exactly that many bytes, or none if the other end closes first; raises TimeoutError."""
    buffer = bytearray(size)
    view, at = memoryview(buffer), 0
    while at < size:
        connection.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            count = connection.recv_into(view[at:])
        except ConnectionError:
            return b""
        if not count:
            return b""
        at += count
    return bytes(buffer)
