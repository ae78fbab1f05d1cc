"""What people say to warnings: taken, kept, and found again as long as the cells stay as they are. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable

from township_reports.pipeline.outcomes import set_outcome
from township_reports.pipeline.workplace import StepRefused, dataset
from township_reports.records.explanation import EXPLAINABLE, Explanation, Explanations, concern
from township_reports.records.finding import Finding
from township_reports.storage.dataset import Transaction


def explain(run_key: str, unit_code: str, rule: str, explanation: Explanation) -> int:
    """Answers a unit's warnings of one rule and says how many; its outcome follows at once.

    Raises StepRefused without a text or a name, or where there is no such warning; UnknownRun for no unit.
    """
    if not explanation.text.strip() or not explanation.by.strip():
        raise StepRefused("请写明说明的内容和说明人。")
    with dataset().transaction() as work:
        name = work.runs.unit(run_key, unit_code).unit.name
        report = work.submissions.counting_reports(run_key, [unit_code]).get(unit_code)
        own = [one for one in work.findings.of(run_key, "submissions") if one.unit == unit_code]
        answered = [one for one in own if one.rule == rule and one.severity in EXPLAINABLE]
        if not answered or report is None:
            raise StepRefused(f"{name}没有{rule}的提示可以说明。请核对规则编号；错误不能说明，只能更正。")
        for finding in answered:
            work.explanations.add(run_key, unit_code, rule, concern(finding, report), explanation)
        said = explanations_of(work, run_key, own)
        set_outcome(work, run_key, unit_code, own, said)
    return len(answered)


def explanations_of(work: Transaction, run_key: str, findings: Iterable[Finding]) -> Explanations:
    """The explanations that still hold of these findings about reports of a run; reads only reports that have any."""
    said, findings = work.explanations.of(run_key), list(findings)
    answered = {code for code, _ in said} & {one.unit for one in findings}
    reports = work.submissions.counting_reports(run_key, answered) if answered else {}
    about = [one for one in findings if one.severity in EXPLAINABLE and one.unit in reports]
    known = {one: said.get((one.unit, concern(one, reports[one.unit]))) for one in about}
    return {one: explanation for one, explanation in known.items() if explanation}
