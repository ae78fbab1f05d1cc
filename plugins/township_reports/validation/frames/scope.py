"""Whether a number stated in running text is the reporting unit's own, by the word that says whose it is."""

from __future__ import annotations

from township_reports.domain.county import Unit
from township_reports.domain.form.narrative_terms import load_narrative_words
from township_reports.domain.submission import Submission
from township_reports.validation.frames.body import COUNTIES, classify_body
from township_reports.validation.frames.identity import is_name_of

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
    stated = submission.report.unit
    units = [submission.unit] if submission.unit else []
    units += [Unit(stated, stated, "部门")] if stated else []
    names = (scope, scope[1:] if scope.startswith(COUNTIES) else scope)
    return any(is_name_of(name, unit) for unit in units for name in names)
