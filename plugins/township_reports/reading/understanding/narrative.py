"""What the running text of a document says: its sections and the numbers they claim. Knows no file format."""

from __future__ import annotations

from township_reports.reading.document import Document
from township_reports.reading.understanding.narrative_claims import Told, read_claims
from township_reports.reading.understanding.narrative_lines import running_lines
from township_reports.reading.understanding.narrative_sections import sections_of
from township_reports.reading.understanding.narrative_sentences import LONGEST
from township_reports.reading.understanding.wording import Wording
from township_reports.records.narrative import Narrative


def read_narrative(document: Document, wording: Wording, year: int | None) -> tuple[Narrative, list[str]]:
    """The narrative of a report on that year (None: it tells none), and notes on what was not looked through."""
    sections = tuple(sections_of(list(running_lines(document, wording))))
    told = [read_claims(section.paragraphs, section.numeral, year) for section in sections]
    narrative = Narrative(
        sections,
        tuple(dict.fromkeys(claim for one in told for claim in one.claims)),
        tuple(dict.fromkeys(listing for one in told for listing in one.listings)),
    )
    return narrative, _notes(told)


def _notes(told: list[Told]) -> list[str]:
    too_long = sum(one.too_long for one in told)
    return [f"正文有{too_long}句超过{LONGEST}字，没有核对其中的数字"] if too_long else []
