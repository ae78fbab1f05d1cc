"""Finds the form's labels in what documents print: lost ordinals, spaces, explanations, lost characters.

The labels themselves stand in template/*.yaml; here is only how loosely they are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_NUMERAL = "[一二三四五六七八九十\\d]"
# a recognised numeral may bring a stroke of dirt along, as (五i)
_ORDINAL = re.compile(
    rf"^\s*(?:[(]\s*(?:{_NUMERAL}{{0,3}}|{_NUMERAL}{{1,2}}[A-Za-z|])\s*[)]|{_NUMERAL}{{1,3}}\s*[、.,:)])"
)
_LONGEST = 120
_REMEMBERED = 4096
_EXPLANATION_FROM = 2
_FEWEST_KEPT = 0.7
_SHORTEST_LOOSE = 3
_ONE_WRONG_FROM = 5
_TWO_WRONG_FROM = 10


class LabelMatch(NamedTuple):
    """What a printed text stands for; `exact` is false where characters had to be guessed."""

    id: str
    exact: bool


@lru_cache(maxsize=_REMEMBERED)
def normalize_label(text: str) -> str:
    """Normalize the letters and digits of a label, all that comparison looks at."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


@lru_cache(maxsize=_REMEMBERED)
def strip_ordinal(text: str) -> str:
    """Strip the key of a label without its ordinal, which scraping and automatic numbering lose."""
    return normalize_label(_ORDINAL.sub("", unicodedata.normalize("NFKC", text), count=1))


class LabelVocabulary:
    """The labels that may stand in one role, each with the id it means; ambiguous forms are left out."""

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        self._cached = lru_cache(maxsize=_REMEMBERED)(self._search)
        self._exact: dict[str, str] = {}
        forms: dict[str, set[str]] = {}
        for label, meaning in labels:
            self._exact.setdefault(normalize_label(label), meaning)
            for form in _forms(label):
                forms.setdefault(form, set()).add(meaning)
        self._stems = {form: meanings.pop() for form, meanings in forms.items() if len(meanings) == 1}

    def find(self, text: str) -> LabelMatch | None:
        """Find what a text means here; None if it is none of the labels."""
        return None if len(text) > _LONGEST or text.isdecimal() else self._cached(text)

    def _search(self, text: str) -> LabelMatch | None:
        exact = self.find_whole(text) or next(filter(None, map(self._stems.get, _forms(text))), None)
        if exact:
            return LabelMatch(exact, True)
        near = {self._stems[label] for form in _forms(text) for label in self._stems if _is_near(form, label)}
        return LabelMatch(near.pop(), False) if len(near) == 1 else None

    def find_glued(self, text: str) -> str | None:
        """Find what a text means that is a label run together with figures, such as 规章000."""
        label = text.strip().rstrip("0123456789.,+- ")
        found = self.find(label) if 0 < len(label) < len(text.strip()) else None
        return found.id if found and found.exact else None

    def find_whole(self, text: str) -> str | None:
        """Find what a text means that is a label to its last character, with or without ordinal."""
        return self._exact.get(normalize_label(text)) or self._stems.get(strip_ordinal(text))

    def find_beginning(self, text: str) -> str | None:
        """Find what a text means that is the beginning of one label only.

        The first line of one whose second was lost.
        """
        begun = {self._stems[label] for label in self._stems if label.startswith(normalize_label(text))}
        return begun.pop() if len(begun) == 1 and len(normalize_label(text)) >= _SHORTEST_LOOSE else None

    def knows(self, text: str) -> bool:
        """Whether a text is one of the labels beyond doubt."""
        found = self.find(text)
        return found is not None and found.exact


@lru_cache(maxsize=_REMEMBERED)
def _forms(label: str) -> tuple[str, ...]:
    """Return a label without ordinal, and also without the explanation in brackets behind it."""
    bare = _ORDINAL.sub("", unicodedata.normalize("NFKC", label), count=1).strip()
    bracket = bare.find("(", _EXPLANATION_FROM)
    explained = bracket > 0 and (bare.endswith(")") or ")" not in bare[bracket:])
    forms = [normalize_label(bare), normalize_label(bare[:bracket])] if explained else [normalize_label(bare)]
    return tuple(form for form in forms if form)


def _is_near(text: str, label: str) -> bool:
    """Whether only a few characters were lost or misread; nothing may have been added: 非行政许可 is not 行政许可.

    A digit is no misread character but a figure that ran into the label.
    """
    if len(text) < _SHORTEST_LOOSE or len(text) > len(label) or any(char.isdigit() for char in text):
        return False
    if len(text) == len(label):
        wrong = sum(a != b for a, b in zip(text, label, strict=True))
        return wrong <= (len(label) >= _ONE_WRONG_FROM) + (len(label) >= _TWO_WRONG_FROM)
    rest = iter(label)
    return len(text) >= _FEWEST_KEPT * len(label) and all(char in rest for char in text)
