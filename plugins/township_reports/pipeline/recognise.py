"""Whose a file is when its name does not say: by the unit the document itself names. Stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from township_reports.checking.identity import is_name_of
from township_reports.pipeline.read_file import read_file
from township_reports.records.report import NotAReport, Report
from township_reports.records.roster import County, Unit
from township_reports.storage.inbox import InboxFile


class Recognised(NamedTuple):
    """Codes of units by the name of the file that is theirs, and why the other files are nobody's, by their names."""

    units: dict[str, str]
    unclaimed: dict[str, str]


def recognise(files: Iterable[InboxFile], county: County, year: int) -> Recognised:
    """Reads the files and sorts them by the one unit of the roster each names, unless it is of another year."""
    found = Recognised({}, {})
    for file in files:
        try:
            unit = _unit_of(read_file(file.path), county, year)
            found.units[file.name] = unit.code
        except NotAReport as why:
            found.unclaimed[file.name] = str(why)
    return found


def _unit_of(report: Report, county: County, year: int) -> Unit:
    """The unit a report is from; raises NotAReport where it is from none, from several, or of another year."""
    names = tuple(dict.fromkeys(one.value for one in report.told if one.about == "unit"))
    units = [unit for unit in county.units if any(is_name_of(name, unit, county.name) for name in names)]
    if len(units) != 1:
        raise NotAReport(_no_unit(names, units))
    if report.year not in (None, year):
        raise NotAReport(f"文件写的是{units[0].name}{report.year}年的报告，不是{year}年的")
    return units[0]


def _no_unit(names: Sequence[str], units: Sequence[Unit]) -> str:
    if units:
        return f"文件中写了不止一个单位：{'、'.join(unit.name for unit in units)}"
    return f"文件写的单位“{'、'.join(names)}”不在名册上" if names else "文件名和正文都没有写明单位"
