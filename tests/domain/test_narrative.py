"""The vocabulary of running text names only what there is: cells of the forms, topics, subjects, sections."""

from __future__ import annotations

import pytest
from township_reports.domain.form.form import EDITIONS, load_form
from township_reports.domain.form.narrative_terms import Subject, load_narrative_words

WORDS = load_narrative_words()
BY_ID = {subject.id: subject for subject in WORDS.subjects}


def test_every_subject_has_an_id_of_its_own() -> None:
    assert len(BY_ID) == len(WORDS.subjects)
    assert all(subject.topic in WORDS.topics for subject in WORDS.subjects)
    assert len({subject.label for subject in WORDS.subjects}) == len(WORDS.subjects)


@pytest.mark.parametrize("subject", WORDS.subjects, ids=lambda subject: subject.id)
def test_a_subject_names_cells_and_subjects_that_exist(subject: Subject) -> None:
    for edition in EDITIONS:
        assert set(subject.cells_on(edition)) <= load_form(edition).cells().keys()
    assert {subject.part_of, *subject.without} - {""} <= BY_ID.keys()
    assert subject.part_of or not subject.listed


def test_every_outcome_row_of_table_three_can_be_told() -> None:
    told = {cell for subject in WORDS.subjects for cell in subject.cells_on("2021")}
    totals = {cell for cell in load_form("2021").cells() if cell.startswith("requests.") and cell.endswith(".total")}
    assert totals <= told


def test_every_result_of_table_four_can_be_told() -> None:
    told = {cell for subject in WORDS.subjects for cell in subject.cells_on("2019")}
    assert {cell for cell in load_form("2019").cells() if cell.startswith("disputes.")} <= told


def test_the_cells_of_a_part_are_among_those_of_the_whole() -> None:
    for subject in WORDS.subjects:
        whole = BY_ID.get(subject.part_of)
        if subject.topic == "requests" and whole and whole.id not in ("received", "handled_total"):
            for edition in EDITIONS:
                assert set(subject.cells_on(edition)) <= set(whole.cells_on(edition))


def test_a_form_without_the_cell_asks_for_no_such_number() -> None:
    assert WORDS.subject("normative_in_force").cells_on("2019") == ()
    assert WORDS.subject("normative_disclosed").cells_on("2019") == ("proactive.normative_documents.disclosed",)


@pytest.mark.parametrize(("word", "kind"), [("全县", "县"), ("县政府办", "本级"), ("我镇", "乡镇"), ("三溪镇", None)])
def test_a_scope_word_tells_who_may_call_its_own_number_so(word: str, kind: str | None) -> None:
    assert WORDS.scope_of(word) == kind
    assert {"乡镇", "街道", "部门", "本级"} <= WORDS.scopes.keys()


def test_the_sections_are_the_forms() -> None:
    assert WORDS.sections.keys() == load_form("2021").sections.keys()
