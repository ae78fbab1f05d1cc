"""Whether a number told in running text is the reporting unit's own, by the word that says whose it is."""

from __future__ import annotations

from township_reports.checking.identity import is_name_of
from township_reports.records.roster import Unit
from township_reports.records.submission import Submission
from township_reports.template.narrative import load_narrative_words

ANY_BODY = "本身"
NEVER_ONE = ("县", "下属")
LEVELS = ("县", "区", "市")
ENDINGS = {
    "乡镇": ("镇", "乡"),
    "街道": ("街道", "街道办事处"),
    "本级": ("政府办公室", "政府办", "府办"),
    "部门": ("局", "委员会", "委", "办公室", "中心", "队", "院", "办", "处"),
    "县": LEVELS,
}


def is_own_scope(scope: str, submission: Submission) -> bool:
    """Whether a unit tells a number of itself alone: 全镇 is a town's own, 全县 is not a department's."""
    said_by = load_narrative_words().scope_of(scope)
    if not scope or said_by == ANY_BODY:
        return True
    if said_by is None:
        return _is_name(scope, submission)
    body = _body(submission)
    return said_by == body or (body is None and said_by not in NEVER_ONE)


def _body(submission: Submission) -> str | None:
    """What kind of body reports; a county where it is the county's own report on all its units, None if not known."""
    kind = submission.kind or (submission.unit.kind if submission.unit else None)
    name = submission.report.unit or ""
    return kind or next((body for body, endings in ENDINGS.items() if name.endswith(endings)), None)


def _is_name(scope: str, submission: Submission) -> bool:
    """Whether a name is the unit's, on the roster or as the report tells it; 县民政局 is 云汀县民政局."""
    told = submission.report.unit
    units = [submission.unit] if submission.unit else []
    units += [Unit(told, told, "部门")] if told else []
    names = (scope, scope[1:] if scope.startswith(LEVELS) else scope)
    return any(is_name_of(name, unit) for unit in units for name in names)
