"""How alike the narratives of a run are, for the rows of the suites. States no rule."""

from __future__ import annotations

from collections.abc import Sequence

from township_reports.checking.likeness import Text, comparable, most_alike, share_in_common
from township_reports.checking.narrative_rows import Alike
from township_reports.records.report import Report
from township_reports.records.submission import Submission


def alike(submissions: Sequence[Submission]) -> list[Alike]:
    """For each submission of a run how much of its text stands in another unit's, and in its own of last year."""
    texts = [_text(submission, submission.report) for submission in submissions]
    found = []
    for submission, text, most in zip(submissions, texts, most_alike(texts), strict=True):
        before = _text(submission, submission.previous) if submission.previous else None
        last_year = share_in_common(text, before) if before and before.length else None
        another = _name(submissions[most.other]) if most else None
        found.append(Alike(text.length, another, most.share if most else None, last_year))
    return found


def _text(submission: Submission, report: Report) -> Text:
    names = [*(submission.unit.names() if submission.unit else ()), *filter(None, [report.unit])]
    owner = submission.unit.code if submission.unit else report.unit or submission.key
    return comparable(report.narrative, owner, names)


def _name(submission: Submission) -> str:
    return submission.unit.name if submission.unit else submission.report.unit or submission.key
