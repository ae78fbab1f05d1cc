"""Step 5: what a person decides about units whose submission is not valid."""

from __future__ import annotations

from collections.abc import Mapping

from township_reports.domain.run import Decision, UnitState
from township_reports.runs.dependencies import get_dataset
from township_reports.runs.task_batches import UnitKey
from township_reports.storage.dataset import UnitOfWork

OPTIONS: Mapping[Decision, str] = {"wait": "等待补报", "exclude": "不含未通过单位，继续汇总"}
"""What may be decided, as a person is asked."""


def list_red_units(run_key: str) -> list[UnitKey]:
    """List the units of a run that are missing, unreadable or wrong, in official order."""
    with get_dataset().transaction() as work:
        return [UnitKey(code=state.unit.code, name=state.unit.name) for state in _red(work, run_key)]


def list_open_questions(run_key: str) -> list[str]:
    """List what somebody has to know before deciding, line by line.

    Each red unit and why, files that belong to nobody.
    """
    with get_dataset().transaction() as work:
        run, red = work.runs.get(run_key), _red(work, run_key)
    lines = [f"{run.county}{run.year}年度：以下{len(red)}个单位未通过。"]
    lines += [f"  · {state.unit.name}：{state.outcome or '尚未核对'}（{state.reason}）" for state in red]
    lines += [f"不知属于哪个单位的文件：{file}。{one.why}" for file, one in run.unclaimed.items()]
    return lines


def sign_off(run_key: str, decision: Decision, by: str, reason: str) -> None:
    """Keep the decision as a new version: go on without the units that are red now, or wait for them."""
    with get_dataset().transaction() as work:
        red = [state.unit.code for state in _red(work, run_key)] if decision == "exclude" else []
        work.releases.add_sign_off(run_key, decision, by, reason, red)


def waits_for_units(run_key: str) -> bool:
    """Whether the last decision of the run is to wait for units that are still red; raises UnknownRunError."""
    with get_dataset().transaction() as work:
        work.runs.get(run_key)
        decisions = work.releases.sign_offs(run_key)
        return bool(decisions) and decisions[-1].decision == "wait" and bool(_red(work, run_key))


def _red(work: UnitOfWork, run_key: str) -> list[UnitState]:
    return [state for state in work.runs.units(run_key) if not state.is_valid]
