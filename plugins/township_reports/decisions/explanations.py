"""What people say to warnings: taken, kept, and found again as long as the cells stay as they are."""

from __future__ import annotations

from collections.abc import Iterable

from township_reports.domain.explanation import EXPLAINABLE, Explanation, Explanations, finding_fingerprint
from township_reports.domain.finding import Finding
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset
from township_reports.runs.outcomes import set_outcome
from township_reports.storage.dataset import UnitOfWork


def explain(run_key: str, unit_code: str, rule: str, explanation: Explanation) -> int:
    """Answers a unit's warnings of one rule and says how many; its outcome follows at once.

    Raises PreconditionFailedError without a text or a name, or where there is no such warning; UnknownRunError
    for no unit.
    """
    if not explanation.text.strip() or not explanation.given_by.strip():
        raise PreconditionFailedError("请写明说明的内容和说明人。")
    with get_dataset().transaction() as work:
        name = work.runs.unit(run_key, unit_code).unit.name
        report = work.submissions.load_selected_reports(run_key, [unit_code]).get(unit_code)
        own = [one for one in work.findings.list_findings(run_key, "submissions") if one.unit == unit_code]
        answered = [one for one in own if one.rule == rule and one.severity in EXPLAINABLE]
        if not answered or report is None:
            raise PreconditionFailedError(f"{name}没有{rule}的提示可以说明。请核对规则编号；错误不能说明，只能更正。")
        for finding in answered:
            work.explanations.add(run_key, unit_code, rule, finding_fingerprint(finding, report), explanation)
        said = list_explanations(work, run_key, own)
        set_outcome(work, run_key, unit_code, own, said)
    return len(answered)


def list_explanations(work: UnitOfWork, run_key: str, findings: Iterable[Finding]) -> Explanations:
    """List the explanations that still hold of these findings about reports of a run.

    Reads only reports that have any.
    """
    said, findings = work.explanations.list_of_unit(run_key), list(findings)
    answered = {code for code, _ in said} & {one.unit for one in findings}
    reports = work.submissions.load_selected_reports(run_key, answered) if answered else {}
    about = [one for one in findings if one.severity in EXPLAINABLE and one.unit in reports]
    known = {one: said.get((one.unit, finding_fingerprint(one, reports[one.unit]))) for one in about}
    return {one: explanation for one, explanation in known.items() if explanation}
