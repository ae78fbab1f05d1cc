"""Numbers are claimed where a sentence leaves no doubt of what they are reported, and nowhere else."""

from __future__ import annotations

import pytest
from support.documents.sentences import ALL, DAMAGED
from township_reports.domain.narrative import Claim
from township_reports.extraction.form_mapping.normalization import TextNormalizer
from township_reports.extraction.narrative.claims import MOST, NarrativeReading, read_claims

SCRAPED = "墊江縣周嘉鎮(zhèn)人民政府2020年政府信息公開工作年度報(bào)告，國務(wù)院辦公廳，數(shù)據(jù)統(tǒng)計(jì)"


def told(*paragraphs: str, section: str = "一", year: int | None = 2020) -> NarrativeReading:
    told = NarrativeReading()
    read_claims(paragraphs, section, year, told)
    return told


def claimed(*paragraphs: str, section: str = "一", year: int | None = 2020) -> str:
    return ", ".join(map(written, told(*paragraphs, section=section, year=year).claims))


def written(claim: Claim) -> str:
    return f"{claim.subject} {claim.value}" + (f" [{claim.scope}]" if claim.scope else "")


@pytest.mark.parametrize("sentence", ALL)
def test_a_sentence_claims_what_it_says(sentence: str) -> None:
    assert claimed(sentence) == ALL[sentence]


@pytest.mark.parametrize("sentence", DAMAGED)
def test_a_scraped_sentence_claims_the_same(sentence: str) -> None:
    assert claimed(TextNormalizer(SCRAPED + sentence).tidy(sentence)) == DAMAGED[sentence]


def test_what_a_paragraph_is_about_carries_over_to_its_sentences() -> None:
    paragraph = "（二）依申请公开。全年共收到12件。办结11件，其中予以公开8件，不予公开3件。"
    assert claimed(paragraph) == "handled_total 11, granted 8, refused 3"
    assert claimed("办结11件，其中予以公开8件，不予公开3件。") == ""


def test_a_short_line_is_the_heading_of_the_paragraph_below() -> None:
    assert claimed("（二）依申请公开情况", "新收5件，办结5件。") == "received 5, handled_total 5"
    assert claimed("（二）依申请公开情况", "工作平稳。", "办结5件。") == ""


def test_sections_three_and_four_are_about_their_tables() -> None:
    assert claimed("予以公开12件、部分公开3件。", section="三") == "granted 12, partly_granted 3"
    assert claimed("结果维持2件。", section="四") == "reconsideration_upheld 2"


def test_another_matter_told_in_between_turns_the_text_away() -> None:
    assert claimed("信息公开申请均按期答复，办理热线工单30件，办结29件。") == ""


def test_without_a_known_year_a_sentence_that_names_one_claims_nothing() -> None:
    assert claimed("2020年收到申请5件。", year=None) == ""
    assert claimed("全年收到申请5件。", year=None) == "received 5"


def test_the_sentence_and_its_section_are_told_as_printed() -> None:
    [claim] = told("认真落实条例。全年收到申请１２件；办理平稳。").claims
    assert claim == Claim("received", 12, "", "全年收到申请１２件；", "一")


def test_a_sentence_that_is_none_is_counted_and_not_looked_through() -> None:
    found = told("全年收到申请5件，" + "办理平稳，" * 400)
    assert (found.claims, found.passed_over) == ([], 1)


def test_more_sentences_than_any_report_has_are_counted_and_not_looked_through() -> None:
    found = told("全年收到申请5件。" * (MOST + 7))
    assert (len(found.claims), found.passed_over) == (MOST, 7)


def test_a_number_is_not_taken_across_lines() -> None:
    assert claimed("全年收到政府信息公开申请", "12件予以公开。") == ""
