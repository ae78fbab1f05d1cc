"""Counts the processes that share something: the first starts it, the last one stops it.

The kernel keeps the count as locks on two files, so that a killed process no longer counts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN, flock
from pathlib import Path

from township_reports.embedded.private_file import ONLY_OWNER


@contextmanager
def share_resource(name: Path, start: Callable[[bool], None], stop: Callable[[], None]) -> Iterator[None]:
    """Within the block the shared thing is in use.

    `start` is called on entering, with whether nobody else uses it, `stop` when the last user leaves; never two of
    these calls at once. The locks are on the files `<name>.gate` and `<name>.users`.
    """
    with _opened(name.with_name(f"{name.name}.gate")) as gate, _opened(name.with_name(f"{name.name}.users")) as users:
        with _held(gate):
            start(_is_alone(users))
            flock(users, LOCK_SH)
        try:
            yield
        finally:
            with _held(gate):
                if _is_alone(users):
                    stop()


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, ONLY_OWNER)
    try:
        if os.geteuid() == 0:  # root may use what is another's, and must not lock out that account
            os.fchown(descriptor, path.parent.stat().st_uid, path.parent.stat().st_gid)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _held(descriptor: int) -> Iterator[None]:
    flock(descriptor, LOCK_EX)
    try:
        yield
    finally:
        flock(descriptor, LOCK_UN)


def _is_alone(users: int) -> bool:
    """Whether no other user holds the lock; if so it is ours alone until it is shared or closed."""
    try:
        flock(users, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True
