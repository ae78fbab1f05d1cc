"""The end of a service reaches its children's children."""

from __future__ import annotations

import socket
import subprocess
import time

import psutil
from township_reports.embedded.services import end_with_children, free_port

FAMILY = "(sleep 300 & sleep 300) & sleep 300"


def test_children_of_children_end_too() -> None:
    parent = subprocess.Popen(["sh", "-c", FAMILY], start_new_session=True)
    while len(family := psutil.Process(parent.pid).children(recursive=True)) < 3:
        time.sleep(0.05)
    end_with_children([parent.pid])
    assert [process for process in family if process.is_running()] == []


def test_a_process_that_has_ended_is_no_trouble() -> None:
    done = subprocess.Popen(["true"])
    done.wait()
    end_with_children([done.pid])


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert free_port(port) == port + 10
