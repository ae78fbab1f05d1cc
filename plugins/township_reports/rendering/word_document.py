"""Writes the report as a Word document on the official page. Decides nothing of its content."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph as WordParagraph

from township_reports.rendering.narrative import Manner, Paragraph
from township_reports.rendering.printed_table import FULL_WIDTH, PrintedTable
from township_reports.rendering.report_document import Part, ReportDocument
from township_reports.rendering.template_folder import markup
from township_reports.rendering.word_page import LEFT_OPEN, SIGNATURE, TABLE_TEXT, TYPE_AREA, official_page

STYLES = {Manner.BODY: "Body Text", Manner.SUBHEADING: "Heading 2", Manner.LEFT_OPEN: LEFT_OPEN}
MOST_ROWS_KEPT = 20  # a table of so many rows stands on one page whole; a longer one of the form begins a page
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write_document(document: ReportDocument, issued: datetime, path: Path) -> None:
    """The document as .docx; `issued` stands in its properties, so that the same report has the same bytes."""
    word = official_page()
    word.add_paragraph(document.title, "Title")
    for section in document.sections:
        _add_part(word, section, begins_page=section.table is not None and not _is_kept(section.table))
    _add_closing(word, document)
    for annex in document.annexes:
        _add_part(word, annex, begins_page=True)
    _set_properties(word, document, issued)
    _save(word, path)


def _add_part(word: WordDocument, part: Part, begins_page: bool) -> None:
    word.add_heading(part.heading, 1).paragraph_format.page_break_before = begins_page or None
    for paragraph in part.paragraphs:
        word.add_paragraph(paragraph.text, STYLES[paragraph.manner])
    if part.table:
        _add_table(word, part.table)


def _is_kept(table: PrintedTable) -> bool:
    return len(list(table.rows())) <= MOST_ROWS_KEPT


def _add_table(word: WordDocument, table: PrintedTable) -> None:
    twips = round(TYPE_AREA.pt * 20)
    edges = [twips * column // FULL_WIDTH for column in range(FULL_WIDTH + 1)]
    xml = markup().get_template("word_table.xml.j2")
    rendered = xml.render(table=table, edges=edges, kept=_is_kept(table), style=word.styles[TABLE_TEXT].style_id)
    word.element.body.sectPr.addprevious(parse_xml(rendered))


def _add_closing(word: WordDocument, document: ReportDocument) -> None:
    """The list of annexes and the signature, on one page: a signature never stands alone on a page."""
    first, *others = document.contents
    lines = [word.add_paragraph(), word.add_paragraph(f"附件：{first}", STYLES[Manner.BODY])]
    lines += [word.add_paragraph(f"　　　{entry}", STYLES[Manner.BODY]) for entry in others]
    lines.append(word.add_paragraph())
    lines += [_sign(word, line) for line in document.signature]
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True


def _sign(word: WordDocument, line: Paragraph) -> WordParagraph:
    signature = word.add_paragraph(style=SIGNATURE)
    run = signature.add_run(line.text)
    if line.manner is Manner.LEFT_OPEN:
        run.font.highlight_color = word.styles[LEFT_OPEN].font.highlight_color
    return signature


def _set_properties(word: WordDocument, document: ReportDocument, issued: datetime) -> None:
    about = word.core_properties
    about.title, about.author = document.title, document.office
    about.last_modified_by, about.comments, about.language = "", "", "zh-CN"
    about.created = about.modified = issued


def _save(word: WordDocument, path: Path) -> None:
    """Saves with nothing in the file that depends on when: a zip notes the time of each part."""
    package = word.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.rels.pop(name)  # a picture of python-docx's own empty template
    saved = BytesIO()
    word.save(saved)
    with ZipFile(saved) as parts, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in parts.namelist():
            entry = ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            target.writestr(entry, parts.read(name))
