"""A county of any number of units, each with a report of its own; a report takes a millisecond, from a template.

The template is written once a format with a mark in place of each figure and text; the marks are then filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import product
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS
from township_reports.template.form import find_edition

COUNTY = "青山县"
YEAR = 2021
CHARACTERS = "河山桥塘林溪沟坪岭湾"  # five of them name a unit: no name stands in another
WORDS = ("公开", "办理", "答复", "群众", "政策", "解读", "平台", "栏目", "审查", "培训", "监督", "保障", "需求", "主动")
WORDS_TOLD = 160
WRONG_EVERY = 50  # a unit whose figures do not add up
WRONG_CELL = "requests.received.total"
MARK = re.compile(r"§([^§]+)§")
BODY = "word/document.xml"

Fill = Callable[[Mapping[str, str]], bytes]


def units(count: int) -> Iterator[tuple[str, str]]:
    """Code and name of each unit."""
    for number, name in zip(range(count), product(CHARACTERS, repeat=5), strict=False):
        yield f"U{number:05}", f"{''.join(name)}镇"


def write_county(folder: Path, count: int, name: str = COUNTY) -> Path:
    """A county's folder with a report of every unit, web pages and Word files by turns; one in fifty is wrong."""
    (folder / str(YEAR)).mkdir(parents=True)
    (folder / "county.yaml").write_text(f"name: {name}\noffice: {name}人民政府办公室\n", encoding="utf-8")
    roster = "".join(f"{code},{unit},乡镇,\n" for code, unit in units(count))
    (folder / "units.csv").write_text(f"code,name,kind,aliases\n{roster}", encoding="utf-8")
    templates = [("html", _text_template()), ("docx", _word_template())]
    for number, (_, unit) in enumerate(units(count)):
        suffix, fill = templates[number % len(templates)]
        (folder / str(YEAR) / f"{unit}.{suffix}").write_bytes(fill(_told(number, f"{name}{unit}")))
    return folder


def _told(number: int, body: str) -> dict[str, str]:
    """What stands in place of the marks of a unit's report."""
    figures = balanced_figures(find_edition(YEAR), number)
    if number % WRONG_EVERY == WRONG_EVERY - 1:
        figures[WRONG_CELL] += 9
    random = Random(number)
    told = "".join(random.choice(WORDS) for _ in range(WORDS_TOLD))
    shown = printed(find_edition(YEAR), figures)
    return {cell: str(figure) for cell, figure in shown.items()} | {"body": body, "told": told}


def _marked() -> Document:
    """The report with marks; figures that not every report prints are left out of it."""
    edition = find_edition(YEAR)
    marks = {cell: f"§{cell}§" for cell in printed(edition, balanced_figures(edition, 0))}
    title = f"§body§{YEAR}年政府信息公开工作年度报告"
    return Document(title=title, edition=edition, figures=marks, narrative={"一": ("§told§。",)})


def _filled(text: str, told: Mapping[str, str]) -> str:
    return MARK.sub(lambda mark: told[mark[1]], text)


def _text_template() -> Fill:
    template = FORMATS["html"](_marked()).decode()
    return lambda told: _filled(template, told).encode()


def _word_template() -> Fill:
    """Only the body differs from file to file."""
    with ZipFile(BytesIO(FORMATS["docx"](_marked()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts[BODY].decode()

    def fill(told: Mapping[str, str]) -> bytes:
        target = BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in parts.items():
                archive.writestr(ZipInfo(name), _filled(body, told).encode() if name == BODY else content,
                                 compress_type=ZIP_DEFLATED)  # fmt: skip
        return target.getvalue()

    return fill
