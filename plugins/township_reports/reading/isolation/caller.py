"""The caller's side: starts the fork server when it is first needed, and asks it. Reads no answer."""

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

from township_reports.reading.isolation.answers import MOST_ANSWER_BYTES
from township_reports.reading.isolation.request import HERE, LENGTH, Request

_COMMAND = "from township_reports.reading.isolation.server import main; main()"
_TRIES = 3
_GRACE = 5.0  # seconds; the server ends a child in time, unless it cannot


class _Server:
    """A fork server of this process, and the connection to it."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-P", "-c", _COMMAND],  # -P: no module from the working folder
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def end(self) -> None:
        """Ends it and all its children."""
        self.control.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def disown(self) -> None:
        """Lets go of it in a fork of its caller."""
        self.control.close()
        self._process.returncode = 0  # its end is not ours to wait for


_server: _Server | None = None
_lock = threading.Lock()


def answer(request: Request, data: bytes) -> bytes:
    """What the child says that is given a request and a file; nothing if it dies first.

    Raises ChildProcessError if no child can be started.
    """
    for _ in range(_TRIES):
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                _hand_over(request, theirs)
            said = _exchange(ours, data, time.monotonic() + request.limits.wall_seconds + _GRACE)
        if said is not None:
            return said
    raise ChildProcessError("the fork server starts no child")


def _hand_over(request: Request, connection: socket.socket) -> None:
    """Sends a request to the server; to a new one if there is none or it was killed."""
    message = pickle.dumps(request)
    for _ in range(_TRIES):
        server = _running()
        try:
            socket.send_fds(server.control, [message], [connection.fileno()])
            return
        except ConnectionError:
            _drop(server)
    raise ChildProcessError("the fork server does not start")


def _running() -> _Server:
    global _server
    with _lock:
        if _server is None:
            _server = _Server()
        return _server


def _drop(server: _Server | None) -> None:
    """Ends a server that is of no use any more; another thread may have done so."""
    global _server
    with _lock:
        if server is not None and _server is server:
            server.end()
            _server = None


def _exchange(connection: socket.socket, data: bytes, deadline: float) -> bytes | None:
    """Gives a child its file and takes its answer: None if there never was a child, nothing if it died first."""
    try:
        connection.settimeout(deadline - time.monotonic())
        with contextlib.suppress(ConnectionError):  # it may have died with the file half read
            connection.sendall(data)
        if not _received(connection, len(HERE), deadline):
            return None
        length = _received(connection, LENGTH.size, deadline)
        size = LENGTH.unpack(length)[0] if length else 0
        return _received(connection, size, deadline) if size <= MOST_ANSWER_BYTES else b""
    except TimeoutError:
        return b""


def _received(connection: socket.socket, size: int, deadline: float) -> bytes:
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


def _after_fork() -> None:
    """A fork of this process has a server of its own: what its parent's answers is its parent's."""
    global _server, _lock
    if _server is not None:
        _server.disown()
    _server, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_after_fork)
atexit.register(lambda: _drop(_server))
