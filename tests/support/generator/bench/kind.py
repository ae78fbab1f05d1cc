"""A kind of document of the reading bench, and the report that every kind writes in its own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

from support.generator.document import Document
from support.generator.entries import Known, Style, entered, plain
from support.generator.figures import APPLICANTS, balanced_figures
from support.generator.form_tables import Figure
from township_reports.records.report import Status, Value
from township_reports.template.form import EDITIONS, load_form

Encode = Callable[[Document], bytes]
Alter = Callable[[Document], Document]

YEARS: Mapping[str, tuple[int, ...]] = {"2019": (2019, 2020, 2022), "2021": (2020, 2021, 2023)}
"""The form does not follow the year: old ones are sent for 2022, new ones for 2020."""

UNITS = ("云汀县周嘉镇人民政府", "云汀县青萍街道办事处", "云汀县水务局", "云汀县自然资源和规划局")


@dataclass(frozen=True)
class Written:
    """A document and what must be read from it, by cell id; a cell that is not named must not be read."""

    data: bytes
    known: Mapping[str, Known]


@dataclass(frozen=True)
class Kind:
    """A kind of document, written from a seed in an edition of the form.

    `lossy`: it destroys what a reader needs, so any cell may be unsure or missing, but none be read as something else.
    """

    name: str
    write: Callable[[str, int], Written]
    editions: tuple[str, ...] = EDITIONS
    lossy: bool = False
    suffix: str = ""

    @property
    def format(self) -> str:
        """The format, which is also the suffix of such files if no other is told: docx of docx/plain."""
        return self.name.partition("/")[0]

    def file_name(self, edition: str, seed: int) -> str:
        """The name of a file of this kind."""
        return f"{self.name.replace('/', '_')}_{edition}_{seed}.{self.suffix or self.format}"


def kind(
    name: str,
    encode: Encode,
    *alter: Alter,
    style: Style = plain,
    editions: tuple[str, ...] = EDITIONS,
    lossy: bool = False,
    unprinted: Callable[[str], bool] = lambda cell: False,
    six_in_one_row: bool = False,
) -> Kind:
    """A kind that encodes the report after some changes; `unprinted` tells the cells that these take out."""

    def write(edition: str, seed: int) -> Written:
        random = Random(f"{name} {edition} {seed}")
        document, known = report(edition, seed, random, style, six_in_one_row)
        for change in alter:
            document = change(document)
        return Written(encode(document), {cell: told for cell, told in known.items() if not unprinted(cell)})

    return Kind(name, write, editions, lossy)


def report(
    edition: str, seed: int, random: Random, style: Style, six_in_one_row: bool = False
) -> tuple[Document, dict[str, Known]]:
    """A report with balanced figures, hardly a 0 in them for odd seeds, and what must be read from it.

    `six_in_one_row`: （六）其他处理 is one row; the three it replaces are not printed, and do not apply.
    """
    size: Literal["部门", "乡镇"] = "部门" if seed % 2 else "乡镇"
    values = balanced_figures(edition, random.randrange(1_000_000), size, dense=bool(seed % 2))
    values |= _as_one_row() if six_in_one_row else {}
    figures, known = entered(edition, values, style, random)
    for cell in _replaced(edition) if six_in_one_row else ():
        del figures[cell]
        known[cell] = None, Status.NOT_APPLICABLE
    return _document(edition, figures, values, random), known


def _as_one_row() -> dict[str, Value]:
    numbers = range(1, len(APPLICANTS) + 1)
    row = dict(zip((*APPLICANTS, "total"), (*numbers, sum(numbers)), strict=True))
    return {f"requests.other.{column}": number for column, number in row.items()}


def _replaced(edition: str) -> list[str]:
    """The cells of the rows in whose place another may be printed."""
    optional = {name for spec in load_form(edition).cells().values() for name in spec.row.instead_of}
    return [cell for cell, spec in load_form(edition).cells().items() if spec.row.id in optional]


def _document(edition: str, figures: Mapping[str, Figure], values: Mapping[str, Value], random: Random) -> Document:
    year, unit = random.choice(YEARS[edition]), random.choice(UNITS)
    received, handled = values["requests.received.total"], values["requests.handled_total.total"]
    return Document(
        title=f"{unit}{year}年政府信息公开工作年度报告",
        edition=edition,
        figures=figures,
        introduction=(
            f"根据《中华人民共和国政府信息公开条例》要求，由{unit}编制。",
            f"本报告统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与本单位联系（电话：0000-7654321）。",
        ),
        narrative={
            "一": (
                f"（一）主动公开情况。全年主动公开政府信息{random.randint(100, 999)}条，其中专栏47条、公示34条。",
                f"（二）依申请公开情况。全年新收申请{received}件，办结{handled}件。1.予以公开3件；2.部分公开1件。",
                "（三）政府信息管理。修订规范性文件目录，规章和规范性文件集中公开。",
            ),
            "五": ("一是主动公开的形式不够多；二是其他业务与公开结合不够。下一步：1.加强培训。2.按月通报。",),
            "六": ("本年度收取信息处理费0元。", "无其他需要报告的事项。"),
        },
        signature=(unit, f"{year + 1}年1月20日"),
    )
