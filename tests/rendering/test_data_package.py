"""The data for machines: what the description says holds, and both formats say the same."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest
from township_reports.records.county_report import ConsolidatedReport
from township_reports.rendering.data_package import read_package_cells
from township_reports.template.form import load_form


@pytest.fixture
def package(files: dict[str, Path]) -> dict[str, bytes]:
    with ZipFile(files["zip"]) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.fixture
def described(package: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in json.loads(package["datapackage.json"])["resources"]}


def rows(package: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(package[f"data/{name}.csv"].decode(), newline="")))


def test_both_formats_hold_the_county_s_cells(files: dict[str, Path], report: ConsolidatedReport) -> None:
    assert list(read_package_cells(files["zip"])) == [
        (name, dict(report.figures.cells)) for name in ("data/cells.csv", "data/cells.parquet")
    ]


def test_every_file_is_described_with_its_columns(
    package: dict[str, bytes], described: dict[str, dict[str, Any]]
) -> None:
    assert {one["path"] for one in described.values()} == set(package) - {"datapackage.json"}
    for one in (one for one in described.values() if one["format"] == "csv"):
        content = package[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        assert [field["name"] for field in one["schema"]["fields"]] == content.decode().splitlines()[0].split(",")


def test_keys_tell_rows_apart_and_point_to_rows(
    package: dict[str, bytes], described: dict[str, dict[str, Any]]
) -> None:
    for name in ("cells", "units", "sources", "groups", "comparison", "findings", "sentences"):
        keys = [tuple(row[part] for part in described[name]["schema"]["primaryKey"]) for row in rows(package, name)]
        assert len(set(keys)) == len(keys)
    cells = {row["cell"] for row in rows(package, "cells")}
    assert {row["cell"] for row in rows(package, "sources")} <= cells


def test_the_parts_of_each_cell_add_up_to_it(package: dict[str, bytes]) -> None:
    sums: dict[str, Decimal] = {}
    for row in rows(package, "sources"):
        sums[row["cell"]] = sums.get(row["cell"], Decimal(0)) + Decimal(row["value"])
    assert sums == {row["cell"]: Decimal(row["value"]) for row in rows(package, "cells")}


def test_a_part_tells_what_stands_in_the_unit_s_file(package: dict[str, bytes]) -> None:
    (slash,) = [row for row in rows(package, "sources") if row["raw"] == "/"]
    assert (slash["unit"], slash["cell"], slash["value"], slash["status"]) == (
        "u02",
        "requests.received.research",
        "0",
        "not_applicable",
    )


def test_each_figure_of_a_sentence_names_its_cells(package: dict[str, bytes], report: ConsolidatedReport) -> None:
    told = [row for row in rows(package, "sentences") if row["sentence"].startswith("依申请公开：")]
    (received,) = told
    assert received["cells"].split() == [
        f"requests.{row}.total"
        for row in ("received", "carried_in", "handled_total", "granted", "partly_granted", "carried_out")
    ]
    assert all(str(report.figures.cells[cell]) in received["sentence"] for cell in received["cells"].split())


def test_money_is_exact_in_parquet(package: dict[str, bytes], tmp_path: Path, report: ConsolidatedReport) -> None:
    (tmp_path / "cells.parquet").write_bytes(package["data/cells.parquet"])
    found = duckdb.sql(f"SELECT cell, value FROM '{tmp_path}/cells.parquet' WHERE measure = '万元'").fetchall()
    money = [spec.id for spec in load_form(report.figures.edition).cells().values() if spec.column.kind == "money"]
    assert dict(found) == {cell: report.figures.cells[cell] for cell in money}
    assert money


def test_the_manual_tells_of_every_table(described: dict[str, dict[str, Any]]) -> None:
    manual = Path("docs/报告模板.md").read_text(encoding="utf-8")
    tables = [name for name, one in described.items() if one["format"] == "csv"]
    assert re.findall(r"^\| `(\w+)` \|", manual.partition("## 数据包")[2], re.MULTILINE) == tables


def test_the_description_tells_how_to_load_it_and_so_it_loads(package: dict[str, bytes], tmp_path: Path) -> None:
    (query,) = re.findall(r"SELECT \* FROM '[^']+'", json.loads(package["datapackage.json"])["description"])
    (tmp_path / "data").mkdir()
    (tmp_path / "data/cells.parquet").write_bytes(package["data/cells.parquet"])
    found = duckdb.sql(query.replace("'data/", f"'{tmp_path}/data/")).fetchall()
    assert [str(row[0]) for row in found] == [row["cell"] for row in rows(package, "cells")]


def test_columns_of_parquet_have_the_types_that_are_described(
    package: dict[str, bytes], described: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    types = {"VARCHAR": "string", "BIGINT": "integer", "BOOLEAN": "boolean", "DECIMAL": "number"}
    for one in (one for one in described.values() if one["format"] == "parquet"):
        (tmp_path / "table.parquet").write_bytes(package[one["path"]])
        columns = duckdb.sql(f"DESCRIBE SELECT * FROM '{tmp_path}/table.parquet'").fetchall()
        assert [{"name": name, "type": types[kind.partition("(")[0]]} for name, kind, *_ in columns] == [
            {"name": field["name"], "type": field["type"]} for field in one["schema"]["fields"]
        ]
