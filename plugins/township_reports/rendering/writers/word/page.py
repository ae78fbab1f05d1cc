"""The Word page of GB/T 9704-2012: paper, type area, fonts, headings, page numbers."""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

BODY, HEADING, SUBHEADING, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"
TYPE_AREA = Mm(156)
NO_2, NO_3 = Pt(22), Pt(16)
TABLE_TEXT, LEFT_OPEN, SIGNATURE, DRAWING = "表格文字", "待填", "落款", "图"
# 225 mm for 22 lines; 28 characters of 16 pt are 158 mm, so each is set 0.25 pt closer (in twentieths of a point).
LINE_PITCH, TITLE_PITCH, TABLE_PITCH = Pt(28.95), Pt(36), Pt(11.5)
CLOSER, CLOSER_IN_TABLE = -5, -2
AFTER_SPACING = tuple(qn(f"w:{name}") for name in ("w", "kern", "position", "sz", "szCs", "highlight", "u", "lang"))
PAGE_NUMBER = """<w:p {namespaces}>
  <w:pPr><w:spacing w:line="280" w:lineRule="exact"/><w:ind w:left="280" w:right="280"/><w:jc w:val="{side}"/></w:pPr>
  <w:r>{look}<w:t xml:space="preserve">— </w:t></w:r>
  <w:fldSimple w:instr="PAGE"><w:r>{look}<w:t>1</w:t></w:r></w:fldSimple>
  <w:r>{look}<w:t xml:space="preserve"> —</w:t></w:r>
</w:p>"""
DIGITS = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'


def make_official_page() -> WordDocument:
    """Make an empty document on the official page, with all the styles the report uses."""
    document = Document()
    _set_paper(document.sections[0])
    document.settings.odd_and_even_pages_header_footer = True
    _set_page_number(document.sections[0].footer, "right")
    _set_page_number(document.sections[0].even_page_footer, "left")
    _set_text_styles(document)
    _add_own_styles(document)
    return document


def get_text_width(document: WordDocument) -> Length:
    """How wide the text stands on the document's page."""
    section = document.sections[0]
    measures = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (measure or Length(0) for measure in measures)
    between = Length(width - left - right) if width else TYPE_AREA
    return TYPE_AREA if abs(between - TYPE_AREA) < Pt(0.1) else between  # margins are kept in whole twips


def _set_paper(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # The number's dashes, in the middle of a line of 14 pt, stand 7 mm under the type area; a footer that reached into
    # it would cost the page its last line.
    section.footer_distance = Mm(25.5)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)


def _set_page_number(footer: _Footer, side: str) -> None:
    """Return the number with a dash on either side, one character in from the edge."""
    footer.is_linked_to_previous = False
    empty = footer.paragraphs[0]._p
    empty.addnext(parse_xml(PAGE_NUMBER.format(namespaces=nsdecls("w"), side=side, look=DIGITS)))
    empty.getparent().remove(empty)


def _set_text_styles(document: WordDocument) -> None:
    for tongue in (*document.styles.element.iter(qn("w:lang")), *document.settings.element.iter(qn("w:themeFontLang"))):
        tongue.set(qn("w:eastAsia"), "zh-CN")
    normal = _set_style(document, "Normal", BODY, NO_3, LINE_PITCH)
    _set_closer(normal, CLOSER)
    for name, font in (("Heading 1", HEADING), ("Heading 2", SUBHEADING), ("Body Text", BODY)):
        _indent(_set_style(document, name, font, NO_3, LINE_PITCH))
    document.styles["Body Text"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    title = _set_style(document, "Title", TITLE, NO_2, TITLE_PITCH)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = LINE_PITCH
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)


def _add_own_styles(document: WordDocument) -> None:
    for name in (TABLE_TEXT, LEFT_OPEN, SIGNATURE, DRAWING):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    cell = _set_style(document, TABLE_TEXT, BODY, Pt(9), TABLE_PITCH)
    _set_closer(cell, CLOSER_IN_TABLE)
    cell.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    left_open = _set_style(document, LEFT_OPEN, BODY, NO_3, LINE_PITCH)
    left_open.font.highlight_color = WD_COLOR_INDEX.YELLOW  # not to be overlooked before publication
    signature = _set_style(document, SIGNATURE, BODY, NO_3, LINE_PITCH)
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signature.paragraph_format.right_indent = NO_3 * 4
    document.styles[DRAWING].paragraph_format.line_spacing = 1.0  # an exact pitch would cut a drawing to one line
    document.styles[DRAWING].paragraph_format.space_before = TABLE_PITCH


def _set_style(document: WordDocument, name: str, font: str, size: Length, pitch: Length) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    _set_fonts(style, font)
    style.font.size, style.font.bold = size, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    lines = style.paragraph_format
    lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, pitch
    lines.space_before, lines.space_after = Pt(0), Pt(0)
    return style


def _set_fonts(style: ParagraphStyle, chinese: str) -> None:
    """One font for Chinese, one for all else; the theme's fonts would win over both, so they go."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for attribute, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{attribute}"), name)


def _set_closer(style: ParagraphStyle, twentieths: int) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    properties = style.element.get_or_add_rPr()
    after = next((one for one in properties if one.tag in AFTER_SPACING), None)  # Word insists on the schema's order
    properties.append(spacing) if after is None else after.addprevious(spacing)


def _indent(style: ParagraphStyle) -> None:
    style.paragraph_format.first_line_indent = NO_3 * 2
    style.element.pPr.ind.set(qn("w:firstLineChars"), "200")  # two characters, whatever their size
