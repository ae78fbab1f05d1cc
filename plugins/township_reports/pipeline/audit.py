"""The page that tells what became of every rule in a run, kept for the auditor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from township_reports.domain.rule_audit import Audit, RuleAudit
from township_reports.domain.run import Run
from township_reports.rendering.writers.html.audit_page import render_audit_page
from township_reports.runs.dependencies import get_dataset, get_file_store
from township_reports.storage.runs import UnknownRunError

NAME = "核对记录.html"


def store_audit(run: Run, names: Mapping[str, str], judged: Sequence[RuleAudit]) -> str:
    """Keep the page in the file store; return its sha256."""
    title = f"{run.county}{run.year}年度报告核对记录"
    return get_file_store().add(render_audit_page(Audit(title, judged, dict(names))).encode())


def read_audit(run_key: str) -> bytes:
    """Read the page of a run; raises UnknownRunError, DamagedFileError."""
    with get_dataset().transaction() as work:
        digest = work.releases.audit(run_key)
    if digest is None:
        raise UnknownRunError(f"汇总“{run_key}”还没有核对，没有核对记录。")
    return get_file_store().read(digest)
