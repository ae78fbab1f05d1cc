"""The county added up by the database, in every case against plain Python that adds cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.county.examples import AMOUNT, GRANTED, report, with_cell
from support.county.plain_merge import merge_reports
from support.generator.balance import broken_rules
from support.generator.figures import balanced_figures
from township_reports.county.merge import merge_county_cells
from township_reports.county.notes import list_merge_notes
from township_reports.embedded.postgres import PostgresServer
from township_reports.records.county_report import CellContribution, CountyFigures
from township_reports.records.report import Cell, Report, Status
from township_reports.records.roster import Unit
from township_reports.storage.database import migrate
from township_reports.storage.dataset import CountyDataset, UnitOfWork
from township_reports.storage.entries import MergeInputs, Run
from township_reports.storage.submissions import FileKey
from township_reports.template.crosswalk import list_counterparts
from township_reports.template.form import load_form

RUN = Run("run", "青山县", "青山县人民政府办公室", 2021, "/county", "2021")
KINDS = ("乡镇", "街道", "部门")
CODES = ("a", "b", "甲", *map(str, range(10)))
Merge = Callable[[Mapping[str, Report], str], CountyFigures]
_files = count()


@pytest.fixture(scope="module")
def dataset(postgres: PostgresServer) -> Iterator[CountyDataset]:
    postgres.ensure_database("merged")
    migrate(postgres.url("merged"))
    dataset = CountyDataset(postgres.url("merged"))
    with dataset.transaction() as work:
        work.runs.open(RUN, [Unit(code, code, KINDS[number % 3]) for number, code in enumerate(CODES)])
    yield dataset
    postgres.drop_database("merged")


@pytest.fixture(scope="module")
def merge(dataset: CountyDataset) -> Merge:
    """Merges reports as a run does, and compares everything with the plain way."""

    def merged(reports: Mapping[str, Report], edition: str) -> CountyFigures:
        with dataset.transaction() as work:
            made_of = MergeInputs(stored(work, reports), list_counterparts(edition))
            parts, cells = (
                work.figures.contributions,
                merge_county_cells(work.figures.contributions.sum_by_kind(made_of), edition),
            )
            sources, counted = tuple(parts.iterate_contributions(made_of)), list(parts.list_contributions(made_of))
            outlines = work.submissions.load_outlines(made_of.submissions.values())
        plain = merge_reports(reports, edition)
        assert repr(cells) == repr(plain.cells)
        assert repr(sources) == repr(plain.sources)
        assert [source.read for source in sources] == [source.read for source in plain.sources]
        assert sorted(map(repr, counted)) == sorted(map(repr, plain.sources))
        for code, whole in reports.items():
            outline = outlines[made_of.submissions[code]]
            assert (outline.edition, outline.list_incomplete()) == (whole.edition, whole.list_incomplete())
            assert list(list_merge_notes("", outline, outline.edition)) == list(
                list_merge_notes("", whole, whole.edition)
            )
        return CountyFigures(edition, cells, sources, plain.notes)

    return merged


def stored(work: UnitOfWork, reports: Mapping[str, Report]) -> dict[str, int]:
    return {
        code: work.submissions.add(RUN.key, code, FileKey(f"{next(_files)}.txt", "a" * 64, "1"), report).id
        for code, report in reports.items()
    }


def test_a_county_cell_is_the_sum_of_its_units(merge: Merge) -> None:
    figures = merge({"b": report("2021", {GRANTED: 5}), "a": report("2021", {GRANTED: 2})}, "2021")
    assert figures.cells[GRANTED] == 7
    assert [source for source in figures.sources if source.cell == GRANTED] == [
        CellContribution(GRANTED, "a", GRANTED, 2),
        CellContribution(GRANTED, "b", GRANTED, 5),
    ]
    assert tuple(figures.cells) == load_form("2021").required_cells()
    assert figures.notes == ()


def test_money_is_added_exactly(merge: Merge) -> None:
    figures = merge({str(n): report("2021", {AMOUNT: Decimal("0.1")}) for n in range(3)}, "2021")
    assert repr(figures.cells[AMOUNT]) == "Decimal('0.3')"


def test_a_county_without_units_is_zero_and_keeps_its_kinds(merge: Merge) -> None:
    figures = merge({}, "2021")
    assert (repr(figures.cells[AMOUNT]), repr(figures.cells[GRANTED])) == ("Decimal('0')", "0")


@pytest.mark.parametrize("status", [Status.BLANK, Status.NOT_APPLICABLE])
def test_a_blank_is_a_part_of_zero(merge: Merge, status: Status) -> None:
    blank = with_cell(report("2021", {}), AMOUNT, Cell(None, "", status))
    figures = merge({"a": blank}, "2021")
    assert [repr(source.value) for source in figures.sources if source.cell == AMOUNT] == ["Decimal('0')"]
    assert figures.notes == ()


@pytest.mark.parametrize("status", [Status.UNSURE, Status.MISSING])
def test_what_nobody_could_read_is_no_part_and_is_told(merge: Merge, status: Status) -> None:
    doubtful = with_cell(report("2021", {}), AMOUNT, Cell(None, "约25", status))
    figures = merge({"a": doubtful}, "2021")
    assert figures.cells[AMOUNT] == 0
    assert not [source for source in figures.sources if source.cell == AMOUNT]
    label = load_form("2021").label(AMOUNT)
    assert figures.notes == (f"城关镇：有1格未能读出，未计入全县合计：{label}（原文“约25”）。",)


def test_an_optional_row_appears_when_a_unit_printed_it(merge: Merge) -> None:
    printed = report("2021", {"requests.other.total": 3})
    figures = merge({"a": printed, "b": report("2021", {})}, "2021")
    assert figures.cells["requests.other.total"] == 3
    assert "requests.other.natural_person" not in figures.cells
    assert list(figures.cells) == [cell for cell in load_form("2021").cells() if cell in figures.cells]


def test_a_report_of_the_new_form_is_carried_over_to_the_old_one(merge: Merge) -> None:
    misc = {"requests.other_misc.total": 2, "requests.other_fee_unpaid.total": 1, GRANTED: 4}
    figures = merge({"a": report("2021", misc)}, "2019")
    assert (figures.cells["requests.other.total"], figures.cells[GRANTED]) == (3, 4)


def test_what_has_no_counterpart_is_told_once_for_a_unit(merge: Merge) -> None:
    figures = merge({"a": report("2019", {}), "b": report("2021", {})}, "2021")
    assert len(figures.notes) == 1
    assert figures.notes[0].startswith("城关镇：按2019年版格式报送，其中19格在2021年版中没有对应项，未计入全县合计（")
    assert figures.notes[0].endswith("；2021年版中有7格该单位没有数据。")


def county_of(seeds: list[tuple[str, int]]) -> dict[str, Report]:
    return {str(n): report(edition, balanced_figures(edition, seed)) for n, (edition, seed) in enumerate(seeds)}


editions = st.sampled_from(["2019", "2021"])
counties = st.lists(st.tuples(editions, st.integers(0, 10_000)), min_size=1, max_size=5).map(county_of)


@given(counties, st.randoms(), editions)
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_reports_makes_no_difference(
    merge: Merge, units: dict[str, Report], random: Random, edition: str
) -> None:
    shuffled = list(units.items())
    random.shuffle(shuffled)
    assert merge(dict(shuffled), edition) == merge(units, edition)


@given(editions, st.lists(st.integers(0, 10_000), min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_the_sum_of_balanced_reports_is_balanced(merge: Merge, edition: str, seeds: list[int]) -> None:
    cells = merge(county_of([(edition, seed) for seed in seeds]), edition).cells
    assert broken_rules(cells) == {}


def doubtful(edition: str, seed: int, random: Random) -> Report:
    """A report of any cells: blanks, what nobody could read, what a person entered, money to the cent, an extra row."""
    whole = report(edition, balanced_figures(edition, seed))
    for cell_id, spec in load_form(edition).cells().items():
        money = spec.column.kind == "money"
        cell = random.choice(
            (
                Cell(None, "", Status.BLANK),
                Cell(None, "/", Status.NOT_APPLICABLE),
                Cell(None, "约3", Status.UNSURE),
                Cell(None, "", Status.MISSING),
                *(Cell(Decimal(random.randrange(10**9)) / 100 if money else random.randrange(10**6), "", status)
                  for status in (Status.READ, Status.DEDUCED, Status.ENTERED)),
            )
        )  # fmt: skip
        if cell_id in whole.cells or random.random() < 0.3:
            whole = with_cell(whole, cell_id, cell)
    return whole


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("seed", range(4))
def test_reports_in_any_state_and_of_either_form_add_up_as_in_plain_python(
    merge: Merge, seed: int, edition: str
) -> None:
    random = Random(seed)
    units = [(code, random.choice(("2019", "2021"))) for code in random.sample(CODES, 6)]
    merge({code: doubtful(own, number, random) for number, (code, own) in enumerate(units)}, edition)
