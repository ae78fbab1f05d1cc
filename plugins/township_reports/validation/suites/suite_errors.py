"""What is wrong with a rule file, in Chinese, place by place."""

from __future__ import annotations

from collections.abc import Sequence

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

PROBLEMS = {
    "missing": "没有写这一项",
    "extra_forbidden": "没有这样的项，请核对名称",
    "string_type": "应为文字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "tuple_type": "应为以“-”开头的各项",
    "dict_type": "应为“名称: 内容”",
    "model_type": "应为“名称: 内容”",
    "too_short": "至少要有一项",
}


def format_validation_errors(wrong: Exception) -> str:
    """Where a file is not as it should be, and how; of a file that is not YAML where its reader stumbled."""
    if isinstance(wrong, yaml.MarkedYAMLError) and wrong.problem_mark:
        mark = wrong.problem_mark
        return f"第{mark.line + 1}行第{mark.column + 1}字处不是规范的 YAML（{wrong.problem}）"
    if not isinstance(wrong, ValidationError):
        return str(wrong)
    return "；".join(f"{_place(one['loc'])}{_problem(one)}" for one in wrong.errors())


def _place(steps: Sequence[str | int]) -> str:
    """Place the items from the outside in, those of a list counted from 1."""
    return "".join(f"第{step + 1}项" if isinstance(step, int) else f"“{step}”" for step in steps)


def _problem(one: ErrorDetails) -> str:
    if one["type"] == "literal_error":
        expected = str(one["ctx"]["expected"]).replace("'", "").replace(" or ", "、").replace(", ", "、")
        return f"写的是“{one['input']}”，只能是 {expected}"
    return PROBLEMS.get(one["type"], one["msg"])
