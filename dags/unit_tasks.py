"""The tasks of units, the same in every DAG that reads or tells units: read what they sent, tell what became of it.

A unit has a task of its own, or where they are many, some tens share one (`township_reports.runs.task_batches`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from airflow.sdk import task
from clerk import ManualActionRequiredError, log, log_user_errors

UNIT_NAME = "{{ task.op_kwargs['unit']['name'] }}"
UNITS_NAME = "{{ task.op_kwargs['units']['name'] }}"


class UnitPayload(TypedDict):
    """A reporting unit as it travels between tasks: its code and name, and the key of the run it is read for."""

    run: str
    code: str
    name: str


class TaskBatchPayload(TypedDict):
    """The units of one task as they travel between tasks: the key of the run, their codes, and the task's name."""

    run: str
    codes: list[str]
    name: str


# The Airflow UI shows a task's docstring, so they speak Chinese.


@task(task_display_name="读取报送材料", map_index_template=UNITS_NAME)
def read_submission(units: TaskBatchPayload) -> None:
    """找到单位的文件，留存原件，读出各数据格；没有变化的文件不重读。"""
    from township_reports.pipeline.read_submission import read_submissions

    with log_user_errors():
        for line in read_submissions(units["run"], units["codes"]):
            log.info(line)


@task(task_display_name="单位结果", map_index_template=UNITS_NAME)
def submission_result(units: TaskBatchPayload) -> None:
    """单位的结果：绿色为通过；红色为有单位未报送、无法读取或有错误，日志写明如何处理。"""
    from township_reports.pipeline.submission_result import list_submission_results

    with log_user_errors():
        results = list_submission_results(units["run"], units["codes"])
    for result in results:
        for line in result.log_lines():
            log.info(line)
    red = [f"{result.unit.name}：{result.outcome}" for result in results if not result.outcome.is_valid]
    if red and len(results) > 1:
        log.info(f"以上{len(results)}个单位中{len(red)}个未通过：{'、'.join(red)}。")
    if red:
        raise ManualActionRequiredError("、".join(red))


def find_broken_tasks(states: Mapping[str, str | None], is_red: Sequence[bool]) -> set[str]:
    """Find the tasks of a run that failed for another reason than a red unit.

    Args:
        states: the state of each task instance of the run; `submission_result_0` is the first mapped instance.
        is_red: for each mapped instance, whether one of its units is missing, unreadable or wrong.
    """
    failed = {name for name, state in states.items() if state in ("failed", "upstream_failed")}
    return failed - {f"submission_result_{index}" for index, red in enumerate(is_red) if red}


def log_unmatched_files(recognised: dict[str, str], unclaimed: dict[str, str]) -> None:
    """Tells the clerk whose the files are whose names tell no unit, which are nobody's, and what to do about these."""
    from township_reports.pipeline.submission_result import wrap_lines

    for file, unit in recognised.items():
        log.info(f"文件名没有写明单位，按文件内容认定为{unit}的材料：{file}")
    for file, why in unclaimed.items():
        for line in wrap_lines(f"不知属于哪个单位、没有计入的文件：{file}。{why}"):
            log.warning(line)
