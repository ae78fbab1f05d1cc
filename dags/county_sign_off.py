"""The operator that asks the county office what to do about units whose submission did not pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import Param
from clerk import ManualActionRequiredError, log
from county_places import require_own_run

if TYPE_CHECKING:
    from airflow.sdk import Context

REASON = Param("", type="string", title="理由（印入汇总报告）")
GO_ON = "不含未通过单位，继续汇总"
WAIT = "等待补报"
# Airflow keeps the first text of a question when the task is cleared and asks again, so it must name no unit:
# the units stand in the log, written again at each try, and on the page.
PAGE = "/plugin/county-reports/county-reports/runs/{{ run_id | urlencode }}"
QUESTION = f"""有单位的报送材料未通过核对。名单和原因见本任务的“日志”，或“年报汇总”中的[本次汇总]({PAGE})。

* **不含未通过单位，继续汇总**：这些单位及理由会印入汇总报告。
* **等待补报**：不再继续；替换文件后清除该单位的“读取报送材料”任务及其下游，再来决定。"""
WAITING = "已决定等待补报。请替换有问题的文件，再清除（Clear）该单位的“读取报送材料”任务及其下游，汇总会接着进行。"

NO_REASON = "不含未通过单位须写明理由，没有汇总。请清除（Clear）本任务，重新决定并写明理由。"


class SignOffOperator(HITLOperator):
    """Asks only when units are red and the run's parameters have not decided; keeps every decision in the dataset.

    Deciding to wait fails the task, so that nothing is merged until the unit's tasks are cleared.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            subject="有单位未通过核对，如何继续？",
            body=QUESTION,
            options=[GO_ON, WAIT],
            **kwargs,
        )

    def execute(self, context: Context) -> None:
        """Asks, or decides at once; raises ManualActionRequiredError when the decision is to wait."""
        from township_reports.decisions.sign_off import list_open_questions, list_red_units

        run_key, on_failed = context["run_id"], context["params"]["on_failed"]
        with require_own_run(run_key, context["dag"].dag_id):
            red, questions = list_red_units(run_key), list_open_questions(run_key)
        if not red:
            log.info("所有单位均已通过，不需要决定。")
        elif on_failed == "ask":
            for line in questions:
                log.warning(line)
            super().execute(context)
        else:
            self._decide(context, GO_ON if on_failed == "exclude" else WAIT, "运行参数", "")

    def execute_complete(self, context: Context, event: dict[str, Any]) -> None:
        """Take the answer.

        Raises ManualActionRequiredError when it is to wait, or leaves units out without a reason.
        """
        answer = super().execute_complete(context, event)
        person = (answer["responded_by_user"] or {}).get("name") or "未署名"
        option, reason = answer["chosen_options"][0], answer["params_input"].get("reason", "").strip()
        if option == GO_ON and not reason:
            log.error(NO_REASON)
            raise ManualActionRequiredError(NO_REASON)
        self._decide(context, option, person, reason)

    def _decide(self, context: Context, option: str, by: str, reason: str) -> None:
        from township_reports.decisions.sign_off import sign_off

        with require_own_run(context["run_id"], context["dag"].dag_id):
            sign_off(context["run_id"], "exclude" if option == GO_ON else "wait", by=by, reason=reason)
        if option == WAIT:
            log.info(WAITING)
            raise ManualActionRequiredError(option)
        log.info("%s 决定：%s。%s", by, option, reason)
