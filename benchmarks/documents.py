"""Times reading one report in each format, and web pages against pandas.read_html. Run with PYTHONPATH=tests."""

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
from township_reports.reading.registry import read_report
from township_reports.template.form import EDITIONS

WARM_RUNS = 15


def main() -> None:
    """Prints a line for each format and edition."""
    with TemporaryDirectory() as folder:
        Console().print(_table(_lines(Path(folder))))


def _table(lines: Iterable[tuple[str, ...]]) -> Table:
    table = Table(title=f"read_report, median of {WARM_RUNS} warm runs")
    for heading in ("edition", "format", "KB", "ms", "pandas.read_html, ms", "ratio"):
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
            yield edition, name, size, f"{own:.1f}", *(_against_pandas(path, name, own) if "html" in name else ("", ""))


def _document(edition: str) -> Document:
    figures = printed(edition, balanced_figures(edition, 1, "部门", dense=True))
    prose = ("全年围绕群众关心的事项公开信息，按时答复申请。" * 8,) * 6
    return Document("某县某镇2020年政府信息公开工作年度报告", edition, figures, narrative={"一": prose, "五": prose})


def _against_pandas(path: Path, name: str, own: float) -> tuple[str, str]:
    """Only the tables, not understood: what anybody would try first; decoding is not counted against it."""
    text = path.read_bytes().decode("gb18030" if "gbk" in name else "utf-8")
    theirs = _milliseconds(lambda: pd.read_html(StringIO(text)))
    return f"{theirs:.1f}", f"{own / theirs:.2f}"


def _milliseconds(run: Callable[[], object]) -> float:
    run()  # the first run imports and compiles
    times = []
    for _ in range(WARM_RUNS):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return median(times) * 1000


if __name__ == "__main__":
    main()
