"""Puts a chart into a Word document: the drawing itself, and a picture for programs that know no SVG."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from township_reports.rendering.writers.charts import WIDTH_MM, Chart

SVG_TYPE = "image/svg+xml"
DRAWING = """<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"
><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{relation}"
/></a:ext></a:extLst>"""


def add_chart(word: WordDocument, chart: Chart, number: int, style: str) -> None:
    """Add the chart in a paragraph of its own, with its words for who cannot see it."""
    paragraph = word.add_paragraph(style=style)
    paragraph.paragraph_format.keep_together = True
    picture = paragraph.add_run().add_picture(BytesIO(chart.png), width=Mm(WIDTH_MM))
    about = picture._inline.docPr
    about.set("name", chart.title)
    about.set("descr", chart.alternative)
    package = word.part.package
    drawing = PackagePart(PackURI(f"/word/media/chart{number}.svg"), SVG_TYPE, chart.svg.encode(), package)
    relation = word.part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE)
    (blip,) = picture._inline.graphic.graphicData.pic.iter(qn("a:blip"))
    blip.append(parse_xml(DRAWING.format(relation=relation)))
