"""The check of files as they arrive: reads the units they are from, checks the county again, tells each unit's result.

The annual run opens a run; this keeps it up to date until its report is released, without anybody's click.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import Asset, AssetWatcher, Param, TriggerRule, dag, task
from clerk import ManualActionRequiredError, log, log_user_errors
from county_arrivals_trigger import CountyFolderTrigger
from county_places import ANNUAL_RUN, ARRIVALS, OF_THE_OFFICE, DagScope, list_dag_scopes, require_own_run
from failure_letter import send_failure_letter
from unit_tasks import TaskBatchPayload, find_broken_tasks, log_unmatched_files, read_submission, submission_result

if TYPE_CHECKING:
    from airflow.sdk.types import DagRunProtocol, RuntimeTaskInstanceProtocol

PARAMS = {
    "run_key": Param("", type="string", title="汇总编号", section="核对范围",
                     description="年度汇总的运行编号；由文件到达自动触发时不用填"),
    "units": Param([], type="array", items={"type": "string"}, title="单位编码", section="核对范围",
                   description="每行一个；留空为全部单位"),
}  # fmt: skip
TRIES_WHILE_READING = 60


@task(task_display_name="列出有变化的单位", retries=TRIES_WHILE_READING)
def list_changed(
    params: dict[str, Any], triggering_asset_events: Any, dag_run: DagRunProtocol
) -> list[TaskBatchPayload]:
    """列出文件有变化的单位，包括文件名没有写明单位、按内容认定的；年度汇总正在读取时等它读完。"""
    from township_reports.intake.revalidation import plan_revalidation
    from township_reports.runs.task_batches import make_task_batches

    asked: dict[str, set[str]] = {params["run_key"]: set(params["units"])} if params["run_key"] else {}
    for events in triggering_asset_events.values():
        for event in events:
            change = event.extra["payload"]
            asked.setdefault(change["run_key"], set()).update(change["units"])
    changed: list[TaskBatchPayload] = []
    for run_key, codes in asked.items():
        with require_own_run(run_key, dag_run.dag_id, ARRIVALS):
            found = plan_revalidation(run_key, sorted(codes), by_hand=bool(params["run_key"]))
        log_unmatched_files(found.recognised, found.unclaimed)
        changed += [TaskBatchPayload(**portion) for portion in make_task_batches(run_key, found.units)]
    log.info(f"重新核对：{'、'.join(units['name'] for units in changed) or '没有单位'}。")
    return changed


@task(task_display_name="核对勾稽关系", trigger_rule=TriggerRule.ALL_DONE)
def check_reports(units: list[TaskBatchPayload] | None) -> None:
    """按表格的勾稽关系一次核对全县的报告，规则见 expectations 文件夹。"""
    from township_reports.pipeline.check_reports import check_reports

    for run_key in list_run_keys(units):
        with log_user_errors():
            check_reports(run_key)


@task(task_display_name="编制退回修改通知")
def correction_slips(units: list[TaskBatchPayload] | None) -> None:
    """按新的核对结果重写退回修改、催报通知和全部核对发现。"""
    from township_reports.pipeline.correction_notices import write_correction_notices

    for run_key in list_run_keys(units):
        with log_user_errors():
            notices = write_correction_notices(run_key)
        log.info(f"退回修改通知、催报通知和核对发现写在：{notices[0].parent}")


@task(task_display_name="核对完成", trigger_rule=TriggerRule.ALL_DONE)
def conclude(units: list[TaskBatchPayload] | None, ti: RuntimeTaskInstanceProtocol) -> None:
    """红色的单位是核对的结果，不是故障：只有某一步没有做完，这次运行才算失败。"""
    from township_reports.decisions.sign_off import list_red_units

    red = {(run_key, unit["code"]) for run_key in list_run_keys(units) for unit in list_red_units(run_key)}
    is_red = [any((some["run"], code) in red for code in some["codes"]) for some in units or ()]
    states = ti.get_task_states(dag_id=ti.dag_id, run_ids=[ti.run_id]).get(ti.run_id, {})
    if broken := sorted(find_broken_tasks(states, is_red) - {ti.task_id}):
        log.error(f"没有做完的任务：{'、'.join(broken)}。请看其日志，处理后清除（Clear）该任务及其下游。")
        raise ManualActionRequiredError("、".join(broken))
    log.info(f"已核对；其中{sum(is_red)}个未通过，请按各单位的日志处理。" if any(is_red) else "已核对，全部通过。")


def list_run_keys(units: list[TaskBatchPayload] | None) -> list[str]:
    """List the runs of which something has changed."""
    return sorted({some["run"] for some in units or ()})


DOC = """
报送文件到达后自动核对：文件放进县的文件夹（或在“年报汇总”页面放入），一分钟内重新读取该单位、核对全县，得出结果。

* 只管已经核对过、还没有发布报告的那一次年度汇总；年度汇总正在读取时，等它读完。
* **红色的单位**：在“单位结果”中点开该单位，日志写明哪里有误、如何处理。
* 全部通过后，回到“县级政府信息公开年报汇总”签批。
"""


def define_arrivals_dag(place: DagScope) -> None:
    """Define the check of what arrives for the runs of one office or county."""
    watcher = AssetWatcher(
        name=f"county_folders_watcher{place.suffix}", trigger=CountyFolderTrigger(place.format_dag_id(ANNUAL_RUN))
    )

    @dag(
        dag_id=place.format_dag_id(ARRIVALS),
        dag_display_name=place.format_title("收件核对"),
        params=PARAMS,
        schedule=[Asset(f"county_folders{place.suffix}", watchers=[watcher])],
        max_active_runs=1,
        on_failure_callback=send_failure_letter,
        doc_md=DOC,
        **OF_THE_OFFICE,
    )
    def tasks() -> None:
        """Return the tasks of the check."""
        changed = list_changed()
        checked, concluded = check_reports(changed), conclude(changed)
        read_submission.expand(units=changed) >> checked >> submission_result.expand(units=changed) >> concluded
        checked >> correction_slips(changed) >> concluded

    tasks()


for place in list_dag_scopes(ARRIVALS):
    define_arrivals_dag(place)
