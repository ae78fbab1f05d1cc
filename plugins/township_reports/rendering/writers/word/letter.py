"""Writes a notice as a Word document in the letter form of GB/T 9704-2012."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor

from township_reports.rendering.content.narrative import ReportParagraph
from township_reports.rendering.content.notice_document import NoticeDocument
from township_reports.rendering.content.report_document import Part
from township_reports.rendering.writers.word.page import LINE_PITCH, TITLE, TYPE_AREA, make_official_page
from township_reports.rendering.writers.word.parts import (
    add_closing,
    add_paragraph,
    add_part,
    keeps_with_next,
    save_word,
)

LARGEST_ISSUER = Pt(36)
RED = "C00000"
BREAK_BEFORE = "工作年度报告"  # a title's lines do not break within a word, and the last is not a stub
# Double lines 170 mm wide, 7 mm more than the type area on either side; the lower one stands 20 mm above the edge.
OVERHANG = Mm(-7)
HEAD_LINES = """<w:pBdr {namespaces}>
  <w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="6" w:color="{red}"/>
</w:pBdr>"""
FOOT_LINES = """<w:p {namespaces}><w:pPr>
  <w:framePr w:w="9638" w:hRule="exact" w:h="120" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:xAlign="center"
    w:y="15600"/>
  <w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="24" w:space="0" w:color="{red}"/></w:pBdr>
  <w:spacing w:line="20" w:lineRule="exact"/>
</w:pPr></w:p>"""


def write_letter(document: NoticeDocument, issued: datetime, path: Path) -> None:
    """Write the notice as .docx; `issued` stands in its properties, so that the same notice has the same bytes."""
    word = make_official_page()
    _set_letterhead(word, document.issuer)
    number = add_paragraph(word, ReportParagraph(document.number), "Normal")
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = word.add_paragraph(document.title.replace(BREAK_BEFORE, f"\n{BREAK_BEFORE}"), "Title")
    title.paragraph_format.space_before = LINE_PITCH
    word.add_paragraph(document.addressee, "Normal")
    for paragraph in document.opening:
        add_paragraph(word, paragraph)
    for section in document.sections:
        add_part(word, section, begins_page=False)
    add_closing(word, document.contents, document.signature)
    for annex in document.annexes:
        add_part(word, annex, begins_page=_begins_page(annex))
    save_word(word, document.title, document.issuer, issued, path)


def _begins_page(annex: Part) -> bool:
    """Return an annex begins a page, and so does a table of it that is longer than what stays whole."""
    return bool(annex.annex[0]) or (annex.table is not None and not keeps_with_next(annex.table))


def _set_letterhead(word: WordDocument, issuer: str) -> None:
    """Return the issuer in red above a red double line 30 mm under the edge, another at the foot.

    No number on this page.
    """
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Mm(30)
    head = section.first_page_header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    lines = head.paragraph_format
    lines.left_indent = lines.right_indent = OVERHANG
    run = head.add_run(issuer)
    run.font.size = min(LARGEST_ISSUER, Length(int(TYPE_AREA / len(issuer))))
    run.font.color.rgb = RGBColor.from_string(RED)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), TITLE)
    lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(run.font.size.pt * 1.3)
    head._p.get_or_add_pPr().append(parse_xml(HEAD_LINES.format(namespaces=nsdecls("w"), red=RED)))
    foot = section.first_page_footer.paragraphs[0]._p
    foot.addprevious(parse_xml(FOOT_LINES.format(namespaces=nsdecls("w"), red=RED)))
