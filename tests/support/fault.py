"""Faults made on purpose at a chosen place of a step: the step itself, its database and its disk are real."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import reduce, wraps
from importlib import import_module
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import func, select
from support.office import Office
from township_reports.storage.base import Base
from township_reports.storage.engine import connect, open_database

Step = Callable[[], object]
OpenOffice = Callable[[Path], AbstractContextManager[Office]]
FORKS = get_context("forkserver")  # as Airflow does: from a process that has everything and has started no thread
FORKS.set_forkserver_preload(["township_reports.pipeline.preload"])


class Place(NamedTuple):
    """Where in a step: when `module:name` is called for the nth time, before or after its work."""

    name: str
    nth: int = 1
    after: bool = False


@contextmanager
def happening(fault: Step, place: Place) -> Iterator[None]:
    """What happens at a place, once."""
    module, _, name = place.name.partition(":")
    *owners, last = name.split(".")
    owner = reduce(getattr, owners, import_module(module))
    original, calls = getattr(owner, last), count(1)

    @wraps(original)
    def watched(*args: Any, **kwargs: Any) -> Any:
        is_here = next(calls) == place.nth
        if is_here and not place.after:
            fault()
        result = original(*args, **kwargs)
        if is_here and place.after:
            fault()
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, last, watched)
        yield


class Apart:
    """A step in a process of its own that is killed at a place, or waits there to be told to go on."""

    def __init__(
        self, step: Callable[..., object], *args: object, dies: Place | None = None, waits: Place | None = None
    ):
        self.has_come, self._may_go_on = FORKS.Event(), FORKS.Event()
        what = (step, args, dies or waits, None if dies else (self.has_come, self._may_go_on))
        self._process = FORKS.Process(target=_run, args=(dict(os.environ), *what))
        self._process.start()

    def go_on(self) -> None:
        """Lets it go on from where it waits."""
        self._may_go_on.set()

    def ended(self) -> int:
        """Waits for its end; its exit code, or the signal that ended it as a negative number."""
        self._process.join()
        assert self._process.exitcode is not None
        return self._process.exitcode


def _run(
    environment: Mapping[str, str],
    step: Callable[..., object],
    args: tuple[object, ...],
    place: Place | None,
    waiting: tuple[Any, Any] | None,
) -> None:
    os.environ.update(environment)

    def fault() -> None:
        if waiting is None:
            os.kill(os.getpid(), signal.SIGKILL)
        else:
            waiting[0].set()
            waiting[1].wait()

    with happening(fault, place) if place else nullcontext():
        step(*args)


def killed(place: Place, step: Callable[..., object], *args: object) -> None:
    """Runs the step in a process that is killed there as by the kernel or an impatient machine: no clearing up."""
    assert Apart(step, *args, dies=place).ended() == -signal.SIGKILL, f"{place.name} was not reached"


def rows(url: str) -> dict[str, int]:
    """How many rows each table of the dataset has."""
    with connect(open_database(url)) as connection:
        tables = Base.metadata.sorted_tables
        return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
