"""Writes the report's data for machines: a zip of CSV and Parquet under a Table Schema; reads it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import duckdb

from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.domain.report import Value
from township_reports.rendering.content.report_document import ReportDocument
from township_reports.rendering.writers.fixed_zip import pack_zip
from township_reports.rendering.writers.package.tables import (
    FieldType,
    PackageField,
    PackageTable,
    PackageValue,
    build_package_tables,
)
from township_reports.rendering.writers.workbook.text_in_cells import IN_CSV, escape_csv

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
    """Write the data as a zip; the same report gives the same bytes."""
    parts: dict[str, Path] = {}
    resources = []
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as engine:
        for table in build_package_tables(report, document):
            for form, file in _files(engine, table, Path(folder)).items():
                name = f"data/{table.name}.{form}"
                parts[name] = file
                resources.append(_resource(table, form, name, file))
        about = {
            "$schema": PROFILE,
            "name": f"county-report-{report.year}",
            "title": report.title,
            "description": LOADING + IN_CSV,
            "resources": resources,
        }
        description = json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n"
        pack_zip(path, {DESCRIPTION: description, **parts})


def read_package_cells(path: Path) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Read the county's cells as each file of a package says them, with the file's name; by an engine's own readers."""
    with TemporaryDirectory() as folder, ZipFile(path) as package, duckdb.connect() as engine:
        for name in ("data/cells.csv", "data/cells.parquet"):
            file = package.extract(name, folder)
            reader = "read_csv(?, all_varchar = true)" if name.endswith("csv") else "read_parquet(?)"
            rows = engine.execute(f"SELECT cell, value FROM {reader}", [file]).fetchall()  # noqa: S608
            yield name, {cell: Decimal(value) for cell, value in rows}


def _files(engine: duckdb.DuckDBPyConnection, table: PackageTable, folder: Path) -> dict[str, Path]:
    """Return the table as CSV for people's programs too, and as Parquet of the text as given."""
    text, csv, binary = (folder / f"{table.name}.{suffix}" for suffix in ("txt", "csv", "parquet"))
    decimals = _write_csv(table, text, csv)
    columns = {field.name: _sql_type(field, decimals) for field in table.fields}
    rows = f"SELECT * FROM read_csv(?, columns = ?, {CSV_READER})"  # noqa: S608
    engine.execute(f"COPY ({rows}) TO '{binary}' (FORMAT parquet)", [str(text), columns])
    return {"csv": csv, "parquet": binary}


def _write_csv(table: PackageTable, as_given: Path, for_people: Path) -> Mapping[str, int]:
    """Write every row with its texts as given, and as they may stand in CSV; tell each number's decimals at most."""
    numbers = [(column, field.name) for column, field in enumerate(table.fields) if field.type == "number"]
    decimals = {name: 0 for _, name in numbers}
    with (
        as_given.open("w", encoding="utf-8", newline="") as one,
        for_people.open("w", encoding="utf-8", newline="") as other,
    ):
        for file in (one, other):
            file.write(",".join(field.name for field in table.fields) + "\n")
        for row in table.rows:
            one.write(",".join([_written(entry, _same) for entry in row]) + "\n")
            other.write(",".join([_written(entry, escape_csv) for entry in row]) + "\n")
            for column, name in numbers:
                decimals[name] = max(decimals[name], _decimals(row[column]))
    return decimals


def _same(text: str) -> str:
    return text


def _written(entry: PackageValue, text: Callable[[str], str]) -> str:
    """Return the entry as CSV has it: text always in quotes, so that no semicolon or tab in it begins a cell."""
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


def _sql_type(field: PackageField, decimals: Mapping[str, int]) -> str:
    if field.type != "number":
        return SQL_TYPES[field.type]
    scale = max(FEWEST_DECIMALS, decimals[field.name])
    return f"DECIMAL({WHOLE_DIGITS + scale}, {scale})"


def _decimals(entry: PackageValue) -> int:
    exponent = entry.as_tuple().exponent if isinstance(entry, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _resource(table: PackageTable, form: str, name: str, file: Path) -> dict[str, object]:
    return {
        "name": table.name if form == "csv" else f"{table.name}-{form}",
        "title": table.title,
        "path": name,
        "format": form,
        "mediatype": MEDIA_TYPES[form],
        "type": "table",
        **(_sums(file) if form == "csv" else {}),  # the field's own validator cannot count a Parquet file's bytes
        "schema": _schema(table, form),
    }


def _sums(file: Path) -> dict[str, object]:
    with file.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
    return {"encoding": "utf-8", "bytes": file.stat().st_size, "hash": f"sha256:{digest}"}


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
