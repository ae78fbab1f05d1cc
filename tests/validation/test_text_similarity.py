"""Texts that are word for word the same are found, whoever copied from whom, and others are not."""

from __future__ import annotations

from dataclasses import replace
from tempfile import TemporaryFile

import pytest
from support.reports.balanced import all_zero, findings_by_case
from support.reports.texts import SENTENCES
from township_reports.domain.county import Unit
from township_reports.domain.narrative import Narrative, Section
from township_reports.domain.report import Report
from township_reports.domain.submission import Submission
from township_reports.validation.text_similarity.shingle_spool import spool_shingles
from township_reports.validation.text_similarity.similarity import (
    compute_shared_fraction,
    extract_shingles,
    find_most_similar,
)

ALMOST = 0.8


def narrative(*sentences: str) -> Narrative:
    return Narrative((Section("一", "一、总体情况", sentences[:6]), Section("五", "", sentences[6:])))


def report(*sentences: str) -> Report:
    return replace(all_zero("2021"), narrative=narrative(*sentences))


def shared(one: Narrative, other: Narrative, *names: str) -> float:
    return compute_shared_fraction(extract_shingles(one, "甲", names), extract_shingles(other, "乙", names))


def test_the_same_text_is_the_same() -> None:
    assert shared(narrative(*SENTENCES), narrative(*SENTENCES)) == 1


def test_figures_marks_titles_and_the_own_name_do_not_count() -> None:
    written = [f"{sentence[:-1]}，青山镇全年办理12件，见《青山县2020年要点》。" for sentence in SENTENCES]
    copied = [f"{sentence[:-1]}；河口乡全年办理三百零五件。见《通知》。" for sentence in SENTENCES]
    assert shared(narrative(*written), narrative(*copied), "青山镇", "河口乡") > 0.95


def test_a_text_with_a_sentence_in_twelve_rewritten_is_almost_the_same() -> None:
    assert (
        shared(narrative(*SENTENCES), narrative(*SENTENCES[1:], "老年食堂的菜价由老人自己商定，账目每月贴出。")) > 0.85
    )


def test_half_a_text_is_not_almost_the_same() -> None:
    assert shared(narrative(*SENTENCES), narrative(*SENTENCES[6:])) < ALMOST


def test_sections_with_tables_are_not_compared() -> None:
    tables = Narrative((Section("二", "", SENTENCES), Section("", "", SENTENCES)))
    assert extract_shingles(tables, "甲", ()).length == 0


def test_among_many_texts_each_finds_its_like() -> None:
    texts = [
        narrative(*(f"{sentence}第{chr(0x4E00 + 97 * number)}回" for sentence in SENTENCES)) for number in range(40)
    ]
    different = [
        narrative(*(chr(0x5000 + (7 * number + at * at) % 9000) * 1 for at in range(400))) for number in range(40)
    ]
    found = find_most_similar([extract_shingles(text, str(at), ()) for at, text in enumerate([*texts, *different])])
    assert all(one is not None and one.other < 40 and one.share > ALMOST for one in found[:40])
    assert all(one is None or one.share < ALMOST for one in found[40:])


def test_texts_kept_in_a_file_are_those_that_were_put_there() -> None:
    texts = [extract_shingles(narrative(*said), str(at), ()) for at, said in enumerate([SENTENCES, (), SENTENCES[6:]])]
    with TemporaryFile() as file:
        kept = [spool_shingles(file, text) for text in texts]
        assert [(one.owner, one.length, one.shingles.tolist()) for one in kept] == [
            (one.owner, one.length, one.shingles.tolist()) for one in texts
        ]
        assert find_most_similar(kept) == find_most_similar(texts)


@pytest.fixture(scope="module")
def rules_by_case() -> dict[str, list[str]]:
    whole, short = report(*SENTENCES), report(*SENTENCES[:2])
    town, again = Unit("1", "青山镇", "乡镇"), Unit("2", "河口乡", "乡镇")
    cases = [
        Submission("原文", whole, town),
        Submission("抄件", whole, again),
        Submission("另一版", report(*SENTENCES[6:], *SENTENCES[:6]), town),
        Submission("不足二百字", short, Unit("3", "石桥镇", "乡镇"), previous=short),
        Submission(
            "上年原文", report(*reversed(SENTENCES[:7])), Unit("4", "东山镇", "乡镇"), previous=report(*SENTENCES[:7])
        ),
    ]
    found = findings_by_case(cases)
    return {key: [finding.message for finding in found[key] if finding.rule == "N-3"] for key in found}


def test_copies_are_told_with_whose_text_they_are(rules_by_case: dict[str, list[str]]) -> None:
    assert ["河口乡" in message for message in rules_by_case["原文"]] == [True]
    assert ["青山镇" in message for message in rules_by_case["抄件"]] == [True]


def test_short_texts_are_not_compared(rules_by_case: dict[str, list[str]]) -> None:
    assert rules_by_case["不足二百字"] == []


def test_a_text_of_last_year_is_told(rules_by_case: dict[str, list[str]]) -> None:
    [message] = rules_by_case["上年原文"]
    assert message.startswith("第一、五、六部分的文字与本单位上年的报告有")
