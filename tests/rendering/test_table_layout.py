from __future__ import annotations

from township_reports.rendering.content.table_layout import Label, build_listing, nest_labels


def test_neighbours_share_their_group() -> None:
    assert list(nest_labels([("甲",), ("乙", "1"), ("乙", "2"), ("丙", "1")])) == [
        Label("甲", 0, 0, 1, 2),
        Label("乙", 0, 1, 2, 1),
        Label("丙", 0, 3, 1, 1),
        Label("1", 1, 1, 1, 1),
        Label("2", 1, 2, 1, 1),
        Label("1", 1, 3, 1, 1),
    ]


def test_a_merged_box_stands_in_every_row_it_reaches() -> None:
    table = build_listing("名单", (("序号", 1), ("单位", 14)), [("1", "城关镇")])
    assert [[box.text for box in line] for line in table.lines()] == [["序号", "单位"], ["1", "城关镇"]]
    assert table.extent(table.boxes[1]) == (1, 14)
