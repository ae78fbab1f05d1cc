"""Web pages as county content management systems publish them, clean or messy. Encodes no bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from html import escape

from support.generator.document import Document
from support.generator.form_tables import Box, FormTable

NAVIGATION = ("网站首页", "政务公开", "政务服务", "互动交流", "走进本县")
BROKEN_AFTER = ("本年新", "本年增", "上一年", "政府信息", "商业", "社会公益", "（区分处理的，", "其他法律")
PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{charset}">
<title>{title}_政府信息公开年报_县人民政府门户网站</title>
<style>td {{ border: 1px solid #333; text-align: center; }}</style>
<script>var visits = "<table><tr><td>9</td></tr></table>";</script>
</head>
<body>
<table class="navigation"><tr>{navigation}</tr></table>
<div class="position">您现在的位置：首页 &gt; 政府信息公开 &gt; 政府信息公开年报</div>
<div class="article">
{article}
</div>
<div class="others"><p>上一篇：县档案馆2018年政府信息公开工作年度报告</p><p>下一篇：没有了</p></div>
<table class="footer">
<tr><td>主办：县人民政府办公室</td><td>网站标识码：0000000000</td></tr>
<tr><td colspan="2">访问量 <span>20381</span> 次</td></tr>
</table>
</body>
</html>
"""


def clean_page(document: Document, charset: str = "utf-8") -> str:
    """A tidy page with rowspan and colspan; `charset` is what the page declares."""
    return _page(document, charset, _clean_cell)


def messy_page(document: Document) -> str:
    """A page pasted from an office program: p and span in cells, &nbsp; for blanks, line breaks inside labels."""
    return _page(document, "utf-8", _messy_cell)


def _page(document: Document, charset: str, cell: Callable[[Box], str]) -> str:
    return PAGE.format(
        charset=charset,
        title=escape(document.title),
        navigation="".join(f'<td><a href="#">{name}</a></td>' for name in NAVIGATION),
        article=article(document, partial(_table, cell=cell)),
    )


def article(document: Document, table: Callable[[FormTable], str]) -> str:
    """The report itself, its tables written in some way."""
    return "\n".join(_article(document, table))


def _article(document: Document, write_table: Callable[[FormTable], str]) -> Iterator[str]:
    yield f"<h1>{escape(document.title)}</h1>"
    yield "<p>信息来源：政务公开科　浏览次数：<span>1312</span>　字号：[大 中 小]</p>"
    yield from map(_paragraph, document.introduction)
    for section in document.sections():
        if section.heading:
            yield f"<p><strong>{escape(section.heading)}</strong></p>"
        yield from map(_paragraph, section.paragraphs)
        yield from map(write_table, section.tables)
    yield from map(_paragraph, document.signature)


def _paragraph(text: str) -> str:
    return f"<p>　　{escape(text)}</p>"


def _table(table: FormTable, cell: Callable[[Box], str]) -> str:
    rows = "\n".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in table.rows)
    return f'<table border="1">\n<tbody>\n{rows}\n</tbody>\n</table>'


def _clean_cell(box: Box) -> str:
    across = f' colspan="{box.across}"' if box.across > 1 else ""
    down = f' rowspan="{box.down}"' if box.down > 1 else ""
    return f"<td{across}{down}>{escape(box.text)}</td>"


def _messy_cell(box: Box) -> str:
    text = escape(box.text) or "&nbsp;"
    for words in BROKEN_AFTER:
        text = text.replace(words, f"{words}<br />\n")
    return (
        f'<TD width=64 colspan={box.across} rowspan="{box.down}" style="border:solid windowtext 1.0pt">'
        f'<p class="MsoNormal" align="center"><span lang="EN-US">&nbsp;{text} </span></p></TD>'
    )
