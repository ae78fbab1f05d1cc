"""Which suggestions a notice prints: only what the equations leave no doubt about."""

from __future__ import annotations

from township_reports.domain.repair import ErrorLocalization, Repair, SuggestedChange
from township_reports.notices.suggestions import MAX_SHOWN, describe_reliability, suggest_corrections

ONE, OTHER, THIRD = SuggestedChange("a", 1, 2), SuggestedChange("b", 3, 4), SuggestedChange("c", 5, 6)


def repair(*changes: SuggestedChange, weight: float = 0.5) -> Repair:
    return Repair(changes, (), "。".join(change.cell for change in changes), len(changes), weight)


def test_nothing_is_suggested_where_nothing_is_convincing() -> None:
    assert suggest_corrections(()) == {}


def test_the_best_repair_is_suggested_with_its_reason() -> None:
    best = suggest_corrections((repair(ONE, OTHER), repair(ONE, THIRD, weight=0.9)))
    assert {cell: (one.value, one.reason) for cell, one in best.items()} == {"a": (2, "a。b"), "b": (4, "a。b")}


def test_of_several_as_likely_only_what_they_share_is_suggested() -> None:
    best = suggest_corrections((repair(ONE, OTHER), repair(ONE, THIRD), repair(THIRD, weight=0.9)))
    assert {cell: (one.value, one.reason) for cell, one in best.items()} == {
        "a": (2, "同样可能的2种改法都这样改这一格。")
    }
    assert suggest_corrections((repair(ONE), repair(OTHER))) == {}


def test_a_few_repairs_as_likely_are_all_listed() -> None:
    alike = ErrorLocalization((repair(ONE), repair(OTHER), repair(THIRD, weight=0.9)), "有2种。")
    assert describe_reliability(alike) == "有2种。同样可能的改法：（1）a；（2）b。"


def test_one_repair_or_very_many_are_only_told_of() -> None:
    many = (repair(ONE),) * (MAX_SHOWN + 1)
    assert [describe_reliability(ErrorLocalization(repairs, "……")) for repairs in ((), (repair(ONE),), many)] == [
        "……"
    ] * 3
