"""The sentences of the sample county: each unit's own, and their numbers add up."""

from __future__ import annotations

import re
from collections import Counter

from generator.sample_county import YEARS, submissions

SENT = [submitted for year in YEARS for submitted in submissions(year)]
LIST = re.compile(r"(\d+)条，其中((?:[^。、\d]+\d+条[、。])+)")


def test_no_paragraph_stands_in_two_reports() -> None:
    paragraphs = Counter(
        paragraph for sent in SENT for section in "一五" for paragraph in sent.document.narrative[section]
    )
    assert [paragraph for paragraph, times in paragraphs.items() if times > 1] == []


def test_every_section_of_prose_is_written() -> None:
    assert {tuple(sent.document.narrative) for sent in SENT} == {("一", "五", "六")}


def test_lists_add_up_to_their_total() -> None:
    lists = [match for sent in SENT for text in sent.document.narrative["一"] for match in LIST.findall(text)]
    assert len(lists) == 3
    for total, parts in lists:
        assert sum(map(int, re.findall(r"\d+", parts))) == int(total), parts
