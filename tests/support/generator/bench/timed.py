"""Reads files in a fresh interpreter that knows the reader and nothing else, so that time and memory are the reader's.

`python -m support.generator.bench.timed file...` answers a line of JSON for each file, and one with the peak
memory at the end.
"""

from __future__ import annotations

import atexit
import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from township_reports.records.report import Cell, Status, UnreadableReportError, Value


@dataclass(frozen=True)
class TimedReading:
    """What was read from a file, none of it where the file was refused, and how long that took when warm."""

    cells: dict[str, Cell]
    milliseconds: float


def read_timed(paths: Sequence[Path]) -> tuple[list[TimedReading], float]:
    """The readings in the order of the files, and the peak memory in MB of the reader or of its largest child."""
    command = [sys.executable, "-m", "support.generator.bench.timed"]
    names = "\n".join(map(str, paths))
    answer = subprocess.run(command, input=names, stdout=subprocess.PIPE, check=True, text=True).stdout
    *readings, peak = map(json.loads, answer.splitlines())
    return [TimedReading(_cells(cells), milliseconds) for cells, milliseconds in readings], peak


def _cells(told: dict[str, list[str | None]]) -> dict[str, Cell]:
    return {cell_id: Cell(_value(value), "", Status(str(status))) for cell_id, (value, status) in told.items()}


def _value(told: str | None) -> Value | None:
    return None if told is None else Decimal(told)


def main() -> None:
    """Answers for the files named on standard input."""
    atexit.register(_tell_peak)  # before the reader's own: its server must have ended for what it started to count
    paths = [Path(line) for line in sys.stdin.read().splitlines()]
    if paths:
        _read(paths[0])  # the first reading imports and compiles
    for path in paths:
        print(json.dumps(_read(path)))


def _tell_peak() -> None:
    print(json.dumps(max(_peak_of_children(), _own_peak())))


def _peak_of_children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _own_peak() -> float:
    """Of this interpreter; what the system tells by getrusage is at least what its parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _read(path: Path) -> tuple[dict[str, tuple[str | None, str]], float]:
    from township_reports.reading.registry import read_report

    start = perf_counter()
    try:
        cells = read_report(path).cells
    except UnreadableReportError:
        cells = {}
    milliseconds = (perf_counter() - start) * 1000
    told = {
        cell_id: (None if cell.value is None else str(cell.value), str(cell.status)) for cell_id, cell in cells.items()
    }
    return told, milliseconds


if __name__ == "__main__":
    main()
