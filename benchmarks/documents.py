"""Times reading one report in each format, web pages against pandas.read_html (PYTHONPATH=tests).

Warm: each run reads another report, as an office does, its pandas run beside it. Cold: the first report of a process.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pandas as pd
from rich.console import Console
from rich.table import Table
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS, suffix
from township_reports.domain.form.form import EDITIONS
from township_reports.domain.submission import Submission
from township_reports.extraction.api import read_report
from township_reports.validation.check import check_submissions

WARMING_RUNS = 3  # they import and compile
WARM_RUNS = 25
COLD_RUNS = 3
EDITION = EDITIONS[-1]
LINKS = 300  # in the menus and lists around a report on a county's site
DOCUMENTS = Path(__file__).parents[1] / "tests" / "documents"
STORED = ("head_cut.pdf", "chromium_messy.pdf", "old_word.doc", "kingsoft.wps", "kingsoft_sheet.et", "libreoffice.odt")
FIRST_READ = """
import sys, time
from pathlib import Path
from township_reports.extraction.api import read_report
begun = time.perf_counter()
read_report(Path(sys.argv[1]))
print(time.perf_counter() - begun)
"""


def main() -> None:
    """Print a line for each format."""
    with TemporaryDirectory() as folder:
        Console(width=120).print(_table(_lines(Path(folder))))
        print(f"checking one report: {_check_ms(DOCUMENTS / 'page.html'):.0f} ms")


def _table(lines: Iterable[tuple[str, ...]]) -> Table:
    table = Table(title=f"one report of {EDITION}, ms: min / median / max of {WARM_RUNS} warm runs")
    for heading in ("format", "KB", "warm", "cold", "pandas.read_html", "read / pandas"):
        table.add_column(heading, justify="left" if heading == "format" else "right")
    for line in lines:
        table.add_row(*line)
    return table


def _lines(folder: Path) -> Iterator[tuple[str, ...]]:
    for name in (*FORMATS, "html_small", "html_noisy"):
        yield _line(name, [_written(name, seed, folder) for seed in range(WARMING_RUNS + WARM_RUNS)])
    for name in STORED:
        yield _line(name, [DOCUMENTS / name] * (WARMING_RUNS + WARM_RUNS))


def _line(name: str, paths: list[Path]) -> tuple[str, ...]:
    own, theirs = [], []
    for path in paths:
        own.append(_milliseconds(path))
        if "html" in name:
            theirs.append(_pandas_milliseconds(path))
    own, theirs = own[WARMING_RUNS:], theirs[WARMING_RUNS:]
    ratio = median(mine / other for mine, other in zip(own, theirs, strict=True)) if theirs else 0
    against = (_spread(theirs), f"{ratio:.2f}") if theirs else ("", "")
    cold = median(_cold_milliseconds(paths[0]) for _ in range(COLD_RUNS))
    return name, f"{paths[0].stat().st_size / 1024:.0f}", _spread(own), f"{cold:.0f}", *against


def _spread(times: list[float]) -> str:
    return f"{min(times):.1f} / {median(times):.1f} / {max(times):.1f}"


def _written(name: str, seed: int, folder: Path) -> Path:
    """Return a report with figures of its own; a small page has no prose, a noisy one the menus of a county's site."""
    form = name if name in FORMATS else "html"
    prose = () if name == "html_small" else ("全年围绕群众关心的事项公开信息，按时答复申请。" * 8,) * 6
    figures = printed(EDITION, balanced_figures(EDITION, seed, "部门", dense=name != "html_small"))
    title = "某县某镇2020年政府信息公开工作年度报告"
    data = FORMATS[form](Document(title, EDITION, figures, narrative={"一": prose, "五": prose}))
    if name == "html_noisy":
        links = "".join(
            f'<li class="item"><a href="/art/{n}.html" title="栏目{n}">栏目名称{n}</a><span>2021-01-11</span></li>'
            for n in range(LINKS // 2)
        )
        menu = f'<div class="menu"><ul>{links}</ul></div><script>{"var visits = 1;" * 500}</script>'
        data = data.replace(b"<body>", b"<body>" + menu.encode()).replace(b"</body>", menu.encode() + b"</body>")
    path = folder / f"{name}_{seed}{suffix(form)}"
    path.write_bytes(data)
    return path


def _milliseconds(path: Path) -> float:
    begun = perf_counter()
    read_report(path)
    return (perf_counter() - begun) * 1000


def _pandas_milliseconds(path: Path) -> float:
    """Only the tables, not understood: what anybody would try first; decoding is not counted against it."""
    text = path.read_bytes().decode("gb18030" if "gbk" in path.name else "utf-8")
    begun = perf_counter()
    pd.read_html(StringIO(text))
    return (perf_counter() - begun) * 1000


def _cold_milliseconds(path: Path) -> float:
    """Return the first report of a process that has imported the package.

    Its fork server started and warmed on the way.
    """
    call = [sys.executable, "-c", FIRST_READ, str(path)]
    return float(subprocess.run(call, capture_output=True, text=True, check=True).stdout) * 1000


def _check_ms(path: Path) -> float:
    """Check what checking costs; a run checks all its units for about the price of one."""
    submission = Submission(path.name, read_report(path))
    check_submissions([submission])
    begun = perf_counter()
    check_submissions([submission])
    return (perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
