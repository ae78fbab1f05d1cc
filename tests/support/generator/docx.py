"""Word files with the merged cells of the official form, by python-docx. Not the county's consolidated report."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from support.generator.archive import WRITTEN, pinned
from support.generator.document import Document
from support.generator.form_tables import FormTable

USED_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Title Char", "Table Grid"}
UNUSED_PARTS = ("stylesWithEffects", "customXml", "thumbnail")


def write_docx(document: Document) -> bytes:
    """The document as .docx; the same bytes for the same document."""
    word = docx.Document()
    word.add_heading(document.title, level=0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_paragraphs(word, document.introduction)
    for section in document.sections():
        if section.heading:
            word.add_paragraph().add_run(section.heading).bold = True
        _add_paragraphs(word, section.paragraphs)
        for table in section.tables:
            _add_table(word, table)
    _add_paragraphs(word, document.signature)
    word.core_properties.author = word.core_properties.last_modified_by = ""
    word.core_properties.created = word.core_properties.modified = WRITTEN
    _leave_out_unused(word)
    stream = BytesIO()
    word.save(stream)
    return pinned(stream.getvalue())


def _add_paragraphs(word: WordDocument, paragraphs: tuple[str, ...]) -> None:
    for text in paragraphs:
        word.add_paragraph(text)


def _add_table(word: WordDocument, table: FormTable) -> None:
    grid = word.add_table(len(table.rows), table.width, style="Table Grid")
    cells = [row.cells for row in grid.rows]
    for row, column, box in table.placed():
        first = cells[row][column]
        last = cells[row + box.down - 1][column + box.across - 1]
        (first.merge(last) if last is not first else first).text = box.text


def _leave_out_unused(word: WordDocument) -> None:
    """Without them a stored file is a twelfth of the size."""
    for style in list(word.styles):
        if style.name not in USED_STYLES:
            style.delete()
    for relations in (word.part.rels, word.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(UNUSED_PARTS):
                relations.pop(key)
