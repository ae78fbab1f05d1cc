"""An annual report before it has a file format: title, six sections, figures. Writes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from support.generator.form_tables import Figure, FormTable, form_tables
from township_reports.template.form import load_form


@dataclass(frozen=True)
class Section:
    """One of the six sections; 二, 三 and 四 have a table. A heading "" is not printed."""

    numeral: str
    heading: str
    paragraphs: tuple[str, ...]
    tables: tuple[FormTable, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The running text before the tables."""
        return (self.heading, *self.paragraphs) if self.heading else self.paragraphs


Change = Callable[[Section], Section]
"""What a unit, its software or a scraper did to the sections."""


@dataclass(frozen=True)
class Document:
    """A report as a unit writes it; `narrative` has the paragraphs of each section by its numeral.

    The `changes` are made in order to each section of the official form.
    """

    title: str
    edition: str
    figures: Mapping[str, Figure]
    introduction: tuple[str, ...] = ()
    narrative: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signature: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    def sections(self) -> Iterator[Section]:
        """The six sections in printed order."""
        tables = form_tables(self.edition, self.figures)
        for numeral, title in load_form(self.edition).sections.items():
            table = (tables[numeral],) if numeral in tables else ()
            section = Section(numeral, f"{numeral}、{title}", tuple(self.narrative.get(numeral, ())), table)
            for change in self.changes:
                section = change(section)
            yield section

    def changed(self, *changes: Change) -> Document:
        """The document with more changes."""
        return replace(self, changes=(*self.changes, *changes))
