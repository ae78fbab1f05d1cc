"""Writes the report's data for machines: a zip of CSV and Parquet under a Table Schema; reads it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import duckdb

from township_reports.records.county_report import ConsolidatedReport
from township_reports.records.report import Value
from township_reports.rendering.fixed_zip import pack
from township_reports.rendering.package_tables import Entry, Field, FieldType, PackageTable, package_tables
from township_reports.rendering.report_document import ReportDocument
from township_reports.rendering.text_in_cells import IN_CSV, in_csv

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTION = "datapackage.json"
LOADING = (
    "每张表有CSV（UTF-8）和Parquet两个文件，内容相同；列的类型、主键和外键写在resources的schema中。解压后，"
    "用Frictionless核对：frictionless validate datapackage.json；"
    "用DuckDB读取：SELECT * FROM 'data/cells.parquet'；用pandas读取：pandas.read_parquet('data/cells.parquet')。"
)
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
SQL_TYPES: Mapping[FieldType, str] = {"string": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN"}
WHOLE_DIGITS, FEWEST_DECIMALS = 18, 2
CSV_READER = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"


def write_package(report: ConsolidatedReport, document: ReportDocument, path: Path) -> None:
    """The data as a zip; the same report gives the same bytes."""
    parts: dict[str, bytes] = {}
    resources = []
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as engine:
        for table in package_tables(report, document):
            for form, content in _files(engine, table, Path(folder)).items():
                name = f"data/{table.name}.{form}"
                parts[name] = content
                resources.append(_resource(table, form, name, content))
    about = {
        "$schema": PROFILE,
        "name": f"county-report-{report.year}",
        "title": report.title,
        "description": LOADING + IN_CSV,
        "resources": resources,
    }
    description = json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n"
    pack(path, {DESCRIPTION: description, **parts})


def packaged_cells(path: Path) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The county's cells as each file of a package says them, with the file's name; by an engine's own readers."""
    with TemporaryDirectory() as folder, ZipFile(path) as package, duckdb.connect() as engine:
        for name in ("data/cells.csv", "data/cells.parquet"):
            file = package.extract(name, folder)
            reader = "read_csv(?, all_varchar = true)" if name.endswith("csv") else "read_parquet(?)"
            rows = engine.execute(f"SELECT cell, value FROM {reader}", [file]).fetchall()  # noqa: S608
            yield name, {cell: Decimal(value) for cell, value in rows}


def _files(engine: duckdb.DuckDBPyConnection, table: PackageTable, folder: Path) -> dict[str, bytes]:
    """The table as CSV for people's programs too, and as Parquet of the text as given."""
    text, binary = folder / f"{table.name}.csv", folder / f"{table.name}.parquet"
    text.write_text(_csv(table, lambda given: given), encoding="utf-8", newline="")
    columns = {field.name: _sql_type(field, table) for field in table.fields}
    rows = f"SELECT * FROM read_csv(?, columns = ?, {CSV_READER})"  # noqa: S608
    engine.execute(f"COPY ({rows}) TO '{binary}' (FORMAT parquet)", [str(text), columns])
    return {"csv": _csv(table, in_csv).encode(), "parquet": binary.read_bytes()}


def _csv(table: PackageTable, text: Callable[[str], str]) -> str:
    heads = ",".join(field.name for field in table.fields)
    lines = (",".join(_written(entry, text) for entry in row) for row in table.rows)
    return "".join(f"{line}\n" for line in (heads, *lines))


def _written(entry: Entry, text: Callable[[str], str]) -> str:
    """The entry as CSV has it: text always in quotes, so that no semicolon or tab in it begins a cell."""
    match entry:
        case None | "":
            return ""
        case str():
            return '"' + text(entry).replace('"', '""') + '"'
        case bool():
            return "true" if entry else "false"
        case Decimal():
            return f"{entry:f}"
        case _:
            return str(entry)


def _sql_type(field: Field, table: PackageTable) -> str:
    if field.type != "number":
        return SQL_TYPES[field.type]
    column = table.fields.index(field)
    decimals = max((_decimals(row[column]) for row in table.rows), default=0)
    scale = max(FEWEST_DECIMALS, decimals)
    return f"DECIMAL({WHOLE_DIGITS + scale}, {scale})"


def _decimals(entry: Entry) -> int:
    exponent = entry.as_tuple().exponent if isinstance(entry, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _resource(table: PackageTable, form: str, name: str, content: bytes) -> dict[str, object]:
    return {
        "name": table.name if form == "csv" else f"{table.name}-{form}",
        "title": table.title,
        "path": name,
        "format": form,
        "mediatype": MEDIA_TYPES[form],
        "type": "table",
        **(_sums(content) if form == "csv" else {}),  # the field's own validator cannot count a Parquet file's bytes
        "schema": _schema(table, form),
    }


def _sums(content: bytes) -> dict[str, object]:
    return {"encoding": "utf-8", "bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}


def _schema(table: PackageTable, form: str) -> dict[str, object]:
    suffix = "" if form == "csv" else f"-{form}"
    schema: dict[str, object] = {
        "fields": [{"name": field.name, "type": field.type, "title": field.title} for field in table.fields],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.refers:
        schema["foreignKeys"] = [_foreign_key(*one, suffix) for one in table.refers]
    return schema


def _foreign_key(field: str, table: str, target: str, suffix: str) -> dict[str, object]:
    return {"fields": [field], "reference": {"resource": f"{table}{suffix}", "fields": [target]}}
