"""The figures of the sample county: the faults that are meant, and no others."""

from __future__ import annotations

from support.generator.balance import broken_rules
from support.generator.figures import APPLICANTS
from support.generator.sample_county import submissions

SENT_2020 = {submitted.unit.name: submitted for submitted in submissions(2020)}
SENT_2021 = {submitted.unit.name: submitted for submitted in submissions(2021)}
FAULTS = {
    "白鹭洲镇": {"T3-1": ["natural_person", "total"]},
    "东汀街道": {"T3-3": ["granted", "partly_granted"]},
    "县自然资源和规划局": {"T4-1": ["reconsideration"]},
}
ZHOUJIA_2020 = {  # typed from the published report; every other figure there is 0
    "proactive.licensing.previous_items": 4,
    "proactive.licensing.change": 5,
    "proactive.licensing.decisions": 1496,
    "proactive.other_services.previous_items": 175,
    "proactive.other_services.change": -45,
    "proactive.other_services.decisions": 11536,
    "proactive.penalties.previous_items": 6,
    "proactive.penalties.change": 8,
    "proactive.coercion.previous_items": 9,
    "proactive.coercion.change": -4,
}


def test_faults_of_2020() -> None:
    broken = {name: broken_rules(sent.figures) for name, sent in SENT_2020.items()}
    assert {name: rules for name, rules in broken.items() if rules} == FAULTS


def test_one_file_broke_off_and_one_unit_left_zeros_blank() -> None:
    assert [name for name, sent in SENT_2020.items() if sent.entry.truncated] == ["长岭岗镇"]
    assert [name for name, sent in SENT_2020.items() if "" in sent.document.figures.values()] == ["双溪口镇"]


def test_nothing_is_wrong_in_2021() -> None:
    assert not any(broken_rules(sent.figures) for sent in SENT_2021.values())
    assert not any("" in sent.document.figures.values() or sent.entry.truncated for sent in SENT_2021.values())


def test_one_unit_prints_other_handling_as_one_row() -> None:
    assert [name for name, sent in SENT_2021.items() if "requests.other.total" in sent.figures] == ["县公安局"]


def test_zhoujia_has_the_published_figures() -> None:
    figures = SENT_2020["周嘉镇"].figures
    assert len(figures) == 198
    assert {cell: figure for cell, figure in figures.items() if figure} == ZHOUJIA_2020


def test_2021_begins_where_2020_ended() -> None:
    for name, sent in SENT_2020.items():
        if name in FAULTS or sent.entry.truncated:
            continue
        for column in (*APPLICANTS, "total"):
            carried_in = SENT_2021[name].figures[f"requests.carried_in.{column}"]
            assert (name, column, carried_in) == (name, column, sent.figures[f"requests.carried_out.{column}"])


def test_no_regulations_below_the_city() -> None:
    for sent in (*SENT_2020.values(), *SENT_2021.values()):
        assert not any(figure for cell, figure in sent.figures.items() if cell.startswith("proactive.regulations."))


def test_decisions_are_no_year_end_counts() -> None:
    for sent in SENT_2020.values():
        for row in ("licensing", "other_services", "penalties", "coercion"):
            previous, change, decisions = (
                sent.figures[f"proactive.{row}.{column}"] for column in ("previous_items", "change", "decisions")
            )
            assert not change or decisions != previous + change
