"""The sending of letters: what goes back to units and reminders, by e-mail, only when a person has ordered it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import Param, dag, task
from clerk import ManualActionRequiredError, log, log_user_errors
from county_places import NOTICES, OF_THE_OFFICE, DagScope, list_dag_scopes, require_own_run
from letter_post import send_letter
from unit_tasks import UNIT_NAME, UnitPayload

if TYPE_CHECKING:
    from airflow.sdk.types import DagRunProtocol

PARAMS = {
    "run_key": Param("", type="string", minLength=1, title="汇总编号", section="寄送",
                     description="年度汇总的运行编号"),
    "units": Param([], type="array", items={"type": "string"}, minItems=1, title="单位编码", section="寄送",
                   description="寄给哪些单位，每行一个"),
    "kind": Param("退回修改通知", enum=["退回修改通知", "催报通知"], title="寄什么", section="寄送"),
}  # fmt: skip


@task(task_display_name="列出收件单位")
def list_recipients(params: dict[str, Any], dag_run: DagRunProtocol) -> list[UnitPayload]:
    """列出要寄给的单位；只有人点了寄送才寄。"""
    from township_reports.notices.notices import list_recipients

    if not dag_run.triggering_user_name:
        log.error("没有寄出：通知只由人在界面上点寄送，不会自动寄。")
        raise ManualActionRequiredError("triggered by nobody")
    with require_own_run(params["run_key"], dag_run.dag_id, NOTICES):
        units = list_recipients(params["run_key"], params["units"])
    log.info(f"{dag_run.triggering_user_name} 寄送{params['kind']}：{'、'.join(unit['name'] for unit in units)}。")
    return [UnitPayload(run=params["run_key"], **unit) for unit in units]


# no retries: whether a mail that failed half-way has gone out is for a person to find out
@task(task_display_name="寄送通知", map_index_template=UNIT_NAME, retries=0)
def send_notice(unit: UnitPayload, params: dict[str, Any], dag_run: DagRunProtocol) -> None:
    """把该单位的通知寄到名册上的邮箱，记下何时由谁寄出；红色为没有寄出，日志写明原因。"""
    from township_reports.intake.arrivals import BEIJING
    from township_reports.notices.notices import NoticeOrder, send_notice

    by, day = dag_run.triggering_user_name or "", dag_run.run_after.astimezone(BEIJING).date()
    order = NoticeOrder(params["kind"], by, batch=dag_run.run_id, day=day)
    with log_user_errors():
        log.info(send_notice(unit["run"], unit["code"], order, send_letter))


DOC = """
把退回修改通知、催报通知寄到各单位的邮箱。**只有人点了才寄**；寄给谁、何时、由谁寄出，都有记录。

* 邮箱写在名册 `units.csv` 的 `email` 列；邮件服务器在“管理员”—“连接”中设置：名称 `smtp_default`，类型 SMTP，
  “From email”（发件地址）必填。
* 通知按该单位现在的核对结果编制，写明寄送当日的日期，不编发文字号，Word 文件作为附件。
* **红色的单位**没有寄出，日志写明原因；改好后再寄一次。
"""


def define_notices_dag(place: DagScope) -> None:
    """Define the sending of the letters of one office or county."""

    @dag(
        dag_id=place.format_dag_id(NOTICES),
        dag_display_name=place.format_title("寄送通知"),
        params=PARAMS,
        schedule=None,
        doc_md=DOC,
        **OF_THE_OFFICE,
    )
    def tasks() -> None:
        """Return the tasks of the sending."""
        send_notice.expand(unit=list_recipients())

    tasks()


for place in list_dag_scopes(NOTICES):
    define_notices_dag(place)
