"""What is wrong with a template of the office, stated by file and line."""

from __future__ import annotations

import re
from pathlib import Path
from traceback import extract_tb

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from typst import TypstError

from township_reports.domain.errors import UserFacingError
from township_reports.rendering.templating.time_limit import TimeLimitError

LEFT_ALONE = "没有编制新的报告，已发布的报告保持不变。"
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TemplateSyntaxError, "语法不对（{problem.message}）"),
    (SecurityError, "用了不允许的操作（{problem}）"),
    (TemplateNotFound, "要引用的模板“{problem.name}”不存在"),
    (UndefinedError, "用了没有的名称（{problem}）"),
    (TimeLimitError, "运行时间过长，已停止（循环没有尽头或次数太多）"),
    (MemoryError, "用的内存过多，已停止（文字太长或循环次数太多）"),
    (TypstError, "排版不成（{problem.message}）"),
    (KeyError, "没有这一格：{problem}"),
)
OTHER_REASON = "算不出来（{kind}：{problem}）"
PLACE_IN_TYPST = re.compile(r"┌─ .*?:(\d+):\d+")


class TemplateError(UserFacingError):
    """A template of the office cannot be used; the message says in Chinese which line, why, and what to do."""


def describe_template_error(problem: Exception, folder: Path | None) -> TemplateError | None:
    """Describe the problem as the office is reported it; None where no template of its folder is behind it."""
    place = _place(problem, folder) if folder else None
    if place is None:
        return None
    path, line = place
    return TemplateError(
        f"模板 {path} 第{line}行：{_reason(problem)}。{LEFT_ALONE}"
        "请更正这一行，或移走这个模板改用自带的，再重新运行“编制汇总报告”。"
    )


def describe_layout_error(path: Path, reason: str) -> TemplateError:
    """Describe a layout of the office's that is no text, and so has no lines."""
    return TemplateError(
        f"版式 {path}：{reason}。{LEFT_ALONE}请更正，或移走这个文件改用自带的，再重新运行“编制汇总报告”。"
    )


def _place(problem: Exception, folder: Path) -> tuple[Path, int] | None:
    """Place the line of the office's template where it went wrong.

    What the engine says, or the innermost one called.
    """
    if isinstance(problem, TypstError):
        line = PLACE_IN_TYPST.search(problem.diagnostic)
        places = [(folder / "report.typ", int(line[1]) if line else 1)]
    elif isinstance(problem, TemplateSyntaxError) and problem.filename:
        places = [(Path(problem.filename), problem.lineno)]
    else:
        places = [(Path(frame.filename), frame.lineno or 0) for frame in reversed(extract_tb(problem.__traceback__))]
    return next((place for place in places if place[0].parent == folder), None)


def _reason(problem: Exception) -> str:
    reason = next((reason for kind, reason in REASONS if isinstance(problem, kind)), OTHER_REASON)
    return reason.format(problem=problem, kind=type(problem).__name__)
