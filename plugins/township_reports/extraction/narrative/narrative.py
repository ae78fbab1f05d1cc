"""What the running text of a document says: its sections and the numbers they claim."""

from __future__ import annotations

from township_reports.domain.document import Document
from township_reports.domain.narrative import Narrative
from township_reports.extraction.form_mapping.normalization import TextNormalizer
from township_reports.extraction.narrative.claims import LONGEST, NarrativeReading, read_claims
from township_reports.extraction.narrative.lines import list_running_lines
from township_reports.extraction.narrative.sections import split_sections


def read_narrative(document: Document, wording: TextNormalizer, year: int | None) -> tuple[Narrative, list[str]]:
    """Read the narrative of a report on that year (None: it tells none), and notes on what was not looked through.

    Text recognised in a picture claims nothing: one digit misread would contradict a table that is right.
    """
    sections = tuple(split_sections(list(list_running_lines(document, wording))))
    reading = NarrativeReading()
    recognised = {wording.tidy(text.text).strip() for text in document.list_paragraphs() if text.recognised}
    for section in sections:
        certain = [line for line in section.paragraphs if line not in recognised]
        read_claims(certain, section.numeral, year, reading)
    narrative = Narrative(sections, tuple(dict.fromkeys(reading.claims)), tuple(dict.fromkeys(reading.listings)))
    passed_over = f"正文有{reading.passed_over}句没有核对其中的数字：一句过长（超过{LONGEST}字），或数字过多"
    notes = [passed_over] if reading.passed_over else []
    return narrative, notes + (["图片中的正文由文字识别读取，没有核对其中的数字"] if recognised else [])
