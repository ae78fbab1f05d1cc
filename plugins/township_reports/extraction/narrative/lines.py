"""The running text of a document, line by line, and what of it is a table's or the page's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from township_reports.domain.document import Document, Grid, GridCell, Paragraph
from township_reports.domain.form.form import EDITIONS, load_form
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.figures import looks_like_figure
from township_reports.extraction.form_mapping.labels import normalize_label
from township_reports.extraction.form_mapping.normalization import TextNormalizer, fold_characters

_SHORTEST_LABEL = 2
_SHORTEST_TELLING = 4  # characters of a label that tell a line without marks to be of a table
_SHORTEST_PROSE = 6
_LONGEST_FURNITURE = 60
_REMEMBERED = 4096  # pages of one site share their menus
_SENTENCE_IN_CELL = 20
_MARKS = re.compile(r"[。；，：,;:]")
_NONE = re.compile(r"无[。.]?")
_FURNITURE = re.compile(
    r"当前位置|您(?:现在|当前)?(?:的|所在)?位置|上一[篇条]|下一[篇条]|打印|关闭|分享|扫一扫|版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|ICP备"
    r"|公网安备|网站标识码|技术支持|相关链接|友情链接|返回顶部|浏览次数|点击[数率]|访问量|责任编辑|编辑[:：]|来源[:：]|联系我们|网站地图"
    r"|发布时间|发布日期|字体[:：]|字号[:：]|无障碍|附件(?:下载)?[:：]?$|^第?\d+页|[^。]{0,40}(?:年度?报告|年报)[_—|-].*"
)


def list_running_lines(document: Document, wording: TextNormalizer) -> Iterator[str]:
    """List the lines of a document that may be running text, tidy; cells of true tables are left out."""
    for block in document.blocks:
        lines = [block.text] if isinstance(block, Paragraph) else _lines_of(block, wording)
        for line in filter(str.strip, lines):
            text = wording.tidy(line).strip()
            if text and not is_furniture(text):
                yield text


def is_furniture(text: str) -> bool:
    """Whether a line is the page's: where one is, what to click, whose site it is."""
    return len(text) <= _LONGEST_FURNITURE and _is_short_furniture(text)


@lru_cache(maxsize=_REMEMBERED)
def _is_short_furniture(text: str) -> bool:
    return "。" not in text and _FURNITURE.search(text) is not None


def is_of_table(text: str, beside_table: bool) -> bool:
    """Whether a line is a cell or a label of the form's tables that lost its table.

    Beside a table (sections 二 to 四) whatever is no prose is taken for one: parts of labels, cells run together.
    """
    return (_is_cell_or_label if len(text) <= _LONGEST_FURNITURE else _judged)(text, beside_table)


def _judged(text: str, beside_table: bool) -> bool:
    plain = fold_characters(text)
    if looks_like_figure(plain):
        return beside_table or _NONE.fullmatch(plain) is None
    letters = normalize_label(plain)
    if text.endswith("。") or not letters:
        return not letters
    if len(letters) >= _SHORTEST_LABEL and (letters in _all_labels() or _explained(plain) in _labels()):
        return True
    if not beside_table or _MARKS.search(text):
        return False
    return len(letters) < _SHORTEST_PROSE or any(label in letters for label in _labels())


_is_cell_or_label = lru_cache(maxsize=_REMEMBERED)(_judged)


def _lines_of(grid: Grid, wording: TextNormalizer) -> Iterator[str]:
    """Return running text in a grid.

    Rows of one cell on a sheet, a line with a stray bar, a page laid out in a table.
    """
    for row in grid.rows:
        filled = [cell for cell in row if cell.text.strip()]
        if any(_holds_sections(cell, wording) for cell in filled if not cell.text.isdecimal()):
            yield from (line for cell in filled for line in cell.text.splitlines())
        elif grid.sheet and len(filled) == 1:
            yield from filled[0].text.splitlines()
        elif len(grid.rows) == 1 and any(_is_sentence(cell) for cell in filled):
            yield "".join(cell.text for cell in filled)


def _holds_sections(cell: GridCell, wording: TextNormalizer) -> bool:
    lines = cell.text.splitlines()
    return len(lines) > 1 and sum(form_labels.get_sections().knows(wording.clean(line)) for line in lines) > 1


def _is_sentence(cell: GridCell) -> bool:
    return cell.place.line is not None and len(cell.text) > _SENTENCE_IN_CELL and "。" in cell.text


def _explained(plain: str) -> str:
    """Return the label before an explanation in brackets, such as 本年增/减(指2020年增加或减少的事项数)."""
    before, bracket, _ = plain.partition("(")
    return normalize_label(before) if bracket else ""


@cache
def _all_labels() -> str:
    return "\n".join(_labels(1))


@cache
def _labels(shortest: int = _SHORTEST_TELLING) -> frozenset[str]:
    """Every label of the forms' tables, as letters and digits."""
    labels: list[str] = []
    for edition in EDITIONS:
        for table in load_form(edition).tables:
            for block in table.blocks:
                labels += [block.label, *block.heads, *block.known_rows]
                labels += [label for row in block.rows for label in (row.label, *row.aliases, *row.under)]
                labels += [label for one in block.columns for label in (one.label, *one.aliases, *one.under)]
    return frozenset(letters for letters in map(normalize_label, labels) if len(letters) >= shortest)
