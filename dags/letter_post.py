"""How a letter goes out by e-mail: through the connection smtp_default that the office has set in Airflow."""

from __future__ import annotations

import smtplib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from clerk import ManualActionRequiredError, log

if TYPE_CHECKING:
    from township_reports.notices.notices import NoticeLetter

CONNECTION = "smtp_default"
WHERE = f"请管理员在 Airflow 的“管理员”—“连接”中核对 {CONNECTION}（类型 SMTP：服务器、端口、发件地址、用户名和口令）"


def send_letter(letter: NoticeLetter) -> None:
    """Send the letter as an HTML mail with its Word document.

    Raises ManualActionRequiredError when it does not go out.
    """
    from airflow.providers.smtp.hooks.smtp import SmtpHook
    from airflow.sdk.exceptions import AirflowException

    _require_sender(letter)
    with TemporaryDirectory() as folder:
        document = Path(folder) / letter.file_name
        document.write_bytes(letter.document)
        try:
            with SmtpHook(CONNECTION) as hook:
                hook.send_email_smtp(
                    to=letter.address, subject=letter.title, html_content=letter.html, files=[str(document)]
                )
        except (OSError, smtplib.SMTPException, AirflowException) as problem:
            log.error(f"{letter.unit}：邮件没有寄出（{problem}）。{WHERE}，再寄一次；或下载通知另行送达。")
            raise ManualActionRequiredError(letter.unit) from problem


def _require_sender(letter: NoticeLetter) -> None:
    """Raise ManualActionRequiredError when no connection is set, or it tells no address to send from."""
    from airflow.sdk import BaseHook
    from airflow.sdk.exceptions import AirflowNotFoundException

    try:
        sender = BaseHook.get_connection(CONNECTION).extra_dejson.get("from_email")
    except AirflowNotFoundException:
        sender = None
    if not sender:
        log.error(f"{letter.unit}：没有寄出，还没有设置邮件服务器或发件地址。{WHERE}；或下载通知另行送达。")
        raise ManualActionRequiredError(letter.unit)
