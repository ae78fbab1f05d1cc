"""Times reading and checking one report in each format, web pages against pandas.read_html (PYTHONPATH=tests)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pandas as pd
from generator.document import Document
from generator.figures import balanced_figures, printed
from generator.formats import FORMATS, suffix
from rich.console import Console
from rich.table import Table
from township_reports.checking.check import check_submissions
from township_reports.reading.registry import read_report
from township_reports.records.finding import Finding
from township_reports.records.submission import Submission
from township_reports.template.form import EDITIONS

WARM_RUNS = 15
CHECK_RUNS = 3


def main() -> None:
    """Prints a line for each format and edition."""
    with TemporaryDirectory() as folder:
        Console().print(_table(_lines(Path(folder))))


def _table(lines: Iterable[tuple[str, ...]]) -> Table:
    table = Table(title=f"one report, ms, median of {WARM_RUNS} warm runs ({CHECK_RUNS} with the check)")
    for heading in ("edition", "format", "KB", "read", "read + check", "pandas.read_html", "read / pandas"):
        table.add_column(heading, justify="left" if heading in ("edition", "format") else "right")
    for line in lines:
        table.add_row(*line)
    return table


def _lines(folder: Path) -> Iterator[tuple[str, ...]]:
    for edition in EDITIONS:
        document = _document(edition)
        for name, write in FORMATS.items():
            path = folder / f"{edition}_{name}{suffix(name)}"
            path.write_bytes(write(document))
            own = _milliseconds(partial(read_report, path))
            size = f"{path.stat().st_size / 1024:.0f}"
            both = _milliseconds(partial(_read_and_check, path), CHECK_RUNS)
            pandas = _against_pandas(path, name, own) if "html" in name else ("", "")
            yield edition, name, size, f"{own:.1f}", f"{both:.0f}", *pandas


def _read_and_check(path: Path) -> list[Finding]:
    """What `township-reports check` does with one file; a run checks all its units for about the price of one."""
    return check_submissions([Submission(path.name, read_report(path))])


def _document(edition: str) -> Document:
    figures = printed(edition, balanced_figures(edition, 1, "部门", dense=True))
    prose = ("全年围绕群众关心的事项公开信息，按时答复申请。" * 8,) * 6
    return Document("某县某镇2020年政府信息公开工作年度报告", edition, figures, narrative={"一": prose, "五": prose})


def _against_pandas(path: Path, name: str, own: float) -> tuple[str, str]:
    """Only the tables, not understood: what anybody would try first; decoding is not counted against it."""
    text = path.read_bytes().decode("gb18030" if "gbk" in name else "utf-8")
    theirs = _milliseconds(lambda: pd.read_html(StringIO(text)))
    return f"{theirs:.1f}", f"{own / theirs:.2f}"


def _milliseconds(run: Callable[[], object], runs: int = WARM_RUNS) -> float:
    run()  # the first run imports and compiles
    times = []
    for _ in range(runs):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return median(times) * 1000


if __name__ == "__main__":
    main()
