"""Starts and stops the server of a data folder, whichever process of ours has started it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import psutil

from township_reports.domain.errors import UserFacingError
from township_reports.embedded.postgres_account import Account
from township_reports.embedded.postgres_socket import PORT
from township_reports.storage.postgres_programs import find_server_programs

START_SECONDS = 300
"""How long a server may take that has to recover from a crash first."""
STOP_SECONDS = 60
LOOK_SECONDS = 0.05
PID_LINE, SOCKET_LINE, STATUS_LINE = 0, 4, 7  # of postmaster.pid


class ServerError(UserFacingError):
    """The server did not start, or did not stop; the message carries the end of its log."""


class RunningServer(NamedTuple):
    """A server that runs: its process, and the folder of its socket."""

    pid: int
    socket_folder: Path
    is_ready: bool


def find_server(data: Path) -> RunningServer | None:
    """Find the server that runs on the data folder; None where there is none."""
    with suppress(OSError, IndexError, ValueError, psutil.Error):
        lines = (data / "postmaster.pid").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        pid = int(lines[PID_LINE])
        if str(data) in psutil.Process(pid).cmdline():
            is_ready = len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"
            return RunningServer(pid, Path(lines[SOCKET_LINE]), is_ready)
    return None


def start_server(data: Path, owner: Account, socket_folder: Path) -> None:
    """Start the server and return when it takes connections, at this socket alone; raise ServerError."""
    _remove_stale_locks(data, socket_folder)
    log = data / "log"
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        process = subprocess.Popen(  # noqa: S603
            _command(data, socket_folder),
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
            stdin=subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            cwd="/",
            start_new_session=True,
            **owner.process_options(),
        )
    finally:
        os.close(descriptor)
    Thread(target=process.wait, daemon=True).start()  # else it would stay in the list of processes once it has ended
    deadline = time.monotonic() + START_SECONDS
    while not ((server := find_server(data)) and server.is_ready):
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServerError(f"PostgreSQL 没有启动，日志 {log} 的末尾：\n{_end_of(log)}")
        time.sleep(LOOK_SECONDS)


def stop_server(data: Path) -> None:
    """End the server and every connection to it, and remove a socket's folder of our own; raise ServerError."""
    server = find_server(data)
    for signal_number in (signal.SIGINT, signal.SIGQUIT):  # PostgreSQL's "fast", then its "immediate" shutdown
        if find_server(data) and server:
            os.kill(server.pid, signal_number)
            _wait_for_end(data)
    if find_server(data):
        raise ServerError(f"PostgreSQL 没有停止，日志 {data / 'log'} 的末尾：\n{_end_of(data / 'log')}")
    if server and server.socket_folder != data:
        with suppress(OSError):
            server.socket_folder.rmdir()


def _command(data: Path, socket_folder: Path) -> list[str]:
    """Given here, a setting stands above the same one in the data folder's files, whoever has written them."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "hba_file": str(data / "pg_hba.conf"),
        "ident_file": str(data / "pg_ident.conf"),
        "port": str(PORT),
    }
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return [str(find_server_programs() / "postgres"), "-D", str(data), *words]


def _remove_stale_locks(data: Path, socket_folder: Path) -> None:
    """Remove lock files whose number another program has got since: PostgreSQL would take that for a server."""
    for path in (data / "postmaster.pid", socket_folder / f".s.PGSQL.{PORT}.lock"):
        with suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(path.read_text(encoding="utf-8", errors="surrogateescape").split()[0])
            if psutil.pid_exists(pid) and not _is_postgres(pid):
                path.unlink()


def _is_postgres(pid: int) -> bool:
    with suppress(psutil.Error):
        return psutil.Process(pid).name() == "postgres"
    return False


def _wait_for_end(data: Path) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    while find_server(data) and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)


def _end_of(log: Path) -> str:
    with log.open(encoding="utf-8", errors="replace") as lines:
        return "".join(deque(lines, maxlen=20))
