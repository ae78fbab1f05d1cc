"""How the units of a run are shared out among tasks: each has its own, or where they are many, some tens share one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

MOST_ALONE = 200
"""Units that have a task each: more tasks than that nobody looks through, and Airflow keeps rows for each."""
FEWEST_TOGETHER = 50
MOST_TASKS = 200


class UnitKey(TypedDict):
    """A reporting unit as it travels between the tasks of a run."""

    code: str
    name: str


class TaskBatch(TypedDict):
    """The units of one task as they travel between tasks: the run they are read for, their codes, the task's name."""

    run: str
    codes: list[str]
    name: str


def make_task_batches(run_key: str, units: Sequence[UnitKey]) -> list[TaskBatch]:
    """Make the units in their order, shared out."""
    size = compute_batch_size(len(units))
    shares = (units[first : first + size] for first in range(0, len(units), size))
    return [TaskBatch(run=run_key, codes=[unit["code"] for unit in share], name=_name(share)) for share in shares]


def compute_batch_size(count: int) -> int:
    """How many of so many units one task is for."""
    return 1 if count <= MOST_ALONE else max(FEWEST_TOGETHER, -(-count // MOST_TASKS))


def _name(share: Sequence[UnitKey]) -> str:
    first = share[0]["name"]
    return first if len(share) == 1 else f"{first}等{len(share)}个单位"
