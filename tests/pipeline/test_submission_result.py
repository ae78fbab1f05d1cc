"""How long lines are folded for the log."""

from __future__ import annotations

from township_reports.pipeline.submission_result import LOG_WIDTH, folded


def test_a_short_line_stays() -> None:
    assert list(folded("周嘉镇：已通过")) == ["周嘉镇：已通过"]


def test_a_long_line_is_cut_after_a_mark_and_indented() -> None:
    line = "  · " + "数" * 30 + "，" + "字" * 30
    assert list(folded(line)) == ["  · " + "数" * 30 + "，", "    " + "字" * 30]


def test_nothing_is_lost_without_marks() -> None:
    line = "字" * (2 * LOG_WIDTH + 7)
    assert "".join(part.strip() for part in folded(line)) == line
    assert max(map(len, folded(line))) <= LOG_WIDTH
