"""Runs a piece of a test as another account of this machine, in a forked process, wherever Python itself may lie."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection

import psycopg
import pytest

FORKS = get_context("fork")
SECONDS = 120

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 能换成别的账号，跳过")


def run_as(name: str, action: Callable[[], object]) -> str:
    """What the action gives when the account does it, or `<class of the exception>: <message>`."""
    ours, theirs = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_act, args=(pwd.getpwnam(name), action, theirs))
    process.start()
    assert ours.poll(SECONDS), "no answer"
    told = str(ours.recv())
    process.join()
    return told


def _act(person: pwd.struct_passwd, action: Callable[[], object], answer: Connection) -> None:
    os.setgroups([])
    os.setgid(person.pw_gid)
    os.setuid(person.pw_uid)
    os.chdir("/")
    try:
        answer.send(str(action()))
    except Exception as problem:
        answer.send(f"{type(problem).__name__}: {problem}")


def run_program(**place: str) -> str:
    """The attack: makes the server run a program; tells as whom."""
    with psycopg.connect(**place, dbname="postgres", connect_timeout=10) as connection:
        connection.execute("create temporary table told (line text)")
        connection.execute("copy told from program 'whoami'")
        return str(connection.execute("select line from told").fetchall())
