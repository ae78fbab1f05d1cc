"""The end of a service reaches its children's children; one that dies is begun again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import psutil
from township_reports.embedded.kept_process import SupervisedProcess, restart_ended, terminate_trees
from township_reports.embedded.services import find_free_port

FAMILY = "(sleep 300 & sleep 300) & sleep 300"


def test_children_of_children_end_too() -> None:
    parent = subprocess.Popen(["sh", "-c", FAMILY], start_new_session=True)
    while len(family := psutil.Process(parent.pid).children(recursive=True)) < 3:
        time.sleep(0.05)
    terminate_trees([parent.pid])
    assert [process for process in family if process.is_running()] == []


def test_a_process_that_has_ended_is_no_trouble() -> None:
    done = subprocess.Popen(["true"])
    done.wait()
    terminate_trees([done.pid])


def test_a_killed_program_is_begun_again_without_what_it_left(tmp_path: Path) -> None:
    kept = SupervisedProcess(["sh", "-c", FAMILY], {}, tmp_path / "log")
    first = kept.pid
    while len(left := psutil.Process(first).children(recursive=True)) < 3:
        time.sleep(0.05)
    with restart_ended([kept], tmp_path / "pids"):
        os.kill(first, signal.SIGKILL)
        while kept.pid == first:
            time.sleep(0.05)
    assert [process for process in left if process.is_running()] == []
    assert (tmp_path / "pids").read_text() == str(kept.pid)
    assert not kept.has_ended()
    terminate_trees([kept.pid])


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert find_free_port(port) == port + 10
