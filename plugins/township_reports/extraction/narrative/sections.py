"""The six sections of a report by their headings, however damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from township_reports.domain.form.form import EDITIONS, load_form
from township_reports.domain.form.narrative_terms import load_narrative_words
from township_reports.domain.narrative import Section
from township_reports.extraction.form_mapping.labels import LabelVocabulary
from township_reports.extraction.form_mapping.normalization import fold_characters
from township_reports.extraction.narrative.lines import is_of_table

_NUMERALS = "一二三四五六"
_WITH_TABLE = ("二", "三", "四")
_SHORTEST_TITLE = 8
_LONGEST_HEADING = 45
_MOST_HEADINGS = 400
_ORDINAL = re.compile(r"\s*第?(?P<numeral>[一二三四五六七八])(?:部分)?(?:[、.．,，:：]|是|\s)\s*")
_SUB_ORDINAL = re.compile(r"\s*(?:[(（]\s*[一二三四五六七八九\d]{0,2}\s*[)）]|[)）]|\d{1,2}[.、．])\s*")
_IS_SENTENCE = re.compile(r"[。；;，,]")
_RUN_IN = re.compile(r"(?P<title>[^。:：\s]{2,30})[。:：\s]\s*(?P<rest>.{8,})")
_DATE = re.compile(r"(?:20\d\d|二[〇○零O0].{2})\s*年.{1,4}月.{1,4}日?")
_OFFICE = re.compile(r".{2,30}(?:政府|办事处|街道办|委员会|办公室|[局委办处镇乡]|中心)")
_LONGEST_ENDING = 40


class _Heading(NamedTuple):
    """What a heading tells; `sure` is higher the less of it is lost, `rest` is text printed behind it."""

    section: int
    sure: int
    title: str
    rest: str = ""


class _HeadingAt(NamedTuple):
    """A line, by its number, that may be a heading."""

    line: int
    heading: _Heading


def split_sections(lines: Sequence[str]) -> Iterator[Section]:
    """Split the sections in printed order, before them what stands before the first heading.

    Lines of tables left out.
    """
    headings = _chosen([_HeadingAt(at, found) for at, line in enumerate(lines) if (found := _found_in(line))])
    starts = [at for at, _ in headings] + [len(lines)]
    opening = _paragraphs(lines[: starts[0]], "", is_last=not headings)
    titles = {line for line in opening if _is_title(line)}
    if opening:
        yield Section("", "", opening)
    for (at, heading), end in zip(headings, starts[1:], strict=True):
        numeral = _NUMERALS[heading.section]
        texts = [heading.rest, *(line for line in lines[at + 1 : end] if line not in titles)]
        yield Section(numeral, heading.title, _paragraphs(texts, numeral, is_last=end == len(lines)))


def _is_title(line: str) -> bool:
    """Whether a line above the text may be its title, which sheets and pages print again and again."""
    return _SHORTEST_TITLE <= len(line) <= _LONGEST_HEADING and not _IS_SENTENCE.search(line)


def _found_in(line: str) -> _Heading | None:
    return (_remembered if len(line) <= 2 * _LONGEST_HEADING else _heading)(line)


def _heading(line: str) -> _Heading | None:
    """Return a title behind an ordinal or alone, or an ordinal with a word that is telling behind it."""
    ordinal, sub = _ORDINAL.match(line), _SUB_ORDINAL.match(line)
    before = ordinal or sub
    stripped = line[before.end() if before else 0 :].strip()
    if len(stripped) > _LONGEST_HEADING or _IS_SENTENCE.search(stripped.rstrip("；;，,。")):
        return _run_in(line, stripped) if ordinal else None
    found = _titles().find(fold_characters(stripped.rstrip("：:")))
    if found:
        sure = 2 * bool(ordinal) + 2 - (not found.exact) - bool(sub)
        return _Heading(_NUMERALS.index(found.id), sure, line) if sure else None
    numeral = ordinal["numeral"] if ordinal else ""
    if any(word in stripped for word in _words().get(numeral, ())):
        return _Heading(_NUMERALS.index(numeral), 2, line)
    return None


_remembered = lru_cache(maxsize=4096)(_heading)  # pages of one site share their menus


def _run_in(line: str, stripped: str) -> _Heading | None:
    """一、总体情况。2020年……: a heading with text behind it in one line."""
    found = _RUN_IN.fullmatch(stripped)
    title = _titles().find(fold_characters(found["title"])) if found else None
    if found is None or title is None or not title.exact:
        return None
    printed = line[: len(line) - len(found["rest"])].strip()
    return _Heading(_NUMERALS.index(title.id), 4, printed, found["rest"])


def _chosen(headings: Sequence[_HeadingAt]) -> list[_HeadingAt]:
    """Return the headings in the form's order that are surest together.

    Of equals the later, behind a table of contents.
    """
    chains: list[tuple[int, list[_HeadingAt]]] = []
    for found in headings[:_MOST_HEADINGS]:
        before = [chain for chain in chains if chain[1][-1].heading.section < found.heading.section]
        sure, chain = max(before, key=_rank, default=(0, []))
        chains.append((sure + found.heading.sure, [*chain, found]))
    return max(chains, key=_rank, default=(0, []))[1]


def _rank(chain: tuple[int, list[_HeadingAt]]) -> tuple[int, int]:
    sure, headings = chain
    return sure, headings[-1].line


def _paragraphs(lines: Sequence[str], numeral: str, is_last: bool) -> tuple[str, ...]:
    kept = [line for line in lines if line and not is_of_table(line, beside_table=numeral in _WITH_TABLE)]
    return tuple(_without_ending(kept) if is_last else kept)


def _without_ending(lines: list[str]) -> list[str]:
    """Without the signature, the date, and what the page prints below; a short text of its own stays."""
    dated = next((at for at, line in enumerate(lines) if _DATE.fullmatch(line)), len(lines))
    kept = lines[:dated]
    if dated < len(lines) and kept and _OFFICE.fullmatch(kept[-1]):
        kept.pop()
    while len(kept) > 1 and len(kept[-1]) <= _LONGEST_ENDING and not re.search("[。；，,;：:]", kept[-1]):
        kept.pop()
    return kept


@cache
def _titles() -> LabelVocabulary:
    """Titles of the sections, the forms' and those that reports print in their place; the meaning is the numeral."""
    titles = [(name, numeral) for numeral, one in load_narrative_words().sections.items() for name in one.titles]
    for edition in EDITIONS:
        form = load_form(edition)
        titles += [(title, numeral) for numeral, title in form.sections.items()]
        titles += [(name, table.section) for table in form.tables for name in table.title_aliases]
    return LabelVocabulary(titles)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {numeral: heading.words for numeral, heading in load_narrative_words().sections.items()}
