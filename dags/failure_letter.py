"""Sends a letter to the administrator when a run fails, by Airflow's own notifier, to the addresses the office has set.

The DAG processor calls it once for each run; a run that only waits for red units is no fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from airflow.sdk import Context

ADDRESSES = "county_failure_mail"
CONNECTION = "smtp_default"

# What a run was triggered with is anybody's text: it enters only as a value, escaped, and never as a template.
SUBJECT = "没有完成：{{ failed.name }}（{{ failed.run }}）"
LETTER = """\
<p>Airflow 中的一次运行没有完成：</p>
<table>
<tr><th align="left">流程</th><td>{{ failed.name | e }}（{{ failed.dag_id | e }}）</td></tr>
<tr><th align="left">运行编号</th><td>{{ failed.run | e }}</td></tr>
<tr><th align="left">最后的任务</th><td>{{ failed.task | e }}</td></tr>
</table>
<p>请打开 <a href="{{ failed.address | e }}">{{ failed.address | e }}</a>，
点开红色的任务看日志，日志写明哪里有误、如何处理：</p>
<ul>
<li>“单位结果”为红色：单位未报送、无法读取或有错误，由办公室在“年报汇总”页面处理，属正常情形，不因此发信；</li>
<li>其他任务为红色：按日志处理，再清除（Clear）该任务及其下游，运行会接着进行。</li>
</ul>
<p>收件人在 Airflow 的“管理员”—“变量”中设置：{{ failed.variable }}。</p>
"""


def send_failure_letter(context: Context) -> None:
    """Send the letter to the addresses of the variable, if there are any; Airflow logs what does not go out."""
    from airflow.sdk import Variable

    addresses = [address for one in str(Variable.get(ADDRESSES, default="")).split(",") if (address := one.strip())]
    if not addresses or _waits_for_units(context["run_id"]):
        return
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier

    letter = SmtpNotifier(to=addresses, subject=SUBJECT, html_content=LETTER, smtp_conn_id=CONNECTION)
    letter({**context, "failed": _describe_failure(context)})  # type: ignore[typeddict-unknown-key]


def _waits_for_units(run_key: str) -> bool:
    """Whether the run only ended because a person, or its params, decided to wait for red units: no fault."""
    from township_reports.decisions.sign_off import waits_for_units
    from township_reports.domain.errors import UserFacingError

    try:
        return waits_for_units(run_key)
    except (UserFacingError, OSError):  # not a run of the dataset, or the dataset cannot be reached, which is a fault
        return False


def _describe_failure(context: Context) -> dict[str, str]:
    from airflow.sdk.configuration import conf

    dag, run = context["dag"], context["run_id"]
    last = context.get("ti")
    base = conf.get("api", "base_url", fallback="").rstrip("/")
    return {
        "name": dag.dag_display_name,
        "dag_id": dag.dag_id,
        "run": " ".join(run.split()),  # a line break would end the subject
        "task": last.task.task_display_name if last else "（无）",
        "address": f"{base}/dags/{quote(dag.dag_id)}/runs/{quote(run, safe='')}",
        "variable": ADDRESSES,
    }
