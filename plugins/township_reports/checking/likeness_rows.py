"""How alike the narratives of a run are, for the rows of the suites. States no rule."""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import TemporaryFile

from township_reports.checking.likeness import Text, comparable, most_alike, share_in_common
from township_reports.checking.narrative_rows import Alike
from township_reports.checking.text_file import KeptText, kept_in
from township_reports.records.report import Report
from township_reports.records.submission import Submission


def alike(submissions: Iterable[Submission]) -> list[Alike]:
    """For each submission of a run how much of its text stands in another unit's, and in its own of last year.

    Each submission is seen once; only its text is kept, as numbers in a file.
    """
    texts: list[KeptText] = []
    names: list[str] = []
    last_year: list[float | None] = []
    with TemporaryFile() as file:
        for submission in submissions:
            text = _text(submission, submission.report)
            texts.append(kept_in(file, text))
            names.append(_name(submission))
            before = _text(submission, submission.previous) if submission.previous else None
            last_year.append(share_in_common(text, before) if before and before.length else None)
        return [
            Alike(text.length, names[most.other] if most else None, most.share if most else None, before)
            for text, most, before in zip(texts, most_alike(texts), last_year, strict=True)
        ]


def _text(submission: Submission, report: Report) -> Text:
    names = [*(submission.unit.names() if submission.unit else ()), *filter(None, [report.unit])]
    owner = submission.unit.code if submission.unit else report.unit or submission.key
    return comparable(report.narrative, owner, names)


def _name(submission: Submission) -> str:
    return submission.unit.name if submission.unit else submission.report.unit or submission.key
