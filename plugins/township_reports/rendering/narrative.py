"""The report's sentences, drafted from the data. Invents nothing: what the data cannot say is left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from township_reports.rendering.citations import Piece, cited_pieces
from township_reports.rendering.template_folder import ReportTemplates


class Manner(StrEnum):
    """How a paragraph is set."""

    BODY = "body"
    SUBHEADING = "subheading"
    LEFT_OPEN = "left-open"  # a marked place for the office's own text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the report's text; `pieces` are the same text, its figures tied to their cells."""

    text: str
    manner: Manner = Manner.BODY
    pieces: tuple[Piece, ...] = ()


def paragraphs(name: str, templates: ReportTemplates, context: Mapping[str, object]) -> tuple[Paragraph, ...]:
    """The paragraphs of one text template, a paragraph a line; raises BadTemplate."""
    lines = templates.text(name, context).splitlines()
    return tuple(_paragraph(line.strip()) for line in lines if line.strip())


def _paragraph(line: str) -> Paragraph:
    pieces = cited_pieces(line)
    return Paragraph("".join(piece.text for piece in pieces), _manner(line), pieces)


def _manner(line: str) -> Manner:
    # The marks stand at the start of a line of a template or of the office's own; a unit's words never begin one.
    if line.startswith("【待填"):
        return Manner.LEFT_OPEN
    return Manner.SUBHEADING if line.startswith("（") else Manner.BODY
