"""The Word page of the office's own: paper, margins, page numbers and styles of a document it gives."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from township_reports.rendering.templating.template_errors import describe_layout_error
from township_reports.rendering.writers.word.page import DRAWING, LEFT_OPEN, SIGNATURE, TABLE_TEXT

STYLES = ("Title", "Heading 1", "Heading 2", "Body Text", TABLE_TEXT, LEFT_OPEN, SIGNATURE, DRAWING)


def read_page_layout(path: Path) -> WordDocument:
    """Read an empty document with the page and the styles of the office's; raises TemplateError."""
    try:
        document = Document(str(path))
    except Exception as problem:  # whatever a damaged file brings about
        raise describe_layout_error(path, "不是能打开的Word文档（.docx）") from problem
    present = {style.name for style in document.styles}
    if lacking := [name for name in STYLES if name not in present]:
        raise describe_layout_error(path, f"缺少样式：{'、'.join(lacking)}；可从已发布的Word报告改起，另存为这个文件")
    body = document.element.body
    for element in [one for one in body if one.tag != qn("w:sectPr")]:
        body.remove(element)
    _drop_pictures(document)
    if not len(document.sections):
        raise describe_layout_error(path, "没有页面设置")
    return document


def _drop_pictures(document: WordDocument) -> None:
    """Return what only the text showed goes with the text; pictures of headers and footers belong to those."""
    for name, relation in list(document.part.rels.items()):
        if relation.reltype in (RELATIONSHIP_TYPE.IMAGE, RELATIONSHIP_TYPE.HYPERLINK):
            document.part.rels.pop(name)
