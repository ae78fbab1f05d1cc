"""The words in which reports tell numbers in running text, loaded from narrative.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

Words = tuple[str, ...]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Heading(_Part):
    """How a section's heading is printed: titles in place of the form's, words that suffice behind its ordinal."""

    titles: Words
    words: Words


class Scope(_Part):
    """What a kind of body calls its own: words anywhere before a number, agents only as the one that acts."""

    words: Words
    agents: Words


class Topic(_Part):
    """What a stretch of text is about: words that turn to it, units its numbers have, words between its words.

    `ends_clause`: a number of it ends its clause, or it is a number of something else.
    """

    turns: Words
    units: Words
    between: Words
    ends_clause: bool = False


class Nothing(_Part):
    """How reports say that nothing happened: the denial, what may stand before the subject, and what behind it."""

    denials: Words
    before: Words
    behind: Words


class Subject(_Part):
    """What a number is reported of, and the cells whose figures together are that number."""

    id: str
    label: str
    topic: str
    cells: Words | Mapping[str, Words]
    part_of: str = ""
    phrases: Words = ()
    words: Words = ()
    listed: Words = ()
    none: Words = ()
    not_after: Words = ()
    clause_without: Words = ()
    sentence_without: Words = ()
    without: Words = ()

    def cells_on(self, edition: str) -> Words:
        """Ids of the cells of an edition's form; none where it asks for no such number."""
        return self.cells.get(edition, ()) if isinstance(self.cells, Mapping) else self.cells


class NarrativeWords(_Part):
    """Everything in narrative.yaml."""

    sections: dict[str, Heading]
    scopes: dict[str, Scope]
    between: Words
    nothing: Nothing
    links: Words
    topics: dict[str, Topic]
    subjects: tuple[Subject, ...]

    def subject(self, subject_id: str) -> Subject:
        """Return the subject of that id; raises KeyError if there is none."""
        return _by_id()[subject_id]

    def scope_of(self, word: str) -> str | None:
        """Return the kind of body that calls its own so; None if the word is none of these."""
        return next((kind for kind, scope in self.scopes.items() if word in (*scope.words, *scope.agents)), None)


@cache
def load_narrative_words() -> NarrativeWords:
    """Load the vocabulary of running text."""
    text = files(__package__).joinpath("narrative.yaml").read_text(encoding="utf-8")
    return NarrativeWords.model_validate(yaml.safe_load(text))


@cache
def _by_id() -> dict[str, Subject]:
    return {subject.id: subject for subject in load_narrative_words().subjects}
