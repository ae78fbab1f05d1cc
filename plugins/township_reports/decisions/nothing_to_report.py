"""Units that have nothing to report: confirmed by a person, with a reason, until a file of theirs arrives."""

from __future__ import annotations

from township_reports.domain.run import Confirmation
from township_reports.domain.submission import Outcome
from township_reports.intake.arrivals import BEIJING
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset
from township_reports.storage.dataset import UnitOfWork

NOT_RECEIVED = "没有收到报送文件"
ENDED = "收到报送文件"


def confirm_nothing(run_key: str, code: str, by: str, reason: str) -> None:
    """Keep that a unit has nothing to report for the run's year, and so in this run and in every later one.

    Raises:
        PreconditionFailedError: no name or no reason is given, or the unit has sent something.
        UnknownRunError: there is no such run or unit.
    """
    _need(by, reason)
    with get_dataset().transaction() as work:
        state = work.runs.unit(run_key, code)
        if state.submission is not None:
            raise PreconditionFailedError(
                f"{state.unit.name}已有报送文件，不能确认为零报告。如是误放，请先把文件移出文件夹。"
            )
        work.confirmations.add(run_key, code, by.strip(), reason.strip(), holds=True)
        if state.outcome is Outcome.NOT_RECEIVED:
            work.runs.set_outcome(run_key, code, *describe_nothing_received(work, run_key, code))


def withdraw_confirmation(run_key: str, code: str, by: str, reason: str) -> None:
    """Take back that a unit has nothing to report; it counts as not received again.

    Raises:
        PreconditionFailedError: no name or no reason is given, or nothing was confirmed.
        UnknownRunError: there is no such run or unit.
    """
    _need(by, reason)
    with get_dataset().transaction() as work:
        state = work.runs.unit(run_key, code)
        if work.confirmations.list_active(run_key, code) is None:
            raise PreconditionFailedError(f"{state.unit.name}没有确认过零报告，或已经撤回。")
        work.confirmations.add(run_key, code, by.strip(), reason.strip(), holds=False)
        if state.outcome is Outcome.NOTHING_TO_REPORT:
            work.runs.set_outcome(run_key, code, *describe_nothing_received(work, run_key, code))


def list_confirmations(run_key: str, code: str) -> tuple[Confirmation, ...]:
    """Everything confirmed and withdrawn about a unit's year, the first first; raises UnknownRunError."""
    with get_dataset().transaction() as work:
        return work.confirmations.list_by_unit(run_key, code)


def describe_nothing_received(work: UnitOfWork, run_key: str, code: str) -> tuple[Outcome, str]:
    """Describe what becomes of a unit without a file, and why.

    Missing, unless a person confirmed that nothing is due.
    """
    said = work.confirmations.list_active(run_key, code)
    if said is None:
        return Outcome.NOT_RECEIVED, NOT_RECEIVED
    day = said.confirmed_at.astimezone(BEIJING)
    return Outcome.NOTHING_TO_REPORT, f"{said.confirmed_by}于{day.year}年{day.month}月{day.day}日确认：{said.reason}"


def end_confirmation(work: UnitOfWork, run_key: str, code: str, file_name: str) -> str:
    """Return a unit that sends a file has something to report after all; returns that in a sentence, or nothing."""
    said = work.confirmations.list_active(run_key, code)
    if said is None:
        return ""
    work.confirmations.add(run_key, code, ENDED, file_name, holds=False)
    return f"原由{said.confirmed_by}确认为零报告，因收到文件，确认自行撤回。"


def _need(by: str, reason: str) -> None:
    if not by.strip() or not reason.strip():
        raise PreconditionFailedError("零报告的确认和撤回都要写明姓名和理由。")
