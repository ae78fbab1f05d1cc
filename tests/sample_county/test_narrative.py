"""The sentences of the sample county: each unit's own, their numbers add up, and the reader finds what they tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from support.generator.formats import FORMATS
from support.generator.sample_county import SAMPLE_COUNTY, YEARS, submissions
from township_reports.checking.check import check_submissions
from township_reports.reading.registry import read_report
from township_reports.records.submission import Submission
from township_reports.template.narrative import load_narrative_words

SENT = [submitted for year in YEARS for submitted in submissions(year)]
# 办理申请5件 may be what came in or what was handled, 受理申请5件 an application for a permit: neither is taken.
TAKEN = {
    "received": 38,
    "handled_total": 16,
    "reconsideration": 15,
    "carried_in": 11,
    "normative_issued": 10,
    "carried_out": 7,
    "litigation": 5,
    "disclosed_items": 3,
    "litigation_after_reconsideration": 3,
    "received_natural_person": 1,
    "received_business": 1,
    "unavailable_not_held": 1,
    "unavailable_unclear": 1,
    "normative_repealed": 1,
    "licensing": 1,
    "penalties": 1,
    "litigation_direct": 1,
    "reconsideration_pending": 1,
}
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


REPORTS = [read_report(SAMPLE_COUNTY / sent.path) for sent in SENT if not sent.entry.truncated]


def test_every_number_the_reader_takes_from_the_sentences_is_the_tables() -> None:
    words, wrong = load_narrative_words(), []
    for report in REPORTS:
        for claim in report.narrative.claims:
            cells = words.subject(claim.subject).cells_on(report.edition)
            figures = [report.cells[cell].value or 0 for cell in cells if cell in report.cells]
            wrong += [claim] if cells and sum(figures) != claim.value else []
    assert wrong == []


def test_the_reader_takes_most_numbers_and_no_others() -> None:
    assert Counter(claim.subject for report in REPORTS for claim in report.narrative.claims) == TAKEN


def test_the_reader_finds_the_lists() -> None:
    found = [listing for report in REPORTS for listing in report.narrative.listings]
    assert sorted(listing.total for listing in found) == [7, 96, 174, 203]
    assert all(sum(value for _, value in listing.parts) == listing.total for listing in found)


def test_every_report_has_its_sections_and_no_cell_among_them() -> None:
    for report in REPORTS:
        assert [section.numeral for section in report.narrative.sections] == ["", *"一二三四五六"]
        assert not any(report.narrative.section(numeral).paragraphs for numeral in "二三四")  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["docx", "html", "txt_pipes", "txt_cells", "xlsx"])
def test_one_wrong_number_in_a_sentence_is_found_in_every_format(kind: str, tmp_path: Path) -> None:
    [sent] = [sent for sent in SENT if sent.unit.name == "白鹭洲镇" and sent.year == 2021]
    wrong = "新收申请4件，上年结转1件，已全部办结。主动公开信息90条，其中防汛信息50条、禁捕信息30条。"
    document = replace(sent.document, narrative={**sent.document.narrative, "一": (wrong,)})
    path = tmp_path / "白鹭洲镇2021年年报"
    path.write_bytes(FORMATS[kind](document))
    findings = check_submissions([Submission("x", read_report(path), sent.unit, sent.year, sent.unit.kind)])
    assert [(finding.rule, finding.left, finding.right) for finding in findings] == [("N-1", 4, 3), ("N-2", 90, 80)]
