"""Load the county and its roster from `county.yaml` and `units.csv` of a county's folder."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import get_args

import yaml

from township_reports.domain.county import NOT_IN_FILE_NAMES, County, RosterError, Unit, UnitKind
from township_reports.domain.unit_names import strip_suffixes
from township_reports.files.paths import AnyPath

COUNTY_FILE = "county.yaml"
UNITS_FILE = "units.csv"
OWN_RULES = "rules.yaml"  # a county folder may hold rules of its own
REPORT_FOLDER = "report"
"""What a county folder holds for its report: a folder of texts a year, templates, fonts."""
ALIAS_MARKS = re.compile("[;；、]")
REQUIRED_COLUMNS = ("code", "name", "kind", "aliases")
COUNTY_CODE = re.compile("[0-9]{6,12}")
ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


def load_county(folder: AnyPath) -> County:
    """Load the county described in a folder by `county.yaml` and `units.csv`; raises RosterError."""
    if not folder.is_dir():
        raise RosterError(f"没有找到文件夹：{folder}。请核对“报送文件夹”参数。")
    return replace(load_county_only(folder), units=_read_units(folder / UNITS_FILE))


def load_county_only(folder: AnyPath) -> County:
    """Load what `county.yaml` of a folder tells of the county, without its roster; raises RosterError.

    It tells name and office, and may tell code, report_by, deadline, contact and phone.
    """
    path = folder / COUNTY_FILE
    about = _read_about(path)
    return County(
        about["name"],
        about.get("office", ""),
        (),
        _date_in_words(about.get("deadline", "")),
        about.get("contact", ""),
        about.get("phone", ""),
        _day(about.get("report_by", ""), path),
        _code(about.get("code", ""), path),
    )


def _read_about(path: AnyPath) -> dict[str, str]:
    if not path.is_file():
        raise RosterError(f"缺少文件 {path}。请写入两行：“name: 某某县”和“office: 某某县人民政府办公室”。")
    try:  # text only: a phone is no number
        about = yaml.BaseLoader(read_office_file(path)).get_single_data()
    except yaml.YAMLError as problem:
        raise RosterError(f"{path} 不是规范的 YAML，请每行写“名称: 内容”（冒号后有空格）：{problem}") from problem
    if not isinstance(about, dict) or not about.get("name"):
        raise RosterError(f"{path} 中没有县名。请写入一行：“name: 某某县”。")
    if set(str(about["name"])) & set(NOT_IN_FILE_NAMES) or str(about["name"]).startswith("."):
        never = f"不要以点开头，不要含有 {' '.join(NOT_IN_FILE_NAMES)}"
        raise RosterError(f"{path} 中的县名“{about['name']}”不能用作文件名，{never}。")
    return {str(key): str(value).strip() for key, value in about.items()}


def _code(written: str, path: AnyPath) -> str:
    """Return a county's code as written; raises RosterError for what is none."""
    if written and not COUNTY_CODE.fullmatch(written):
        raise RosterError(
            f"{path} 中的 code“{written}”不是行政区划代码。请写6位（或更多）数字，如 330106；没有的删去这一行。"
        )
    return written


def _day(written: str, path: AnyPath) -> date | None:
    """Return a day such as 2022-01-31; raises RosterError for any other text."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise RosterError(f"{path} 中的 report_by“{written}”不是日期。请写成 2022-01-31 这样。") from None


def _date_in_words(written: str) -> str:
    """Return a date such as 2022-02-20 as a letter prints it; any other text stays."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{day.year}年{day.month}月{day.day}日"


def read_office_file(path: AnyPath) -> str:
    """Read a text file of the office, as UTF-8 or as Excel writes it in China; raises RosterError."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError(f"{path} 不是文本文件，或编码不认识。请另存为 UTF-8 编码。")


def _read_units(path: AnyPath) -> tuple[Unit, ...]:
    if not path.is_file():
        raise RosterError(f"缺少报送单位名册 {path}（列：{'、'.join(REQUIRED_COLUMNS)}）。")
    reader = csv.DictReader(StringIO(read_office_file(path), newline=""))
    absent = [name for name in REQUIRED_COLUMNS if name not in (reader.fieldnames or ())]
    if absent:
        raise RosterError(f"{path} 缺少列：{'、'.join(absent)}。第一行应为 {','.join(REQUIRED_COLUMNS)}。")
    units = tuple(_unit(row, f"{path} 第{reader.line_num}行") for row in reader)
    _refuse_duplicates(units, path)
    return units


def _unit(row: dict[str, str | None], where: str) -> Unit:
    code, name, kind = ((row[key] or "").strip() for key in ("code", "name", "kind"))
    if not code or not name:
        raise RosterError(f"{where}：code 和 name 不能为空。")
    if kind not in get_args(UnitKind):
        raise RosterError(f"{where}：kind“{kind}”应为 {'、'.join(get_args(UnitKind))} 之一。")
    aliases = tuple(alias.strip() for alias in ALIAS_MARKS.split(row["aliases"] or "") if alias.strip())
    email = (row.get("email") or "").strip()
    if email and not ADDRESS.fullmatch(email):
        raise RosterError(f"{where}：email“{email}”不是邮箱地址。请写一个地址，没有的留空。")
    return Unit(code, name, kind, aliases, email)  # type: ignore[arg-type]  # checked against get_args above


def _refuse_duplicates(units: tuple[Unit, ...], path: AnyPath) -> None:
    if not units:
        raise RosterError(f"{path} 中没有单位。请每行写一个报送单位。")
    seen: dict[str, Unit] = {}
    for unit in units:
        for key, written in [(unit.code, unit.code), *((strip_suffixes(name), name) for name in unit.list_names())]:
            other = seen.setdefault(key, unit)
            if other is not unit:
                raise RosterError(f"{path}：“{written}”同时属于“{other.name}”和“{unit.name}”。编码和名称不能重复。")
