"""How units are shared out among tasks."""

from __future__ import annotations

import pytest
from township_reports.runs.task_batches import MOST_ALONE, MOST_TASKS, UnitKey, compute_batch_size, make_task_batches


def units(count: int) -> list[UnitKey]:
    return [UnitKey(code=f"{number:05}", name=f"第{number}镇") for number in range(count)]


def test_each_unit_of_a_county_has_its_own_task() -> None:
    shared = make_task_batches("run", units(MOST_ALONE))
    assert [one["codes"] for one in shared] == [[unit["code"]] for unit in units(MOST_ALONE)]
    assert shared[7] == {"run": "run", "codes": ["00007"], "name": "第7镇"}


@pytest.mark.parametrize("count", [MOST_ALONE + 1, 1_000, 40_000])
def test_many_units_share_tasks(count: int) -> None:
    shared = make_task_batches("run", units(count))
    assert [code for one in shared for code in one["codes"]] == [unit["code"] for unit in units(count)]
    assert len(shared) <= MOST_TASKS
    assert shared[0]["name"] == f"第0镇等{len(shared[0]['codes'])}个单位"
    assert all(one["codes"][0] == f"{at * compute_batch_size(count):05}" for at, one in enumerate(shared))


def test_no_units_no_tasks() -> None:
    assert make_task_batches("run", []) == []
