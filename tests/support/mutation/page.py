"""docs/变异检验.md: which rules notice which slips. `PYTHONPATH=tests python -m mutation.page` writes it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from support.mutation.cell_groups import alike, named
from support.mutation.outcome import Noticed, Outcomes, outcomes, watched_by_text
from support.mutation.single_slips import KINDS
from support.mutation.untouched import FORMS
from township_reports.settings import PROJECT

PAGE = PROJECT / "docs" / "变异检验.md"
BEGINNING = """# 变异检验

本页由 `PYTHONPATH=tests python -m mutation.page` 生成，测试核对它与现行规则一致，不要手工修改。

做法：取一份勾稽关系全部成立、与上年衔接的报告（县级部门，除规章外每格都是两位以上的数），在每一格中各造一处差错，
用 `expectations/` 的规则核对，看哪些规则发现它。未改动的报告不触发任何规则。

* 多一、少一：数字加一、减一。
* 漏填：该填的数没有填，格是空白。
* 漏一位：漏写最后一位（小数漏写个位）。只有一位数的格不适用。
* 与邻格对调：与右边一格（最后一列与左边一格）的数对调。只有一列的行不适用。
* 错移一格：数填到了右边一格（最后一列填到左边一格），本格空白。

表中写出发现差错的规则；有错误级规则的只写错误级规则；“无”是没有规则发现，“—”是不适用。
漏填另有 B-1 提示；与上年相差十倍以上的，另有 Y-4 提示。报告没有正文；正文写出的数另由提示规则看守的格，列在各表之后。
"""


def all_outcomes() -> Mapping[str, Outcomes]:
    """What fires on every slip in every cell, for each way of printing a report; raises SuiteError."""
    return {form: outcomes(form) for form in FORMS}


def page(every: Mapping[str, Outcomes]) -> str:
    """The whole page; raises SuiteError."""
    sections = (section for form in FORMS for section in (*_form(form, every[form]), *_told(form, every[form])))
    return "\n".join([BEGINNING, *_summary(every), *sections])


def _summary(every: Mapping[str, Outcomes]) -> Iterator[str]:
    yield "## 汇总\n"
    yield "每栏：错误级规则发现的／只有提示的／没有规则发现的。\n"
    yield _row(("表格", "范围", *KINDS))
    yield _row(("---",) * (2 + len(KINDS)))
    for form, found in every.items():
        bound = {cell: found[cell] for cell in found if not cell.startswith("proactive.")}
        free = {cell: found[cell] for cell in found if cell.startswith("proactive.")}
        yield _row((form, "表三、表四", *(_shares(bound, kind) for kind in KINDS)))
        yield _row((form, "表二", *(_shares(free, kind) for kind in KINDS)))
    yield ""


def _shares(found: Outcomes, kind: str) -> str:
    grades = Counter(_grade(fate[kind]) for fate in found.values() if kind in fate)
    return "／".join(str(grades[grade]) for grade in ("error", "warning", "unseen"))


def _grade(noticed: Noticed) -> str:
    if noticed.errors:
        return "error"
    return "warning" if noticed.warnings else "unseen"


def _form(form: str, found: Outcomes) -> Iterator[str]:
    edition, _ = FORMS[form]
    yield f"## {form}\n"
    yield _row(("格", *KINDS))
    yield _row(("---",) * (1 + len(KINDS)))
    for cells in alike(found, lambda cell: tuple(_text(found[cell].get(kind)) for kind in KINDS)).values():
        yield _row((named(edition, cells), *(_text(found[cells[0]].get(kind)) for kind in KINDS)))
    yield ""
    yield from _unprotected(edition, found)
    yield from _unseen(edition, found)


def _unprotected(edition: str, found: Outcomes) -> Iterator[str]:
    """The cells whose figure may be anything not below zero, and what else watches them."""
    free = [cell for cell, fate in found.items() if not any(fate[kind].errors for kind in ("多一", "漏填"))]
    yield "没有错误级勾稽规则保护的格，和看守它们的提示：\n"
    for cells in alike(free, lambda cell: _watching(found[cell])).values():
        yield f"* {named(edition, cells)}：{_watching(found[cells[0]])}"
    yield ""


def _watching(fate: Mapping[str, Noticed]) -> str:
    return "、".join(sorted({rule for noticed in fate.values() for rule in noticed.warnings}))


def _told(form: str, found: Outcomes) -> Iterator[str]:
    """The cells whose figure the running text may tell, and what then watches them."""
    edition, _ = FORMS[form]
    watched = watched_by_text(form, found)
    yield "正文写出这些格（或者几格之和）的数时，另外看守它们的提示：\n"
    for cells in alike(watched, lambda cell: watched[cell]).values():
        yield f"* {named(edition, cells)}：{'、'.join(watched[cells[0]])}"
    yield ""


def _unseen(edition: str, found: Outcomes) -> Iterator[str]:
    """What no rule notices although equations protect the cell."""
    bound = [cell for cell in found if found[cell]["多一"].errors]
    unseen = {
        cell: [kind for kind in KINDS if kind in found[cell] and _grade(found[cell][kind]) == "unseen"]
        for cell in bound
    }
    missed = [cell for cell in bound if unseen[cell]]
    if missed:
        yield "有勾稽规则保护的格中，合计不变、没有规则能发现的差错：\n"
        for cells in alike(missed, lambda cell: tuple(unseen[cell])).values():
            yield f"* {'、'.join(unseen[cells[0]])}：{named(edition, cells)}"
        yield ""


def _text(noticed: Noticed | None) -> str:
    if noticed is None:
        return "—"
    if noticed.errors:
        return "、".join(noticed.errors)
    return f"提示 {'、'.join(noticed.warnings)}" if noticed.warnings else "无"


def _row(texts: tuple[str, ...]) -> str:
    return f"| {' | '.join(texts)} |"


if __name__ == "__main__":
    PAGE.write_text(page(all_outcomes()), encoding="utf-8", newline="\n")
