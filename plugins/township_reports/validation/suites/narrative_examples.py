"""Running text as the suites' examples write it: numbers it tells, lists, and texts to compare.

`told.received: 5` is a number stated of the unit itself, `told.全县.received: 86` one stated of the whole county;
`listed.disclosed_items: 174` is a total and `listed.disclosed_items.政策文件: 100` a part of it; `narrative` is a text.
"""

from __future__ import annotations

from typing import cast

from township_reports.domain.form.narrative_terms import load_narrative_words
from township_reports.domain.narrative import Claim, Listing, Narrative, Section
from township_reports.domain.rule import Example
from township_reports.validation.suites.loader import SuiteError

TEXT = "narrative"
ANOTHER = "another."
ANOTHER_UNIT = "另一单位"
_STATED, _LISTED = "told.", "listed."
_SECTION = "一"


def is_of_narrative(column: str) -> bool:
    """Whether a column of an example is about the running text."""
    return column == TEXT or column.startswith((_STATED, _LISTED, ANOTHER))


def build_example_narrative(example: Example) -> Narrative:
    """Build the running text an example describes."""
    text = str(example.get(TEXT, ""))
    stated = [column.removeprefix(_STATED) for column in example if column.startswith(_STATED)]
    totals = [name for column in example if column.startswith(_LISTED) and "." not in (name := column[len(_LISTED) :])]
    return Narrative(
        (Section(_SECTION, "", (text,)),) if text else (),
        tuple(_claim(name, cast(int, example[_STATED + name])) for name in stated),
        tuple(_listing(name, example) for name in totals),
    )


def _claim(name: str, value: int) -> Claim:
    scope, _, subject = name.rpartition(".")
    return Claim(subject, value, scope, f"{scope}{_label(subject)}{value}件。", _SECTION)


def _listing(subject: str, example: Example) -> Listing:
    of_total = f"{_LISTED}{subject}."
    parts = [
        (column.removeprefix(of_total), cast(int, example[column])) for column in example if column.startswith(of_total)
    ]
    total = cast(int, example[_LISTED + subject])
    sentence = f"{_label(subject)}共{total}条，其中{'、'.join(f'{name}{value}条' for name, value in parts)}。"
    return Listing(subject, total, tuple(parts), "", sentence, _SECTION)


def _label(subject: str) -> str:
    try:
        return load_narrative_words().subject(subject).label
    except KeyError:
        raise SuiteError(f"规则的例子写了正文没有的事项：{subject}。检查未能执行。") from None
