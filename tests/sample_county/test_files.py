"""The files of the sample county are those of the generator, each claimed by the unit that sent it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from support.generator.sample_county import SAMPLE_COUNTY, YEARS, submissions, write_sample_county
from township_reports.records.roster import load_county
from township_reports.storage.inbox import list_inbox


def _files(folder: Path) -> dict[Path, bytes]:
    found = (path for year in YEARS for path in (folder / str(year)).rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in found}


def test_committed_files_equal_the_generated(tmp_path: Path) -> None:
    write_sample_county(tmp_path)
    assert _files(SAMPLE_COUNTY) == _files(tmp_path)


def test_roster() -> None:
    county = load_county(SAMPLE_COUNTY)
    assert county.name == "云汀县"
    assert Counter(unit.kind for unit in county.units) == {"乡镇": 12, "街道": 3, "部门": 11}


@pytest.mark.parametrize("year", YEARS)
def test_every_file_is_claimed_by_its_unit(year: int) -> None:
    inbox = list_inbox(SAMPLE_COUNTY / str(year), load_county(SAMPLE_COUNTY).units)
    claimed = {code: [file.name for file in files] for code, files in inbox.files.items() if files}
    assert claimed == {submitted.unit.code: [submitted.entry.file] for submitted in submissions(year)}
    assert inbox.unclaimed == ()


def test_who_sent_nothing() -> None:
    units = {unit.code: unit.name for unit in load_county(SAMPLE_COUNTY).units}
    sent = {year: {submitted.unit.code for submitted in submissions(year)} for year in YEARS}
    assert [name for code, name in units.items() if code not in sent[2020]] == ["枫林渡镇"]
    assert sent[2021] == units.keys()
