"""What every Word document is put together from: headed parts, tables, closing, a file the same at any time."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph as WordParagraph

from township_reports.rendering.content.chart_data import Bars
from township_reports.rendering.content.narrative import ParagraphStyle, ReportParagraph
from township_reports.rendering.content.placeholders import split_placeholders
from township_reports.rendering.content.report_document import Part
from township_reports.rendering.content.table_layout import FULL_WIDTH, TableLayout
from township_reports.rendering.templating.template_folder import make_markup
from township_reports.rendering.writers.fixed_zip import pack_zip
from township_reports.rendering.writers.word.page import (
    DRAWING,
    LEFT_OPEN,
    LINE_PITCH,
    SIGNATURE,
    TABLE_TEXT,
    get_text_width,
)

STYLES = {
    ParagraphStyle.BODY: "Body Text",
    ParagraphStyle.SUBHEADING: "Heading 2",
    ParagraphStyle.PLACEHOLDER: LEFT_OPEN,
}
MOST_ROWS_KEPT = 20  # a table of so many rows stands on one page whole; a longer one of the form begins a page


def add_part(word: WordDocument, part: Part, begins_page: bool) -> None:
    """Add a heading with its paragraphs and its table."""
    heading = word.add_heading("" if part.annex[0] else part.heading, 1)
    heading.paragraph_format.page_break_before = begins_page or None
    if part.annex[0]:
        _add_annex_heading(word, heading, *part.annex)
    for paragraph in part.paragraphs:
        add_paragraph(word, paragraph)
    if part.table:
        _add_table(word, part.table)
    if part.charts:
        _add_charts(word, part.charts)


def _add_annex_heading(word: WordDocument, heading: WordParagraph, number: str, title: str) -> None:
    """Add an annex's number at the left of the first line, its title in the middle of the third: still one heading."""
    lines, style = heading.paragraph_format, word.styles["Title"]
    lines.first_line_indent = Length(0)
    heading._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "0")
    lines.tab_stops.add_tab_stop(Length(get_text_width(word) // 2), WD_TAB_ALIGNMENT.CENTER)
    lines.space_after = LINE_PITCH
    heading.add_run(number)
    run = heading.add_run()
    run.add_break()
    run.add_break()
    run.add_tab()
    named = heading.add_run(title)
    named.font.size = style.font.size
    fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    if fonts is not None:
        named._r.get_or_add_rPr().insert(0, deepcopy(fonts))


def _add_charts(word: WordDocument, charts: Sequence[Bars]) -> None:
    from township_reports.rendering.writers.charts import (
        draw_chart,  # notices have none and need not pay for what draws them
    )
    from township_reports.rendering.writers.word.chart import add_chart

    for chart in charts:
        add_chart(word, draw_chart(chart), 1 + len(word.inline_shapes), DRAWING)


def keeps_with_next(table: TableLayout) -> bool:
    """Whether a table stands on one page whole."""
    return len(list(table.rows())) <= MOST_ROWS_KEPT


def add_paragraph(word: WordDocument, paragraph: ReportParagraph, style: str | None = None) -> WordParagraph:
    """Add a paragraph in the style of its manner or another, its places left open not to be overlooked."""
    name = style or STYLES[paragraph.manner]
    added = word.add_paragraph(style=name)
    for piece, is_open in split_placeholders(paragraph.text):
        run = added.add_run(piece)
        if is_open and name != LEFT_OPEN:
            run.font.highlight_color = word.styles[LEFT_OPEN].font.highlight_color
    return added


def add_closing(word: WordDocument, contents: Sequence[str], signature: Sequence[ReportParagraph]) -> None:
    """Add the list of annexes and the signature, with the text's last paragraph: they never stand alone on a page."""
    lines = [word.paragraphs[-1], word.add_paragraph()]
    for number, entry in enumerate(contents):
        lines.append(word.add_paragraph(f"{'　　　' if number else '附件：'}{entry}", STYLES[ParagraphStyle.BODY]))
    lines += [word.add_paragraph()] if contents else []
    lines += [add_paragraph(word, line, SIGNATURE) for line in signature]
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True


def save_word(word: WordDocument, title: str, author: str, issued: datetime, path: Path) -> None:
    """Save with nothing in the file that depends on when: `issued` stands in its properties."""
    about = word.core_properties
    about.title, about.author = title, author
    about.last_modified_by, about.comments, about.language = "", "", "zh-CN"
    about.created = about.modified = issued
    _drop_thumbnail(word)
    saved = BytesIO()
    word.save(saved)
    with ZipFile(saved) as parts:
        pack_zip(path, {name: parts.read(name) for name in parts.namelist()})


def _add_table(word: WordDocument, table: TableLayout) -> None:
    twips = round(get_text_width(word).pt * 20)
    edges = [twips * column // FULL_WIDTH for column in range(FULL_WIDTH + 1)]
    xml = make_markup().get_template("word_table.xml.j2")
    rendered = xml.render(table=table, edges=edges, kept=keeps_with_next(table), style=word.styles[TABLE_TEXT].style_id)
    word.element.body.sectPr.addprevious(parse_xml(rendered))


def _drop_thumbnail(word: WordDocument) -> None:
    """Drop a picture of python-docx's own empty template."""
    package = word.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.rels.pop(name)
