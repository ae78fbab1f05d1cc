"""How a suite writes the terms of a sum, and how a sum is written out."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from township_reports.domain.report import Value

RELATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
RELATION_SIGNS = {"==": "＝", "!=": "≠", "<": "＜", "<=": "≤", ">": "＞", ">=": "≥"}


class Term(NamedTuple):
    """A column that is added (sign 1) or taken off (sign -1)."""

    sign: int
    column: str


def parse_terms(written: Iterable[str]) -> tuple[Term, ...]:
    """Parse the terms of one side, in the order written: a column name, or a minus and a column name."""
    return tuple(Term(-1, text[1:].strip()) if text.startswith("-") else Term(1, text) for text in written)


def list_columns(terms: Iterable[Term], more: Iterable[str] = ()) -> list[str]:
    """List the columns the terms and a rule's other arguments need, each once."""
    return list(dict.fromkeys([*(term.column for term in terms), *more]))


def format_term(value: Value) -> str:
    """Format a figure as a person writes it, without exponent."""
    return str(value) if isinstance(value, int) else format(value, "f")


def join_terms(terms: Iterable[tuple[Term, str]]) -> str:
    """Terms with their texts as one sum, such as 甲＋乙－丙."""
    signed = "".join(("－" if term.sign < 0 else "＋") + text for term, text in terms)
    return signed.removeprefix("＋")
