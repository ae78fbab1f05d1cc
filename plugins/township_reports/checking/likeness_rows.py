"""How alike the narratives of a run are, for the rows of the suites. States no rule."""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import TemporaryFile

from township_reports.checking.likeness import (
    TextShingles,
    compute_shared_fraction,
    extract_shingles,
    find_most_similar,
)
from township_reports.checking.narrative_rows import SimilarityRow
from township_reports.checking.text_file import ShingleSpool, spool_shingles
from township_reports.records.report import Report
from township_reports.records.submission import Submission


def compute_similarity_rows(submissions: Iterable[Submission]) -> list[SimilarityRow]:
    """For each submission of a run how much of its text stands in another unit's, and in its own of last year.

    Each submission is seen once; only its text is kept, as numbers in a file.
    """
    texts: list[ShingleSpool] = []
    names: list[str] = []
    last_year: list[float | None] = []
    with TemporaryFile() as file:
        for submission in submissions:
            text = _text(submission, submission.report)
            texts.append(spool_shingles(file, text))
            names.append(_name(submission))
            before = _text(submission, submission.previous) if submission.previous else None
            last_year.append(compute_shared_fraction(text, before) if before and before.length else None)
        return [
            SimilarityRow(text.length, names[most.other] if most else None, most.share if most else None, before)
            for text, most, before in zip(texts, find_most_similar(texts), last_year, strict=True)
        ]


def _text(submission: Submission, report: Report) -> TextShingles:
    names = [*(submission.unit.list_names() if submission.unit else ()), *filter(None, [report.unit])]
    owner = submission.unit.code if submission.unit else report.unit or submission.key
    return extract_shingles(report.narrative, owner, names)


def _name(submission: Submission) -> str:
    return submission.unit.name if submission.unit else submission.report.unit or submission.key
