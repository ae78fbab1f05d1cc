"""An annual report before it has a file format: title, six sections, figures. Writes nothing itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from township_reports.template.form import load_form

from generator.form_tables import Figure, FormTable, form_tables


@dataclass(frozen=True)
class Section:
    """One of the six sections; 二, 三 and 四 have a table."""

    heading: str
    paragraphs: tuple[str, ...]
    table: FormTable | None


@dataclass(frozen=True)
class Document:
    """A report as a unit writes it; `narrative` has the paragraphs of each section by its numeral."""

    title: str
    edition: str
    figures: Mapping[str, Figure]
    introduction: tuple[str, ...] = ()
    narrative: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signature: tuple[str, ...] = ()

    def sections(self) -> Iterator[Section]:
        """The six sections in printed order."""
        tables = form_tables(self.edition, self.figures)
        for numeral, title in load_form(self.edition).sections.items():
            yield Section(f"{numeral}、{title}", tuple(self.narrative.get(numeral, ())), tables.get(numeral))
