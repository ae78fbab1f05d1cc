"""How long lines are folded for the log."""

from __future__ import annotations

from township_reports.pipeline.submission_result import LOG_WIDTH, wrap_lines


def test_a_short_line_stays() -> None:
    assert list(wrap_lines("周嘉镇：已通过")) == ["周嘉镇：已通过"]


def test_a_long_line_is_cut_after_a_mark_and_indented() -> None:
    line = "  · " + "数" * 30 + "，" + "字" * 30
    assert list(wrap_lines(line)) == ["  · " + "数" * 30 + "，", "    " + "字" * 30]


def test_nothing_is_lost_without_marks() -> None:
    line = "字" * (2 * LOG_WIDTH + 7)
    assert "".join(part.strip() for part in wrap_lines(line)) == line
    assert max(map(len, wrap_lines(line))) <= LOG_WIDTH
