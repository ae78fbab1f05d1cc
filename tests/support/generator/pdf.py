"""Born-digital PDFs by typst, with fonts from a wheel: the same bytes for the same document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from importlib.util import find_spec
from pathlib import Path

import typst
from support.generator.archive import WRITTEN
from support.generator.document import Document
from support.generator.form_tables import LABEL_COLUMNS, Box, FormTable

TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#set page(width: data.width * 1mm, height: data.height * 1mm, margin: data.margin * 1mm,
  header: if data.header != "" { text(8pt, data.header) },
  footer: if data.footer != "" { context align(center, data.footer.replace("N", str(counter(page).get().at(0)))) },
  footer-descent: data.descent * 1pt)
#set text(font: data.fonts, size: data.size * 1pt, lang: "zh", region: "cn")
#set par(justify: false)
#let said(words) = words.split("\n").join(linebreak())
#let turned(cell) = rotate(cell.turn * 1deg, reflow: true, said(cell.text))
#let shown(cell) = if cell.turn == 0 { said(cell.text) } else { turned(cell) }
#let drawn(cell) = table.cell(colspan: cell.across, rowspan: cell.down, shown(cell))
#for part in data.parts {
  if part.text != "" { par(text(data.body * 1pt, said(part.text))) }
  if part.rows.len() > 0 {
    let rows = part.rows.map(row => row.map(drawn))
    let head = rows.slice(0, part.heads).flatten()
    table(columns: part.columns.map(size => if size == 0 { auto } else { size * 1fr }),
      align: center + horizon, inset: data.inset * 1pt, stroke: if data.ruled { 0.5pt } else { none },
      ..if part.heads > 0 { (table.header(repeat: true, ..head),) } else { () }, ..rows.slice(part.heads).flatten())
  }
}
"""
Wording = Callable[[Box], str]


def as_printed(box: Box) -> str:
    """The text of a box."""
    return box.text


def wrapping(box: Box) -> str:
    """Figures may break after any digit, as Word breaks them where a cell is too narrow."""
    return "\u200b".join(box.text) if box.cell else box.text


def upright(box: Box) -> str:
    """Short labels run down the page, a character a line."""
    return box.text if box.cell or len(box.text) > LONGEST_UPRIGHT else "\n".join(box.text)


LONGEST_UPRIGHT = 4


@dataclass(frozen=True)
class Paper:
    """How a PDF is laid out: millimetres, points, and what stands in the margins (N is the page number).

    `body` is the size of the text outside tables if it is another, `digits` the font of digits and Latin letters;
    `label_columns` are the widths of columns of labels, that of a figure being 1; a table with fewer has the last.
    """

    width: float = 210
    height: float = 297
    margin: float = 20
    size: float = 9
    body: float = 0
    inset: float = 3
    font: str = "Noto Serif SC"
    digits: str = ""
    header: str = ""
    footer: str = "— N —"
    descent: float = 12
    ruled: bool = True
    repeated_heads: Mapping[str, int] = field(default_factory=dict)
    turned: int = 0
    wording: Wording = as_printed
    label_columns: tuple[float, float, float] = (2.2, 2.2, 2.2)


A4 = Paper()
OFFICE = Paper(size=9, body=14, inset=4, digits="Libertinus Serif", footer="- N -", label_columns=(0.7, 1.2, 3.4))
"""As a word processor prints it: running text larger than tables, digits of another font, narrow columns of groups."""


def write_pdf(document: Document, paper: Paper = A4) -> bytes:
    """The document as PDF; raises typst.TypstError where the paper cannot hold it."""
    parts = [_part(text=text) for text in (document.title, *document.introduction)]
    for section in document.sections():
        parts += [_part(text=text) for text in section.lines]
        heads = paper.repeated_heads.get(section.numeral, 0)
        parts += [
            _part(rows=_rows(table, paper), heads=heads, columns=_columns(table, paper)) for table in section.tables
        ]
    parts += [_part(text=text) for text in document.signature]
    names = ("width", "height", "margin", "size", "inset", "header", "footer", "descent", "ruled")
    text = {"body": paper.body or paper.size, "fonts": [font for font in (paper.digits, paper.font) if font]}
    data = {name: getattr(paper, name) for name in names} | text | {"parts": parts}
    written: bytes = typst.compile(
        TEMPLATE.encode(),
        format="pdf",
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        timestamp=int(WRITTEN.replace(tzinfo=UTC).timestamp()),
        pdf_tags=False,
    )
    return written


def _part(text: str = "", rows: object = (), heads: int = 0, columns: object = ()) -> dict[str, object]:
    return {"text": text, "rows": rows, "heads": heads, "columns": columns}


def _rows(table: FormTable, paper: Paper) -> list[list[dict[str, object]]]:
    return [[_cell(box, paper) for box in row] for row in table.rows]


def _cell(box: Box, paper: Paper) -> dict[str, object]:
    turned = paper.turned if not box.cell and box.across == 1 and 1 < len(box.text) <= LONGEST_TURNED else 0
    return {"text": paper.wording(box), "across": box.across, "down": box.down, "turn": turned}


LONGEST_TURNED = 6


def _columns(table: FormTable, paper: Paper) -> list[float]:
    """The columns left of all figures have widths of their own."""
    first = min((column for _, column, box in table.placed() if box.cell), default=0)
    return [*paper.label_columns[LABEL_COLUMNS - first :], *[1] * (table.width - first)]


def _fonts() -> Path:
    found = find_spec("pylopdf_fonts_zh_cn")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent
