"""No file harms whoever reads it: each hostile one is refused in Chinese, in time, and costs its caller no memory."""

from __future__ import annotations

import re
import resource
import time
from pathlib import Path

import pytest
from reading.hostile import HOSTILE
from township_reports.reading import isolation
from township_reports.reading.isolation import Limits
from township_reports.reading.registry import read_report
from township_reports.records.report import NotAReport

TIGHT = Limits(memory=600_000_000, cpu_seconds=3, wall_seconds=8.0)
SECONDS = 12.0
KILOBYTES = 50_000
SENTENCE = re.compile(r".*[一-鿿].*。", re.DOTALL)


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_chinese(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "LIMITS", TIGHT)
    path = tmp_path / "年报.docx"
    path.write_bytes(HOSTILE[name]())
    begun = time.monotonic()
    with pytest.raises(NotAReport) as refused:
        read_report(path)
    assert time.monotonic() - begun < SECONDS
    assert SENTENCE.fullmatch(str(refused.value))


def test_a_file_of_200_megabytes_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "年报.pdf"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotAReport, match="文件过大"):
        read_report(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES
