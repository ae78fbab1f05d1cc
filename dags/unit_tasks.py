"""The tasks of one unit, the same in every DAG that reads or tells units: read what it sent, tell what became of it."""

from __future__ import annotations

from typing import TypedDict

from airflow.sdk import task
from clerk import ClerkMustAct, log, told_to_the_clerk

UNIT_NAME = "{{ task.op_kwargs['unit']['name'] }}"


class UnitOfRun(TypedDict):
    """A reporting unit as it travels between tasks: its code and name, and the key of the run it is read for."""

    run: str
    code: str
    name: str


# The Airflow UI shows a task's docstring, so they speak Chinese.


@task(task_display_name="读取报送材料", map_index_template=UNIT_NAME)
def read_submission(unit: UnitOfRun) -> None:
    """找到该单位的文件，留存原件，读出各数据格；没有变化的文件不重读。"""
    from township_reports.pipeline.read_submission import read_submission

    with told_to_the_clerk():
        log.info(read_submission(unit["run"], unit["code"]))


@task(task_display_name="单位结果", map_index_template=UNIT_NAME)
def submission_result(unit: UnitOfRun) -> None:
    """该单位的结果：绿色为通过；红色为未报送、无法读取或有错误，日志写明如何处理。"""
    from township_reports.pipeline.submission_result import submission_result

    with told_to_the_clerk():
        result = submission_result(unit["run"], unit["code"])
    for line in result.log_lines():
        log.info(line)
    if not result.outcome.is_valid:
        raise ClerkMustAct(f"{unit['name']}：{result.outcome}")


def tell_nameless_files(recognised: dict[str, str], unclaimed: dict[str, str]) -> None:
    """Tells the clerk whose the files are whose names tell no unit, and which are nobody's."""
    for file, unit in recognised.items():
        log.info(f"文件名没有写明单位，按文件内容认定为{unit}的材料：{file}")
    for file, why in unclaimed.items():
        log.warning(f"不知属于哪个单位、没有计入的文件：{file}。{why}")
        log.warning("如是某单位的材料，请把单位的名称写进文件名，再重新触发。")
