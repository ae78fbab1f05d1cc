"""What is wrong with a template of the office, told by file and line. Renders nothing."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from township_reports.refusal import Refusal


class BadTemplate(Refusal):
    """A template of the office cannot be used; the message says in Chinese which line, why, and what to do."""


def bad_template(problem: Exception, folder: Path | None) -> BadTemplate | None:
    """The problem as the office is told it; None where no template of its folder is behind it."""
    place = _place(problem, folder) if folder else None
    if place is None:
        return None
    path, line = place
    return BadTemplate(
        f"模板 {path} 第{line}行：{_reason(problem)}。没有编制新的报告，已发布的报告保持不变。"
        "请更正这一行，或移走这个模板改用自带的，再重新运行“编制汇总报告”。"
    )


def _place(problem: Exception, folder: Path) -> tuple[Path, int] | None:
    """The line of the office's template where it went wrong: what the engine says, or the innermost one called."""
    if isinstance(problem, TemplateSyntaxError) and problem.filename:
        places = [(Path(problem.filename), problem.lineno)]
    else:
        places = [(Path(frame.filename), frame.lineno or 0) for frame in reversed(extract_tb(problem.__traceback__))]
    return next((place for place in places if place[0].parent == folder), None)


def _reason(problem: Exception) -> str:
    match problem:
        case TemplateSyntaxError():
            return f"语法不对（{problem.message}）"
        case SecurityError():
            return f"用了不允许的操作（{problem}）"
        case TemplateNotFound():
            return f"要引用的模板“{problem.name}”不存在"
        case UndefinedError():
            return f"用了没有的名称（{problem}）"
        case KeyError():
            return f"没有这一格：{problem}"
        case _:
            return f"算不出来（{type(problem).__name__}：{problem}）"
