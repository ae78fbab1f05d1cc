"""Word files written tag by tag, with all that revisions, forms and old software leave in them (facts 1).

What a reader of the final text does not see is there as well: deleted figures, hidden ones, results of other runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from support.generator.document import Document
from support.generator.form_tables import Box, FormTable

Wording = Callable[[str], str]
"""The content of a paragraph that shows a text."""

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
STRAY = "97"  # what must not be read
BY = 'w:id="1" w:author="甲" w:date="2021-01-15T00:00:00Z"'


def write_word(
    document: Document, wordings: Sequence[Wording], table: Callable[[FormTable, Sequence[Wording]], str] | None = None
) -> bytes:
    """The document as .docx; figures take the wordings in turn."""
    draw = table or merged_table
    body = [paragraph(run(text)) for text in (document.title, *document.introduction)]
    for section in document.sections():
        body += [paragraph(run(text)) for text in section.lines]
        body += [draw(table, wordings) for table in section.tables]
    body += [paragraph(run(text)) for text in document.signature]
    return _package(f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>")


def _package(document: str) -> bytes:
    stream = BytesIO()
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
    with ZipFile(stream, "w", ZIP_STORED) as package:
        for name, text in parts.items():
            package.writestr(ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return stream.getvalue()


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    lines = escape(text).split("\n")
    return f"<w:r><w:rPr>{properties}</w:rPr>{'<w:br/>'.join(map(_words, lines))}</w:r>"


def _words(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def split_runs(text: str) -> str:
    """A run for each character, some of them bold, with marks for spelling between."""
    return '<w:proofErr w:type="spellStart"/>'.join(run(char, "<w:b/>") for char in text)


def inserted(text: str) -> str:
    """Inserted in place of a deleted figure."""
    return f"<w:del {BY}><w:r><w:delText>{STRAY}</w:delText></w:r></w:del><w:ins {BY}>{run(text)}</w:ins>"


def moved(text: str) -> str:
    """Moved here, from where something else was moved away."""
    return f"<w:moveFrom {BY}>{run(STRAY)}</w:moveFrom><w:moveTo {BY}>{run(text)}</w:moveTo>"


def in_control(text: str) -> str:
    """In a content control."""
    return f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def in_form_field(text: str) -> str:
    """The result of a form field."""
    code = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = "<w:r><w:instrText> FORMTEXT 96 </w:instrText></w:r>"
    return code.format("begin") + instruction + code.format("separate") + run(text) + code.format("end")


def in_simple_field(text: str) -> str:
    """The result of a formula."""
    return f'<w:fldSimple w:instr=" =SUM(LEFT) 95 ">{run(text)}</w:fldSimple>'


def in_smart_tag(text: str) -> str:
    """Recognised by Word 2003 as a number."""
    return f'<w:smartTag w:element="chmetcnv"><w:smartTagPr/>{run(text)}</w:smartTag>'


def beside_hidden(text: str) -> str:
    """Beside hidden text."""
    return run(STRAY, "<w:vanish/>") + run(text)


def with_hard_hyphen(text: str) -> str:
    """A no-break hyphen for the minus sign."""
    return f"<w:r><w:noBreakHyphen/></w:r>{run(text[1:])}" if text.startswith("-") else run(text)


def in_text_box(text: str) -> str:
    """In a text box, written twice: for new programs and for old ones."""
    content = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"


def merged_table(table: FormTable, wordings: Sequence[Wording]) -> str:
    """The table with merged cells as Word writes them: vMerge goes on below, gridSpan to the right."""
    return _table(_row(table, number, wordings) for number in range(len(table.rows)))


def in_turn_controlled(table: FormTable, wordings: Sequence[Wording]) -> str:
    """Content controls around cells and around rows, in turn; a deleted row before each of them."""
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = []
    for number in range(len(table.rows)):
        row = _row(table, number, wordings)
        rows += [control.format(row) if number % 3 == 0 else row]
        gone = f"<w:tr><w:trPr><w:del {BY}/></w:trPr>{_cell(paragraph(run(STRAY)))}</w:tr>"
        rows += [gone] if number % 5 == 0 else []
    return _table(rows)


def without_first_columns(table: FormTable, wordings: Sequence[Wording]) -> str:
    """Cells that a merged one covers are left out at the left: gridBefore takes their place."""
    covered = [next((column for column, box in enumerate(row) if box), 0) for row in table.grid()]
    rows = (_row(table, number, wordings, skip=covered[number]) for number in range(len(table.rows)))
    return _table(rows)


def nested_table(table: FormTable, wordings: Sequence[Wording]) -> str:
    """The whole table in the one cell of another; some figures in a table of their own."""
    return _table([f"<w:tr>{_cell(merged_table(table, wordings) + paragraph(''))}</w:tr>"])


def in_small_table(text: str) -> str:
    """Ends the paragraph: the figure stands in a table of one cell."""
    return f"</w:p>{_table([f'<w:tr>{_cell(paragraph(run(text)))}</w:tr>'])}<w:p>"


def numbered_table(table: FormTable, wordings: Sequence[Wording]) -> str:
    """The ordinals 1. 2. 3. of labels are automatic numbering and no text."""
    return _table(_row(table, number, wordings, numbering=True) for number in range(len(table.rows)))


def _table(rows: Iterator[str] | Sequence[str]) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def _row(table: FormTable, number: int, wordings: Sequence[Wording], skip: int = 0, numbering: bool = False) -> str:
    before = f'<w:trPr><w:gridBefore w:val="{skip}"/></w:trPr>' if skip else ""
    cells = (cell for column, cell in _cells(table, number, wordings, numbering) if column >= skip)
    return f"<w:tr>{before}{''.join(cells)}</w:tr>"


def _cells(table: FormTable, number: int, wordings: Sequence[Wording], numbering: bool) -> Iterator[tuple[int, str]]:
    for row, column, box in table.placed():
        if row <= number < row + box.down and row < number:
            yield column, _cell(paragraph(""), f"{_across(box)}<w:vMerge/>")
        elif row == number:
            merge = '<w:vMerge w:val="restart"/>' if box.down > 1 else ""
            yield (
                column,
                _cell(_content(box, wordings[(row * 7 + column) % len(wordings)], numbering), _across(box) + merge),
            )


def _across(box: Box) -> str:
    return f'<w:gridSpan w:val="{box.across}"/>' if box.across > 1 else ""


def _content(box: Box, wording: Wording, numbering: bool) -> str:
    if box.cell:
        return paragraph(wording(box.text))
    ordinal = box.text[:1].isdigit() and box.text[1:2] == "."
    if numbering and ordinal:
        return paragraph(run(box.text[2:]), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    return paragraph(run(box.text))


def _cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"
