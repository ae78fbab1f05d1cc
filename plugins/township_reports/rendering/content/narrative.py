"""The report's sentences, drafted from the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from township_reports.rendering.content.citations import TextPiece, split_citations
from township_reports.rendering.templating.template_folder import ReportTemplates


class ParagraphStyle(StrEnum):
    """How a paragraph is set."""

    BODY = "body"
    SUBHEADING = "subheading"
    PLACEHOLDER = "left-open"  # a marked place for the office's own text


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    """One paragraph of the report's text; `pieces` are the same text, its figures tied to their cells."""

    text: str
    manner: ParagraphStyle = ParagraphStyle.BODY
    pieces: tuple[TextPiece, ...] = ()


def write_paragraphs(
    name: str, templates: ReportTemplates, context: Mapping[str, object]
) -> tuple[ReportParagraph, ...]:
    """Write the paragraphs of one text template, a paragraph a line; raises TemplateError."""
    lines = templates.text(name, context).splitlines()
    return tuple(_paragraph(line.strip()) for line in lines if line.strip())


def _paragraph(line: str) -> ReportParagraph:
    pieces = split_citations(line)
    return ReportParagraph("".join(piece.text for piece in pieces), _manner(line), pieces)


def _manner(line: str) -> ParagraphStyle:
    # The marks stand at the start of a line of a template or of the office's own; a unit's words never begin one.
    if line.startswith("【待填"):
        return ParagraphStyle.PLACEHOLDER
    return ParagraphStyle.SUBHEADING if line.startswith("（") else ParagraphStyle.BODY
