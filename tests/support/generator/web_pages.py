"""Web pages as they are really published: tags left open, escaped attributes, tables in tables. Encodes no bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from support.generator.document import Document
from support.generator.form_tables import Box, FormTable
from support.generator.html import PAGE, article

TableWriter = Callable[[FormTable], str]

FOREIGN = """<table><tr><td>政策解读情况</td><td>新闻发布会</td><td>电视采访</td><td>总计</td></tr>
<tr><td>2</td><td>0</td><td>1</td><td>3</td></tr></table>"""
LAID_OUT = """<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<table width="960"><tr><td colspan="2"><table><tr><td>首页</td><td>政务公开</td></tr></table></td></tr>
<tr><td width="200"><table><tr><td>公开指南</td></tr><tr><td>公开年报</td></tr></table></td>
<td><table width="100%"><tr><td>{article}</td></tr></table></td></tr>
<tr><td colspan="2">主办：县人民政府办公室 备案号：00000000</td></tr></table></body></html>"""


def write_page(document: Document, table: TableWriter) -> str:
    """An ordinary page with tables written in some way."""
    return PAGE.format(
        charset="utf-8", title=escape(document.title), navigation="<td>首页</td>", article=article(document, table)
    )


def laid_out_page(document: Document) -> str:
    """A page whose parts stand in the cells of tables, the report in a table within a table."""
    return LAID_OUT.format(title=escape(document.title), article=FOREIGN + article(document, spanned))


def one_table_page(document: Document) -> str:
    """The whole report is one table, with headings and sentences in cells over its full width."""
    width = max(table.width for section in document.sections() for table in section.tables)
    rows = [f'<tr><td colspan="{width}">{escape(document.title)}</td></tr>']
    for section in document.sections():
        rows += [f'<tr><td colspan="{width}">{escape(text)}</td></tr>' for text in section.lines]
        rows += [_row(row) for table in section.tables for row in table.rows]
    return f'<html><head><meta charset="utf-8"></head><body><table>{"".join(rows)}</table></body></html>'


def spanned(table: FormTable) -> str:
    """With rowspan and colspan, as it should be."""
    return f"<table>{''.join(map(_row, table.rows))}</table>"


def with_open_tags(table: FormTable) -> str:
    """No </tr> and no </td>."""
    rows = ("<tr>" + "".join(f"<td{_spans(box)}>{escape(box.text)}" for box in row) for row in table.rows)
    return f"<table>{chr(10).join(rows)}</table>"


def with_empty_cells(table: FormTable) -> str:
    """Empty cells in place of rowspan and colspan."""
    return _rows((f"<td>{escape(box.text) if box else ''}</td>" for box in row) for row in table.grid())


def with_empty_cells_below(table: FormTable) -> str:
    """Empty cells in place of rowspan only."""

    def cells(number: int) -> Iterator[str]:
        for row, _, box in sorted(table.placed(), key=lambda place: place[1]):
            if row <= number < row + box.down:
                yield f'<td colspan="{box.across}">{escape(box.text) if row == number else ""}</td>'

    return _rows(cells(number) for number in range(len(table.rows)))


def with_escaped_attributes(table: FormTable) -> str:
    r"""colspan='\"5\"', as pages read out of scripts have it."""
    return spanned(table).replace('="', "='\\\"").replace('">', "\\\"'>").replace('" ', "\\\"' ")


def with_head_cells(table: FormTable) -> str:
    """th, thead and tbody, and a caption."""
    head, *body = map(_row, table.rows)
    head = head.replace("<td", "<th").replace("</td", "</th")
    return f"<table><caption>附表</caption><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"


def with_paragraphs(table: FormTable) -> str:
    """Labels in several paragraphs and spans; figures with an empty paragraph and a hidden remark behind them."""

    def cell(box: Box) -> str:
        text = box.text
        middle = (len(text) + 1) // 2
        if box.cell:
            inner = f"<p><span>{escape(text) or '&nbsp;'}</span></p><p><br></p><span style='display:none'>9</span>"
        else:
            spans = "".join(f"<span>{escape(char)}</span>" for char in text[middle:])
            inner = f"<p><b>{escape(text[:middle])}</b></p><p>{spans}</p>"
        return f"<td{_spans(box)}>{inner}</td>"

    return _rows(map(cell, row) for row in table.rows)


def of_word(table: FormTable) -> str:
    """As Word saves a page: o:p, conditional comments, a row of column widths at the end."""

    def cell(box: Box) -> str:
        text = f"<p class=MsoNormal><span lang=EN-US>{escape(box.text)}<o:p></o:p></span></p>"
        return f"<td{_spans(box)} valign=top style='width:5.0pt'>{text}</td>"

    widths = "".join("<td width=40 style='border:none'></td>" for _ in range(table.width))
    end = f"<![if !supportMisalignedColumns]><tr height=0>{widths}</tr><![endif]>"
    return _rows(map(cell, row) for row in table.rows).replace("</table>", f"{end}</table>")


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return f"<table>{''.join(f'<tr>{cells}</tr>' for cells in map(''.join, rows))}</table>"


def _row(row: tuple[Box, ...]) -> str:
    cells = (f"<td{_spans(box)}>{escape(box.text)}</td>" for box in row)
    return f"<tr>{''.join(cells)}</tr>"


def _spans(box: Box) -> str:
    across = f' colspan="{box.across}"' if box.across > 1 else ""
    down = f' rowspan="{box.down}"' if box.down > 1 else ""
    return across + down
