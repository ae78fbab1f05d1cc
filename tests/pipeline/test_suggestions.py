"""Which suggestions a notice prints: only what the equations leave no doubt about."""

from __future__ import annotations

from township_reports.pipeline.suggestions import suggested
from township_reports.records.repair import Change, Repair

ONE, OTHER, THIRD = Change("a", 1, 2), Change("b", 3, 4), Change("c", 5, 6)


def repair(*changes: Change, weight: float = 0.5) -> Repair:
    return Repair(changes, (), "。".join(change.cell for change in changes), len(changes), weight)


def test_nothing_is_suggested_where_nothing_is_convincing() -> None:
    assert suggested(()) == {}


def test_the_best_repair_is_suggested_with_its_reason() -> None:
    best = suggested((repair(ONE, OTHER), repair(ONE, THIRD, weight=0.9)))
    assert {cell: (one.value, one.reason) for cell, one in best.items()} == {"a": (2, "a。b"), "b": (4, "a。b")}


def test_of_several_as_likely_only_what_they_share_is_suggested() -> None:
    best = suggested((repair(ONE, OTHER), repair(ONE, THIRD), repair(THIRD, weight=0.9)))
    assert {cell: (one.value, one.reason) for cell, one in best.items()} == {
        "a": (2, "同样可能的2种改法都这样改这一格。")
    }
    assert suggested((repair(ONE), repair(OTHER))) == {}
