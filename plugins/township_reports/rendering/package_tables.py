"""The tables of the data package: the county's cells and everything they come from, as rows. Writes no file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from township_reports.records.county_report import CellContribution, ConsolidatedReport
from township_reports.records.report import Value
from township_reports.rendering.citations import list_sentences
from township_reports.rendering.printable import make_printable
from township_reports.rendering.report_document import ReportDocument
from township_reports.template.form import load_form

FieldType = Literal["string", "number", "integer", "boolean"]
PackageValue = str | Value | bool | None


@dataclass(frozen=True)
class PackageField:
    """A column: its name, what type Table Schema calls it, and what it says in Chinese."""

    name: str
    type: FieldType
    title: str


@dataclass(frozen=True)
class PackageTable:
    """A table: its columns, the ones that tell its rows apart, the ones that point to another table, its rows.

    The rows are gone through once.
    """

    name: str
    title: str
    fields: tuple[PackageField, ...]
    key: tuple[str, ...]
    rows: Iterable[Sequence[PackageValue]]
    refers: tuple[tuple[str, str, str], ...] = ()


def build_package_tables(report: ConsolidatedReport, document: ReportDocument) -> Iterator[PackageTable]:
    """All tables, those that others point to first."""
    yield _cells(report)
    yield _units(report)
    yield _sources(report)
    yield _groups(report)
    yield _comparison(report)
    yield _findings(report)
    yield _sentences(document)
    yield _notes(report)


def _fields(*told: tuple[str, FieldType, str]) -> tuple[PackageField, ...]:
    return tuple(PackageField(*one) for one in told)


def _cells(report: ConsolidatedReport) -> PackageTable:
    form = load_form(report.figures.edition)
    specs = ((form.cells()[cell], value) for cell, value in report.figures.cells.items())
    rows = [
        (spec.id, spec.table.id, spec.row.id, spec.column.id, form.label(spec.id), _measure(spec.column.kind), value)
        for spec, value in specs
    ]
    fields = _fields(
        ("cell", "string", "数据格编号"),
        ("table", "string", "表"),
        ("row", "string", "行"),
        ("column", "string", "栏"),
        ("label", "string", "名称"),
        ("measure", "string", "计量单位"),
        ("value", "number", "汇总数"),
    )
    return PackageTable("cells", "汇总数据", fields, ("cell",), rows)


def _measure(kind: str) -> str:
    return "万元" if kind == "money" else "件（项、条）"


def _units(report: ConsolidatedReport) -> PackageTable:
    rows = [
        (
            line.unit.code,
            make_printable(line.unit.name),
            line.unit.kind,
            str(line.outcome),
            line.included,
            make_printable(line.reason),
            line.report.edition if line.report else None,
            make_printable(line.file.name) if line.file else None,
            line.file.sha256 if line.file else None,
        )
        for line in report.units
    ]
    fields = _fields(
        ("unit", "string", "单位编码"),
        ("name", "string", "单位名称"),
        ("kind", "string", "类别"),
        ("outcome", "string", "报送结果"),
        ("included", "boolean", "是否计入汇总"),
        ("reason", "string", "原因"),
        ("edition", "string", "所用格式的年版"),
        ("file", "string", "文件名"),
        ("sha256", "string", "文件的校验和"),
    )
    return PackageTable("units", "报送单位", fields, ("unit",), rows)


def _sources(report: ConsolidatedReport) -> PackageTable:
    rows = map(_source, report.figures.sources)
    fields = _fields(
        ("cell", "string", "汇总数据格"),
        ("unit", "string", "单位编码"),
        ("source_cell", "string", "单位报告中的数据格"),
        ("value", "number", "计入的数"),
        ("raw", "string", "原文"),
        ("status", "string", "读取情况"),
        ("place", "string", "在文件中的位置"),
    )
    refers = (("cell", "cells", "cell"), ("unit", "units", "unit"))
    return PackageTable("sources", "每格数字的来源", fields, ("cell", "unit", "source_cell"), rows, refers)


def _source(source: CellContribution) -> Sequence[PackageValue]:
    read, place = source.read, str(source.read.place) if source.read.place else None
    told = (source.cell, source.unit, source.source_cell, source.value)
    return (*told, make_printable(read.raw), read.status.value, place and make_printable(place))


def _groups(report: ConsolidatedReport) -> PackageTable:
    rows = [(kind, cell, value) for kind, cells in report.groups.items() for cell, value in cells.items()]
    fields = _fields(("kind", "string", "类别"), ("cell", "string", "数据格编号"), ("value", "number", "该类单位合计"))
    return PackageTable("groups", "各类单位数据", fields, ("kind", "cell"), rows, (("cell", "cells", "cell"),))


def _comparison(report: ConsolidatedReport) -> PackageTable:
    told = report.comparison
    rows = [
        (
            number,
            one.label,
            " ".join(one.cells),
            " ".join(one.before_cells),
            one.now,
            one.before,
            one.difference,
            one.rate,
        )
        for number, one in enumerate(told.changes if told else (), start=1)
    ]
    fields = _fields(
        ("number", "integer", "序号"),
        ("label", "string", "名称"),
        ("cells", "string", "本年数据格（之和）"),
        ("before_cells", "string", "上年数据格（之和）"),
        ("now", "number", "本年数"),
        ("before", "number", "上年数"),
        ("difference", "number", "增减"),
        ("rate", "number", "增减率（%）"),
    )
    return PackageTable("comparison", "与上年对比", fields, ("number",), rows)


def _findings(report: ConsolidatedReport) -> PackageTable:
    rows = [
        (
            number,
            found.unit,
            make_printable(found.rule),
            found.severity.label,
            " ".join(found.cells),
            make_printable(found.message),
            make_printable(str(report.explanations[found])) if found in report.explanations else None,
        )
        for number, found in enumerate(report.findings, start=1)
    ]
    fields = _fields(
        ("number", "integer", "序号"),
        ("unit", "string", "单位编码，或县名"),
        ("rule", "string", "规则"),
        ("severity", "string", "级别"),
        ("cells", "string", "涉及的数据格"),
        ("message", "string", "核对发现"),
        ("explanation", "string", "单位的说明"),
    )
    return PackageTable("findings", "核对发现", fields, ("number",), rows)


def _sentences(document: ReportDocument) -> PackageTable:
    told = [
        (part.heading, sentence)
        for part in (*document.sections, *document.annexes)
        for paragraph in part.paragraphs
        for sentence in list_sentences(paragraph.pieces)
    ]
    rows = [
        (number, heading, sentence.text, " ".join(sentence.cells) or None)
        for number, (heading, sentence) in enumerate(told, start=1)
    ]
    fields = _fields(
        ("number", "integer", "序号"),
        ("part", "string", "所在部分"),
        ("sentence", "string", "句子"),
        ("cells", "string", "句中数字所据的数据格（上年的写作 年度:数据格）"),
    )
    return PackageTable("sentences", "句子与数据格", fields, ("number",), rows)


def _notes(report: ConsolidatedReport) -> PackageTable:
    rows = [(number, make_printable(note)) for number, note in enumerate(report.figures.notes, start=1)]
    fields = _fields(("number", "integer", "序号"), ("note", "string", "未能计入合计的数据"))
    return PackageTable("notes", "未计入合计的数据", fields, ("number",), rows)
