"""The generated tables have the shape of the official ones."""

from __future__ import annotations

import pytest
from support.generator.figures import balanced_figures
from support.generator.form_tables import form_tables
from township_reports.template.form import EDITIONS

SHAPES = {
    ("2019", "二"): (18, 4),
    ("2019", "三"): (26, 10),
    ("2019", "四"): (4, 15),
    ("2021", "二"): (14, 4),
    ("2021", "三"): (28, 10),
    ("2021", "四"): (4, 15),
}


@pytest.mark.parametrize(("edition", "section"), SHAPES)
def test_boxes_fill_the_table_without_gap_or_overlap(edition: str, section: str) -> None:
    table = form_tables(edition, balanced_figures(edition, 1))[section]
    covered = [
        (row + y, column + x) for row, column, box in table.placed() for y in range(box.down) for x in range(box.across)
    ]
    height, width = SHAPES[edition, section]
    assert sorted(covered) == [(y, x) for y in range(height) for x in range(width)]


def test_labels_of_the_third_table_are_merged_as_on_the_form() -> None:
    grid = form_tables("2019", balanced_figures("2019", 1))["三"].grid()
    labels = {box.text: (box.across, box.down) for row in grid for box in row[:3] if box}
    assert labels["一、本年新收政府信息公开申请数量"] == (3, 1)
    assert labels["三、本年度办理结果"] == (1, 20)
    assert labels["（一）予以公开"] == (2, 1)
    assert labels["（三）不予公开"] == (1, 8)
    assert labels["8.属于行政查询事项"] == (1, 1)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_cell_without_figure_is_refused(edition: str) -> None:
    figures = balanced_figures(edition, 1)
    del figures["requests.granted.research"]
    with pytest.raises(KeyError, match=r"requests\.granted\.research"):
        form_tables(edition, figures)
