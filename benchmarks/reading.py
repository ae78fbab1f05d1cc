"""What the reader makes of documents with known cells: every format, layout and damage (PYTHONPATH=tests).

A number after the command is how many documents are made of each kind and edition (default 2). Scans take minutes:
`--only scan` measures nothing else, `--without scan` all the rest, and any beginning of a kind's name can stand there
(`--only pdf docx/nested`). The exit code is 1 if any cell is silently wrong: read with a wrong value, or a blank read
as a number, or a number as a blank.

A cell that no reader can understand (1***, an amount without a unit) is right when it is unsure. Lossy kinds, marked *,
destroy what is needed to place some figures: there only the figures that are silently wrong count. Of scans the time
is that of a page.
"""

from __future__ import annotations

import csv
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from support.folders import PROJECT
from support.generator.bench.kind import Written
from support.generator.bench.registry import BenchDocument, documents, slow_documents
from support.generator.bench.scan_kinds import DPI
from support.generator.bench.scoring import Score, score
from support.generator.bench.timed import TimedReading, read_timed
from support.generator.entries import Known
from support.generator.known import known_cells
from support.generator.sample_county import submissions
from support.generator.scan import as_pdf, page_count, rendered
from township_reports.domain.report import Status

SHARED = PROJECT / "shared"
HONGZE = SHARED / "real" / "hongze_2023"
SEED = SHARED / "seed" / "zhoujia_town_2020.txt"
HEADINGS = ("kind", "documents", "cells", "right", "unsure", "missing", "silently wrong", "right %", "ms", "peak MB")


@dataclass
class Line:
    """The sums of one kind or format; `lossy` ones are not asked to be all right."""

    name: str
    lossy: bool = False
    scores: list[Score] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    peak: float | None = None

    @property
    def wrong(self) -> int:
        """Cells that are silently wrong."""
        return sum(len(one.wrong) for one in self.scores)

    def add(self, known: Mapping[str, Known], reading: TimedReading, pages: int = 1) -> None:
        """Count one document; its time is that of a page, if pages are reported."""
        self.scores.append(score(known, reading.cells))
        self.times.append(reading.milliseconds / pages)

    def texts(self) -> tuple[str, ...]:
        """As a row of the table."""
        cells, right = sum(one.cells for one in self.scores), sum(one.right for one in self.scores)
        unsure, missing = sum(len(one.unsure) for one in self.scores), sum(len(one.missing) for one in self.scores)
        share = f"{100 * right / cells:.2f}" if cells else ""
        peak = f"{self.peak:.0f}" if self.peak else ""
        numbers = (len(self.scores), cells, right, unsure, missing, self.wrong)
        return (self.name + "*" * self.lossy, *map(str, numbers), share, f"{median(self.times):.1f}", peak)


def main() -> None:
    """Print a line for each kind and each format, and for the real reports where they are at hand."""
    asked = _asked()
    with TemporaryDirectory() as folder:
        lines = [*_real_reports(asked, Path(folder)), *_all_formats(asked, Path(folder))]
    console = Console(width=160)
    console.print(_table(lines))
    wrong = sum(line.wrong for line in lines)
    for verdict in (verdict for line in lines for one in line.scores for verdict in one.wrong):
        console.print(verdict)
    sys.exit(1 if wrong else 0)


def _asked() -> Namespace:
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("documents", nargs="?", type=int, default=2, help="of each kind and edition")
    parser.add_argument("--only", nargs="+", default=[""], metavar="KIND", help="beginnings of names, such as scan")
    parser.add_argument("--without", nargs="+", default=[], metavar="KIND", help="beginnings of names to leave out")
    return parser.parse_args()


def _is_asked(name: str, asked: Namespace) -> bool:
    return name.startswith(tuple(asked.only)) and not name.startswith(tuple(asked.without))


def _all_formats(asked: Namespace, folder: Path) -> Iterator[Line]:
    seeds, by_format = range(1, 1 + asked.documents), attrgetter("kind.format")
    every = chain(documents(seeds), slow_documents(seeds))
    made = sorted((document for document in every if _is_asked(document.kind.name, asked)), key=by_format)
    for name, of_format in groupby(made, key=by_format):
        yield from _one_format(name, list(of_format), folder / name)


def _one_format(name: str, made: list[BenchDocument], folder: Path) -> Iterator[Line]:
    """Return the format's own line, then one for each of its kinds."""
    folder.mkdir()
    paths = [folder / document.name for document in made]
    written = [_write(document, path) for document, path in zip(made, paths, strict=True)]
    readings, peak = read_timed(paths)
    whole, lossless = Line(name.upper(), peak=peak), Line(f"{name.upper()} without *")
    kinds: dict[str, Line] = {}
    for document, path, known, reading in zip(made, paths, written, readings, strict=True):
        line = kinds.setdefault(document.kind.name, Line(document.kind.name, document.kind.lossy))
        for counted in (line, whole, *(() if document.kind.lossy else (lossless,))):
            counted.add(known, reading, _pages(path, name))
    yield whole
    yield lossless
    yield from kinds.values()


def _write(document: BenchDocument, path: Path) -> Mapping[str, Known]:
    written: Written = document.kind.write(document.edition, document.seed)
    path.write_bytes(written.data)
    return written.known


def _pages(path: Path, format_: str) -> int:
    return page_count(path.read_bytes()) if format_ == "scan" else 1


def _real_reports(asked: Namespace, folder: Path) -> Iterator[Line]:
    """Return a district's PDF against the figures typed from it, the same as a scan, and a town's page."""
    pdf, scan = HONGZE.with_suffix(".pdf"), folder / "hongze_2023.pdf"
    for format_, path, known in (("pdf", pdf, _hongze), ("scan", scan, _hongze), ("txt", SEED, _zhoujia)):
        if not _is_asked(f"{format_}/{path.name}", asked) or not SHARED.is_dir():
            continue
        if path == scan:
            scan.write_bytes(as_pdf(rendered(pdf.read_bytes(), DPI), DPI))
        (reading,), peak = read_timed([path])
        line = Line(f"{format_}/{path.name}", peak=peak)
        line.add(known(), reading, _pages(path, format_))
        yield line


def _hongze() -> dict[str, Known]:
    with HONGZE.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["cell"]: (Decimal(row["value"]), Status.READ) for row in csv.DictReader(stream)}


def _zhoujia() -> dict[str, Known]:
    return known_cells(next(iter(submissions(2020))).document.figures)


def _table(lines: Iterable[Line]) -> Table:
    table = Table(title="documents with known cells; ms: median of warm readings")
    for heading in HEADINGS:
        table.add_column(heading, justify="left" if heading == "kind" else "right")
    for line in lines:
        style = "bold" if line.name.isupper() else None
        table.add_row(*line.texts(), style="red" if line.wrong else style)
    return table


if __name__ == "__main__":
    main()
