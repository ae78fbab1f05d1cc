"""The forms against the official list of cells, and the crosswalk against both forms."""

from __future__ import annotations

import csv

import pytest
from support.folders import SHARED
from township_reports.domain.form.crosswalk import load_crosswalk
from township_reports.domain.form.form import EDITIONS, NoEditionError, find_edition, load_form

OFFICIAL_CELLS = SHARED / "design" / "cells.csv"
CHAPTER = "三、本年度办理结果"  # the official list leaves it out of its labels


def official_cells(edition: str) -> list[dict[str, str]]:
    if not OFFICIAL_CELLS.exists():
        pytest.skip("没有官方单元格清单")
    with OFFICIAL_CELLS.open(encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if row["edition"] == edition]


@pytest.mark.parametrize("edition", EDITIONS)
def test_required_cells_are_the_official_ones_in_their_order(edition: str) -> None:
    assert list(load_form(edition).required_cells()) == [row["cell"] for row in official_cells(edition)]


@pytest.mark.parametrize("edition", EDITIONS)
def test_labels_are_the_official_ones(edition: str) -> None:
    cells = load_form(edition).cells()
    for row in official_cells(edition):
        cell = cells[row["cell"]]
        heads = [label for label in (cell.block.label, *cell.row.under) if label and label != CHAPTER]
        assert ("/".join([*heads, cell.row.label]), cell.column.label) == (row["row_label"], row["column_label"])


@pytest.mark.parametrize(("edition", "required", "optional"), [("2019", 198, 0), ("2021", 200, 7)])
def test_number_of_cells(edition: str, required: int, optional: int) -> None:
    form = load_form(edition)
    assert (len(form.required_cells()), len(form.cells()) - required) == (required, optional)


def test_the_optional_row_names_the_rows_it_replaces() -> None:
    row = load_form("2021").cells()["requests.other.total"].row
    assert row.instead_of == ("other_not_corrected", "other_fee_unpaid", "other_misc")


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")])
def test_edition_of_a_year(year: int, edition: str) -> None:
    assert find_edition(year) == edition


def test_no_form_before_2019() -> None:
    with pytest.raises(NoEditionError, match="2018年没有规定的年报格式"):
        find_edition(2018)


def test_unknown_edition() -> None:
    with pytest.raises(KeyError, match="2014"):
        load_form("2014")


def test_label_as_a_clerk_names_it() -> None:
    form = load_form("2021")
    assert form.label("requests.refused_state_secret.total") == "表三“（三）不予公开/1.属于国家秘密”·总计"
    assert form.label("requests.received.business") == "表三“一、本年新收政府信息公开申请数量”·商业企业"


@pytest.mark.parametrize(("source", "target"), [("2019", "2021"), ("2021", "2019")])
def test_every_cell_has_a_counterpart_or_a_reason(source: str, target: str) -> None:
    crosswalk = load_crosswalk(source, target)
    used = {part for cell in load_form(target).cells() for part in crosswalk.sources(cell)}
    told = {cell for cell in load_form(source).cells() if crosswalk.reason(cell)}
    assert used | told == set(load_form(source).cells())
    assert used & told == set()


def test_crosswalk_adds_the_three_rows_of_2021_into_the_one_of_2019() -> None:
    assert load_crosswalk("2021", "2019").sources("requests.other.total") == (
        "requests.other_not_corrected.total",
        "requests.other_fee_unpaid.total",
        "requests.other_misc.total",
        "requests.other.total",
    )


def test_crosswalk_keeps_the_one_row_of_2019_whole() -> None:
    crosswalk = load_crosswalk("2019", "2021")
    assert crosswalk.sources("requests.other.total") == ("requests.other.total",)
    assert crosswalk.sources("requests.other_misc.total") == ()
    assert "口径不同" in (crosswalk.reason("proactive.regulations.made") or "")
