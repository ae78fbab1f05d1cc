"""The letters that go to units: each made from what its unit's report is now, and who was informed of what and when.

Nothing is sent here: who sends gives the way (`post`), and only a letter that went is kept as stated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from township_reports.domain.correction_notice import NoticeKind, choose_notice_kind
from township_reports.domain.run import Notice, UnitState
from township_reports.intake.current_roster import get_current_roster
from township_reports.notices.run_notices import list_run_notices
from township_reports.rendering.render_notice import format_notice_name, render_notice
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset, get_file_store
from township_reports.runs.task_batches import UnitKey

KINDS = {
    "退回修改通知": (NoticeKind.RETURNED, NoticeKind.UNREADABLE),
    "催报通知": (NoticeKind.REMINDED,),
}
"""What a person may order, with the letters it covers."""
RETURNING = KINDS["退回修改通知"]
LEFT_OPEN = re.compile("【待填：(.*?)】")


@dataclass(frozen=True)
class NoticeLetter:
    """A letter to one unit: the page, the Word document with its name, and where to (empty: no address is known)."""

    kind: NoticeKind
    unit: str
    title: str
    html: str
    file_name: str
    document: bytes
    address: str
    submission: int | None


@dataclass(frozen=True)
class NoticeOrder:
    """A person's order to send: what, by whom, on which day; `batch` names it, so that it is carried out once."""

    kind: str
    ordered_by: str
    batch: str
    day: date


@dataclass(frozen=True)
class UnitNotices:
    """The letters that went to a unit, the first first, and how often its report was returned.

    `is_returned` tells that the file which counts now is one that was returned: nothing newer has come.
    """

    notices: tuple[Notice, ...]
    times_returned: int
    is_returned: bool


def choose_notice(state: UnitState) -> str | None:
    """Choose what a person may order for a unit as it stands; None where it has not been checked or needs no letter."""
    if state.outcome is None or state.is_valid:
        return None
    return next(name for name, kinds in KINDS.items() if choose_notice_kind(state.outcome) in kinds)


def list_recipients(run_key: str, codes: Sequence[str]) -> list[UnitKey]:
    """List the units of those codes in official order, with the addresses that the roster tells now.

    Raises:
        PreconditionFailedError: no unit is named, or the folder is another county's by now.
        RosterError: the county's folder cannot be used.
        UnknownRunError: there is no such run or unit.
    """
    if not codes:
        raise PreconditionFailedError("没有写明单位。请写明要寄给哪些单位（编码）。")
    with get_dataset().transaction() as work:
        work.runs.refresh_addresses(run_key, get_current_roster(work, work.runs.get(run_key)).county)
        wanted = {work.runs.unit(run_key, code).unit.code for code in codes}
        units = [state.unit for state in work.runs.units(run_key) if state.unit.code in wanted]
    return [UnitKey(code=unit.code, name=unit.name) for unit in units]


def write_letter(run_key: str, code: str, day: date | None = None) -> NoticeLetter:
    """Write the letter to a unit as things stand, dated if it is to be sent as it is, else with places left to fill in.

    Raises:
        PreconditionFailedError: the unit has not been checked, or needs no letter.
        RosterError: the county's folder, which tells deadline and contact, cannot be used.
        UnknownRunError: there is no such run or unit.
    """
    with get_dataset().transaction() as work:
        state = work.runs.unit(run_key, code)
        if state.is_valid:
            raise PreconditionFailedError(f"{state.unit.name}：{state.outcome}，没有要寄的通知。")
        (slip,) = list_run_notices(work, run_key, [state])
    slip = replace(slip, issued=f"{day.year}年{day.month}月{day.day}日" if day else "")
    with TemporaryDirectory() as folder:
        files = render_notice(slip, Path(folder), "letter")
        html, document = files["html"].read_text(encoding="utf-8"), files["docx"].read_bytes()
    about = (slip.kind, state.unit.name, slip.title, html, f"{format_notice_name(slip)}.docx", document)
    return NoticeLetter(*about, state.unit.email, state.submission)


def send_notice(run_key: str, code: str, order: NoticeOrder, post: Callable[[NoticeLetter], None]) -> str:
    """Send a unit its letter by `post` and keep that it was reported; return in a Chinese line what became of it.

    Whatever `post` raises leaves nothing kept. A unit that the order has stated already is not stated again.

    Raises:
        PreconditionFailedError: the order does not fit what the unit has done, no address is known, or
            something is not filled in.
        RosterError, UnknownRunError: as `letter_to`.
    """
    place = get_dataset()
    with place.transaction() as work:
        name = work.runs.unit(run_key, code).unit.name
        if work.notices.has_been_sent(run_key, code, order.batch):
            return f"{name}：这次已经寄出，不重复寄。"
    letter = write_letter(run_key, code, order.day)
    _refuse_unsendable(letter, order)
    digest = get_file_store().add(letter.document)
    with place.transaction() as work:
        sent = {"kind": letter.kind, "by": order.ordered_by, "sha256": digest, "address": letter.address}
        work.notices.add(run_key, code, way="邮件", **sent, submission=letter.submission, batch=order.batch)
        post(letter)
    return f"{name}：{letter.kind}通知已寄到 {letter.address}（{letter.file_name}）。"


def record_download(run_key: str, code: str, by: str) -> NoticeLetter:
    """Record the letter for the office to fill in and send some other way.

    Records that it was sent so. As `write_letter`.
    """
    letter = write_letter(run_key, code)
    digest = get_file_store().add(letter.document)
    with get_dataset().transaction() as work:
        work.notices.add(
            run_key, code, kind=letter.kind, way="下载", by=by, sha256=digest, submission=letter.submission
        )
    return letter


def list_notices(run_key: str) -> dict[str, UnitNotices]:
    """Who was reported what and when, by unit code, in this run and those before; raises UnknownRunError."""
    with get_dataset().transaction() as work:
        work.runs.get(run_key)
        sent, received = work.notices.list_by_unit(run_key), work.submissions.list_received(run_key)
        counting = work.submissions.list_selected(run_key)
    counts = {file.unit: file.sha256 for files in received.values() for file in files if file.id == counting[file.unit]}
    return {code: _of_unit(notices, counts.get(code)) for code, notices in sent.items()}


def _of_unit(notices: tuple[Notice, ...], counts: str | None) -> UnitNotices:
    returned = {notice.submission_sha256 for notice in notices if notice.kind in RETURNING}
    return UnitNotices(notices, len(returned), counts in returned)


def _refuse_unsendable(letter: NoticeLetter, order: NoticeOrder) -> None:
    """Raise PreconditionFailedError for a letter that must not go out like this."""
    if letter.kind not in KINDS.get(order.kind, ()):
        raise PreconditionFailedError(
            f"{letter.unit}现在应寄{letter.kind}通知，不是{order.kind}，没有寄出。请核对后重新选择。"
        )
    if not letter.address:
        raise PreconditionFailedError(
            f"{letter.unit}没有邮箱地址，没有寄出。请写入名册 units.csv 的 email 列再寄，或下载通知另行送达。"
        )
    if left := list(dict.fromkeys(LEFT_OPEN.findall(letter.html))):
        raise PreconditionFailedError(
            f"给{letter.unit}的通知中还没有写明{'、'.join(left)}，没有寄出。"
            "请在 county.yaml 中写明（office：发文机关、接收单位；deadline：报送期限）再寄。"
        )
