"""A kind of document of the reading bench, and the report that every kind writes in its own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

from township_reports.records.report import Status, Value
from township_reports.template.form import EDITIONS, load_form

from generator.document import Document
from generator.entries import Known, Style, entered, plain
from generator.figures import balanced_figures
from generator.form_tables import Figure

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

    @property
    def format(self) -> str:
        """The format, which is also the suffix such files have: docx of docx/plain."""
        return self.name.partition("/")[0]


def kind(
    name: str,
    encode: Encode,
    *alter: Alter,
    style: Style = plain,
    editions: tuple[str, ...] = EDITIONS,
    lossy: bool = False,
    unprinted: Callable[[str], bool] = lambda cell: False,
    extra: Mapping[str, Value] | None = None,
) -> Kind:
    """A kind that encodes the report after some changes; `unprinted` tells the cells that these take out."""

    def write(edition: str, seed: int) -> Written:
        random = Random(f"{name} {edition} {seed}")
        document, known = report(edition, seed, random, style, extra or {})
        for change in alter:
            document = change(document)
        return Written(encode(document), {cell: told for cell, told in known.items() if not unprinted(cell)})

    return Kind(name, write, editions, lossy)


def report(
    edition: str, seed: int, random: Random, style: Style, extra: Mapping[str, Value]
) -> tuple[Document, dict[str, Known]]:
    """A report with balanced figures, hardly a 0 in them for odd seeds, and what must be read from it."""
    size: Literal["部门", "乡镇"] = "部门" if seed % 2 else "乡镇"
    values = balanced_figures(edition, random.randrange(1_000_000), size, dense=bool(seed % 2)) | dict(extra)
    figures, known = entered(edition, values, style, random)
    one_row = {
        row.id for table in load_form(edition).tables for block in table.blocks for row in block.rows if row.instead_of
    }
    if any(cell.split(".")[1] in one_row for cell in extra):
        figures, known = _as_one_row(edition, figures, known)
    return _document(edition, figures, values, random), known


def _as_one_row(
    edition: str, figures: dict[str, Figure], known: dict[str, Known]
) -> tuple[dict[str, Figure], dict[str, Known]]:
    """（六）其他处理 printed as one row: the rows it replaces are not printed, and do not apply."""
    replaced = {
        f"requests.{name}.{column.id}"
        for block in load_form(edition).table("requests").blocks
        for row in block.rows
        for name in row.instead_of
        for column in block.columns
    }
    printed = {cell: figure for cell, figure in figures.items() if cell not in replaced}
    return printed, known | dict.fromkeys(replaced, (None, Status.NOT_APPLICABLE))


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
