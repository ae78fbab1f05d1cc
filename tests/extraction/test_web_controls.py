"""What stands in a cell of a web page without being text is read as people see it, or leaves the cell unsure."""

from __future__ import annotations

import pytest
from township_reports.extraction.parsers.web.html import parse


def cell(content: str, head: str = "") -> tuple[str, bool]:
    """What is read of a cell with that content beside one with a 7, and whether it is unsure."""
    page = f"<html><head>{head}</head><body><table><tr><td>{content}</td><td>7</td></tr></table></body></html>"
    first, second = parse(page.encode()).list_grids()[0].rows[0]
    assert (second.text, second.trouble) == ("7", "")
    return first.text, bool(first.trouble)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<input value="12">', "12"),
        ("<input type=text value=12 readonly>", "12"),
        ("<INPUT TYPE=NUMBER VALUE='12'>", "12"),
        ("<p><span><input value=12></span>件</p>", "12 件"),
        ("<textarea>12</textarea>", "12"),
        ("<textarea>\n 12 \n</textarea>", "12"),
        ("<textarea>a &lt; b</textarea>", "a < b"),
        ("<select><option>11<option selected>12<option>13</select>", "12"),
        ("<select><option>12<option>13</select>", "12"),
        ("<select><option label=12 selected>x</select>", "12"),
        ("<button>12</button>", "12"),
        ("<input type=submit value=12>", "12"),
        ("<input type=hidden value=5>12", "12"),
        ("<input type=hidden value=5>", ""),
        ("<input>", ""),
        ("<input placeholder=12>", ""),
        ("<textarea></textarea>", ""),
        ("<div contenteditable>12</div>", "12"),
        ("<input value=12 style='display:none'>", ""),
        ("12<img src=x.gif width=1 height=1>", "12"),
        ("<table><tr><td><input value=12></td></tr></table>", "12"),
    ],
)
def test_what_a_field_shows_is_the_cells_text(content: str, text: str) -> None:
    assert cell(content) == (text, False)


@pytest.mark.parametrize(
    "content",
    [
        "<img src=12.png>",
        "<img src=12.png width=20 height=10%>",
        "<svg><text>12</text></svg>",
        "<canvas></canvas>",
        "<object data=x></object>",
        "<embed src=x>",
        "<iframe src=x></iframe>",
        "<math><msup><mn>5</mn><mn>2</mn></msup></math>",
        "<meter value=12></meter>",
        "<progress value=12></progress>",
        "<input type=checkbox checked>",
        "<input type=radio>",
        "<input type=image src=x>",
        "<input type=password value=12>",
        "<select multiple><option selected>1<option selected>2</select>",
        "<table><tr><td><img src=x></td></tr></table>",
    ],
)
def test_what_is_no_text_leaves_the_cell_unsure(content: str) -> None:
    assert cell(content) == ("", True)


def test_a_picture_beside_text_leaves_it_unsure() -> None:
    assert cell("12<img src=3.png>") == ("12", True)


@pytest.mark.parametrize(
    ("style", "attributes", "is_unsure"),
    [
        ("td.a::before{content:'12'}", "", True),
        ("td::after { content: attr(data-value) }", "data-value=12", True),
        ("td::after { content: attr(data-label) }", "data-label=自然人", False),
        (".icon:before{content:'\\e612'}", "", False),
        ("td{color:red}", "", False),
    ],
)
def test_figures_that_only_a_style_shows_leave_blank_cells_unsure(style: str, attributes: str, is_unsure: bool) -> None:
    page = f"<style>{style}</style><table><tr><td {attributes}></td><td>7</td></tr></table>"
    first, second = parse(page.encode()).list_grids()[0].rows[0]
    assert (first.text, bool(first.trouble), bool(second.trouble)) == ("", is_unsure, False)


def test_fields_outside_tables_are_text_but_for_buttons_and_pictures() -> None:
    page = (
        "<p><input value=标题><button>打印</button><input type=submit value=查询><img src=x><textarea>正文</textarea>"
    )
    assert [block.text for block in parse(page.encode()).list_paragraphs()] == ["标题 正文"]
