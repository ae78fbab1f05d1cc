"""The sample county with fewer units, so that a run of it takes half as long; every wrong report is among them."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.folders import SAMPLE_COUNTY
from township_reports.records.roster import load_county
from township_reports.storage.inbox import list_inbox

NAMESAKES = ("320106", "410204")
"""The codes of two counties of one name, beside which the office works as if there were none."""
YEARS = ("2020", "2021")
RED = {
    "白鹭洲镇": "T3-1",
    "东汀街道": "T3-3",
    "县自然资源和规划局": "T4-1",
    "长岭岗镇": "无法读取",
    "枫林渡镇": "未报送",
}
"""The units whose reports of the first year are wrong, and what the clerk is told of each."""


def few_units(folder: Path) -> Path:
    """A copy of the sample county with every third unit and the red ones, without the others' files."""
    shutil.copytree(SAMPLE_COUNTY, folder)
    units = load_county(folder).units
    kept = [number for number, unit in enumerate(units) if number % 3 == 0 or unit.name in RED]
    roster = folder / "units.csv"
    head, *lines = roster.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    roster.write_text(head + "".join(lines[number] for number in kept), encoding="utf-8")
    for year in YEARS:
        files = list_inbox(folder / year, units).by_unit({})
        for unit in {unit.code for unit in units} - {units[number].code for number in kept}:
            for file in files[unit]:
                Path(str(file.path)).unlink()
    return folder
