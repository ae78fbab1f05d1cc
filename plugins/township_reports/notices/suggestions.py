"""What the likeliest repair would write into each cell of a report with errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from township_reports.domain.correction_notice import SuggestedFigure
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.repair import ErrorLocalization, Repair
from township_reports.domain.submission import Submission
from township_reports.files.paths import AnyPath

MAX_SHOWN = 4  # as likely repairs that a notice lists; of more, it only tells how many there are
Suggestions = Mapping[str, SuggestedFigure]
"""By cell."""


def suggest_corrections(repairs: Sequence[Repair]) -> dict[str, SuggestedFigure]:
    """Suggest the changes of the best repair by cell; of several as likely, those that all of them make."""
    best = [repair for repair in repairs if repair.rank == repairs[0].rank]
    if not best:
        return {}
    shared = (change for change in best[0].changes if all(change in repair.changes for repair in best))
    reason = best[0].reason if len(best) == 1 else f"同样可能的{len(best)}种改法都这样改这一格。"
    return {change.cell: SuggestedFigure(change.suggested, reason) for change in shared}


def describe_reliability(localisation: ErrorLocalization) -> str:
    """How far the suggestions can be relied on; where a few repairs are as likely, all of them."""
    repairs = localisation.repairs
    best = [repair for repair in repairs if repair.rank == repairs[0].rank]
    if not 1 < len(best) <= MAX_SHOWN:
        return localisation.summary
    listed = "；".join(f"（{number}）{repair.reason}" for number, repair in enumerate(best, start=1))
    return f"{localisation.summary}同样可能的改法：{listed}。"


def localize_submissions(
    submissions: Iterable[Submission], findings: Iterable[Finding], own: AnyPath | None
) -> dict[str, ErrorLocalization]:
    """Localize what could be wrong in each report with errors in its cells, by its key.

    `own` is a county's own rule file.
    """
    from township_reports.validation.error_localization.localize import localize_errors  # brings scipy along

    wrong = {finding.unit for finding in findings if finding.severity is Severity.ERROR and finding.cells}
    return {one.key: localize_errors(one, own=own) for one in submissions if one.key in wrong}
