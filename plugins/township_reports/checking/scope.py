"""Whether a number told in running text is the reporting unit's own, by the word that says whose it is."""

from __future__ import annotations

from township_reports.checking.body import COUNTIES, classify_body
from township_reports.checking.identity import is_name_of
from township_reports.records.roster import Unit
from township_reports.records.submission import Submission
from township_reports.template.narrative import load_narrative_words

ANY_BODY = "本身"
NEVER_ONE = ("县", "下属")


def is_own_scope(scope: str, submission: Submission) -> bool:
    """Whether a unit tells a number of itself alone: 全镇 is a town's own, 全县 is not a department's."""
    said_by = load_narrative_words().scope_of(scope)
    if not scope or said_by == ANY_BODY:
        return True
    if said_by is None:
        return _is_name(scope, submission)
    body = classify_body(submission)
    return said_by == body or (body is None and said_by not in NEVER_ONE)


def _is_name(scope: str, submission: Submission) -> bool:
    """Whether a name is the unit's, on the roster or as the report tells it; 县民政局 is 云汀县民政局."""
    told = submission.report.unit
    units = [submission.unit] if submission.unit else []
    units += [Unit(told, told, "部门")] if told else []
    names = (scope, scope[1:] if scope.startswith(COUNTIES) else scope)
    return any(is_name_of(name, unit) for unit in units for name in names)
