"""Fills the suites' sentences with what stands in the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter

from township_reports.domain.report import Value
from township_reports.validation.frames.frame import Frame, Record
from township_reports.validation.suites.loader import Expectation, Suite, SuiteError
from township_reports.validation.suites.terms import Term, format_term, join_terms

MOST_LISTED = 8
SIDE_FIELDS = {f"{side}{form}" for side in ("left", "right") for form in ("", "_sum", "_not_zero")}
MESSAGE_FIELDS = SIDE_FIELDS | {"difference", "cells", "count"}
UNCHECKED_FIELDS = {"description", "missing", "count"}


def check_fields(suite: Suite, columns: Iterable[str]) -> None:
    """Refuses a sentence with a place nothing will fill, before it is needed; raises SuiteError."""
    known = set(columns)
    for expectation in suite.expectations:
        where = f"“{suite.name}”的规则{expectation.meta.rule}"
        _refuse_unknown(expectation.meta.message, known | MESSAGE_FIELDS, where)
        _refuse_unknown(suite.item(expectation), known, where)
    _refuse_unknown(suite.meta.unchecked, UNCHECKED_FIELDS, f"“{suite.name}”的 unchecked")


def format_message(suite: Suite, expectation: Expectation, frame: Frame, records: Sequence[Record]) -> str:
    """Format the sentence on rows that break a rule.

    One row, or all of one unit's table where the frame groups them.
    """
    fields = dict(records[0])
    fields["count"] = len(records)
    fields["cells"] = _listed([suite.item(expectation).format_map(record) for record in records])
    if expectation.left:
        fields |= _side("left", expectation.left, records[0], frame.labels)
        fields |= _side("right", expectation.right, records[0], frame.labels)
        difference = format_sum(expectation.left, records[0]) - format_sum(expectation.right, records[0])
        fields["difference"] = format_term(difference).removeprefix("-")
    return expectation.meta.message.format_map(fields)


def merge_messages(messages: Sequence[str]) -> str:
    """Messages of one rule as one: what each tells of its own, then once what all of them say."""
    sentences_by_message = [[sentence for sentence in message.split("。") if sentence] for message in messages]
    shared = (
        [one for one in sentences_by_message[0] if all(one in sentences for sentences in sentences_by_message)]
        if len(messages) > 1
        else []
    )
    own = ["。".join(one for one in sentences if one not in shared) for sentences in sentences_by_message]
    return "。".join(["；".join(filter(None, own)), *shared]) + "。"


def format_unchecked_message(suite: Suite, expectation: Expectation, frame: Frame, records: Sequence[Record]) -> str:
    """Format the sentence on rows a rule could not be applied to, and what they lack."""
    missing = list(
        dict.fromkeys(text for row in records for text in frame.find_missing_columns(row, expectation.columns))
    )
    return suite.meta.unchecked.format(
        description=expectation.description, count=len(records), missing=_listed(missing)
    )


def format_sum(terms: Sequence[Term], record: Record) -> Value:
    """Format what the terms of one side add up to in a row where none is missing."""
    return sum((term.sign * _number(record[term.column]) for term in terms), start=0)


def _side(name: str, terms: Sequence[Term], record: Record, labels: Mapping[str, str]) -> dict[str, str]:
    """One side of a sum three ways: written out, its sum, and its terms that are not zero."""
    written = [(term, _labelled(term.column, record, labels)) for term in terms]
    total = format_term(format_sum(terms, record))
    not_zero = [text for term, text in written if _number(record[term.column]) != 0]
    return {
        name: join_terms(written) + (f"＝{total}" if len(terms) > 1 else ""),
        f"{name}_sum": total,
        f"{name}_not_zero": "、".join(not_zero) or "没有",
    }


def _labelled(column: str, record: Record, labels: Mapping[str, str]) -> str:
    return f"{labels.get(column, column)}({format_term(_number(record[column]))})"


def _number(value: object) -> Value:
    if isinstance(value, Value):
        return value
    raise TypeError(f"不是数字：{value!r}")


def _listed(texts: Sequence[str]) -> str:
    """Texts in one sentence; a long list is cut and counted."""
    more = f"等{len(texts)}项" if len(texts) > MOST_LISTED else ""
    return "、".join(texts[:MOST_LISTED]) + more


def _refuse_unknown(text: str, known: set[str], where: str) -> None:
    named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if unknown := sorted(named - known):
        raise SuiteError(f"{where}的说明文字中有不认识的项：{'、'.join(unknown)}。可用：{'、'.join(sorted(known))}。")
