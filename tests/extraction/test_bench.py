"""A sample of the reading bench: nothing is silently wrong, and all is right where the document shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.generator.bench.registry import KINDS, BenchDocument, documents, sample
from support.generator.bench.scoring import score
from township_reports.domain.report import Cell, UnreadableReportError
from township_reports.extraction.api import read_report

SAMPLE = list(sample())


def _read(document: BenchDocument, folder: Path) -> dict[str, Cell]:
    path = folder / document.name
    path.write_bytes(document.written.data)
    try:
        return dict(read_report(path).cells)
    except UnreadableReportError:
        return {}


@pytest.mark.parametrize("document", SAMPLE, ids=lambda document: document.name)
def test_nothing_is_silently_wrong(document: BenchDocument, tmp_path: Path) -> None:
    judged = score(document.written.known, _read(document, tmp_path))
    assert judged.wrong == ()
    assert document.kind.lossy or (judged.unsure, judged.missing) == ((), ())


def test_the_bench_has_enough_documents() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert len(list(documents(range(1, 3)))) > 300


def test_the_same_seed_writes_the_same_bytes() -> None:
    for document in SAMPLE[::40]:
        assert document.kind.write(document.edition, document.seed) == document.written
