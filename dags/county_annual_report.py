"""The annual run of a county: params, mapping over reporting units, order. The steps are township_reports.pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import Param, TriggerRule, dag, task
from clerk import log, log_user_errors
from county_places import ANNUAL_RUN, OF_THE_OFFICE, DagScope, list_dag_scopes, require_own_run
from county_sign_off import REASON, SignOffOperator
from failure_letter import send_failure_letter
from unit_tasks import TaskBatchPayload, log_unmatched_files, read_submission, submission_result

if TYPE_CHECKING:
    from airflow.sdk.types import DagRunProtocol

YEAR = Param(2020, type="integer", minimum=2019, maximum=2100, title="年度", section="汇总参数")
ON_FAILED = Param(
    "ask",
    enum=["ask", "exclude", "wait"],
    title="有单位未通过时",
    section="汇总参数",
    values_display={"ask": "询问", "exclude": "不含这些单位，继续汇总", "wait": "等待补报"},
)
SOURCE = {"type": "string", "title": "报送文件夹", "section": "汇总参数",
          "description": "县的文件夹：内有 county.yaml、units.csv，以及以年度命名的子文件夹"}  # fmt: skip

# The Airflow UI shows a task's docstring, so they speak Chinese.


@task(task_display_name="列出报送单位")
def list_units(params: dict[str, Any], run_id: str, dag_run: DagRunProtocol) -> list[TaskBatchPayload]:
    """读取名册（units.csv），列出应报送的单位；每个单位随后各有一个任务，单位很多时几十个合为一个。"""
    from township_reports.pipeline.open_run import open_run
    from township_reports.runs.task_batches import make_task_batches

    with log_user_errors():
        opened = open_run(run_id, params["source"], params["year"], dag_run.dag_id)
    log_unmatched_files(opened.recognised, opened.unclaimed)
    return [TaskBatchPayload(**portion) for portion in make_task_batches(run_id, opened.units)]


@task(task_display_name="核对勾稽关系", trigger_rule=TriggerRule.ALL_DONE)
def check_reports(run_id: str, dag_run: DagRunProtocol) -> dict[str, int]:
    """按表格的勾稽关系一次核对全部单位的报告，规则见 expectations 文件夹。"""
    from township_reports.pipeline.check_reports import check_reports

    with require_own_run(run_id, dag_run.dag_id):
        return check_reports(run_id)


@task(task_display_name="编制退回修改通知")
def correction_slips(run_id: str, dag_run: DagRunProtocol) -> None:
    """写出退回修改、催报通知和全部核对发现，供办公室寄送。"""
    from township_reports.pipeline.correction_notices import write_correction_notices

    with require_own_run(run_id, dag_run.dag_id):
        notices = write_correction_notices(run_id)
    log.info(f"退回修改通知、催报通知和核对发现写在：{notices[0].parent}")


@task(task_display_name="汇总全县数据")
def merge_county(run_id: str, dag_run: DagRunProtocol) -> None:
    """把通过的报告加总为全县数据，并核对加总是否正确。"""
    from township_reports.pipeline.merge_county import merge_county

    with require_own_run(run_id, dag_run.dag_id):
        merge_county(run_id)


@task(task_display_name="编制汇总报告")
def render_report(run_id: str, dag_run: DagRunProtocol) -> dict[str, str]:
    """编制汇总报告，重新读出逐格核对无误后发布。"""
    from township_reports.pipeline.render_report import render_report

    with require_own_run(run_id, dag_run.dag_id):
        return render_report(run_id)


DOC = """
一次运行汇总一个县一个年度的政府信息公开工作年度报告。

* **红色的单位**：在“单位结果”中点开该单位，日志写明哪里有误、如何处理。
* **单位补报后**：在“年报汇总”看板接收，或放入文件夹，自动重新核对；各任务的颜色是核对当时的，以看板为准，
  在看板上可以更新。报告发布以后才收到的，清除（Clear）该单位的“读取报送材料”任务及其下游。
* **下载**：左侧导航“年报汇总”。
"""


def define_annual_run_dag(place: DagScope) -> None:
    """Define the annual run of an office, which tells the county's folder at each run, or of a county.

    Whose folder it is.
    """
    source = Param(place.source, const=place.source, **SOURCE) if place.source else Param("sample_county", **SOURCE)

    @dag(
        dag_id=place.format_dag_id(ANNUAL_RUN),
        dag_display_name=place.format_title("县级政府信息公开年报汇总"),
        params={"year": YEAR, "source": source, "on_failed": ON_FAILED},
        schedule=None,
        max_active_runs=1,
        on_failure_callback=send_failure_letter,
        doc_md=DOC,
        **OF_THE_OFFICE,
    )
    def tasks() -> None:
        """Return the tasks of the run."""
        units = list_units()
        checked = check_reports()
        results = submission_result.expand(units=units)
        sign_off = SignOffOperator(
            task_id="sign_off",
            task_display_name="领导签批",
            trigger_rule=TriggerRule.ALL_DONE,
            params={"reason": REASON},
        )
        checked >> correction_slips()
        read_submission.expand(units=units) >> checked >> results >> sign_off >> merge_county() >> render_report()

    tasks()


for place in list_dag_scopes(ANNUAL_RUN):
    define_annual_run_dag(place)
