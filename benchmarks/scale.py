"""What reading, checking, merging and rendering cost for 30, 300, 3,000 and 40,000 reports (PYTHONPATH=tests).

The real steps of the annual run on the embedded PostgreSQL, each in a process of its own, whose wall time, CPU and
peak memory are measured; reading in two processes, as a machine of two cores does it. Nothing of Airflow is in it:
`in_airflow.py` measures that. The last column tells what a report costs above the imports, so that growth is seen at
once. With --copied only some tens of reports are read; the database copies them to the other units, and merging and
rendering alone are measured. README.md tells what came of it, and why.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from township_reports.runs.task_batches import TaskBatch

SIZES = (30, 300, 3_000, 40_000)
USUAL = 300
READERS = 2
READ_TO_COPY = 49  # the fiftieth is wrong, and nobody has to decide about a copy
IMPORTS = "imports"
RUN = "scale"
SOURCE = "SCALE_SOURCE"


@dataclass(frozen=True)
class Cost:
    """What a step took: seconds of the clock and of processors, and the most memory any process of it held, in MB."""

    step: str
    wall: float
    cpu: float
    peak: float


def main() -> None:
    """Print a line for each step of each size up to the one asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--up-to", type=int, default=USUAL)
    parser.add_argument("--only", type=int, help="one size alone")
    parser.add_argument("--copied", action="store_true", help="read a few, copy them to the others: merge and render")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--share", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        _do(asked.step, asked.share)
        return
    sizes = [asked.only] if asked.only else [size for size in SIZES if size <= asked.up_to]
    console = Console(width=110)
    for size in sizes:
        console.print(_table(size, list(_costs(size, COPIED if asked.copied else EVERY))))


def _costs(size: int, steps: Sequence[str]) -> Iterator[Cost]:
    from township_reports.embedded.postgres import run_postgres
    from township_reports.storage.database import migrate

    with TemporaryDirectory(prefix="township-scale-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL's own user has to enter
        begun = perf_counter()
        _write_county(folder / "county", size, written=READ_TO_COPY if steps == COPIED else size)
        print(f"{size} reports generated in {perf_counter() - begun:.0f} s", flush=True)
        with run_postgres(folder / "postgres") as server:
            server.ensure_database("scale")
            place = {"TOWNSHIP_REPORTS_HOME": str(folder / "home"), SOURCE: str(folder / "county")}
            os.environ |= {**place, "TOWNSHIP_REPORTS_DATABASE_URL": server.url("scale")}
            migrate(server.url("scale"))
            for step in steps:
                yield (cost := _cost(step))
                print(f"{cost.step}: {cost.wall:.1f} s, {cost.cpu:.1f} s CPU, {cost.peak:.0f} MB", flush=True)


def _write_county(folder: Path, size: int, written: int) -> None:
    """Write a county of so many units, of which so many have sent something."""
    from support.generator.many import units, write_county

    write_county(folder, min(size, written))
    roster = "".join(f"{code},{unit},乡镇,\n" for code, unit in units(size))
    (folder / "units.csv").write_text(f"code,name,kind,aliases\n{roster}", encoding="utf-8")


def _processes(step: str) -> int:
    return READERS if step == "read" else 1


def _cost(step: str) -> Cost:
    """Run a step in as many processes as it takes; raise CalledProcessError when one of them fails."""
    begun = perf_counter()
    call = [sys.executable, __file__, "--step", step, "--share"]
    children = [subprocess.Popen([*call, str(share)]) for share in range(_processes(step))]
    ended = [(os.wait4(child.pid, 0), child) for child in children]
    for (_, status, _), child in ended:
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, step)
    used = [usage for (_, _, usage), _ in ended]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in used)
    return Cost(step, perf_counter() - begun, cpu, max(usage.ru_maxrss for usage in used) / 1024)


def _do(step: str, share: int) -> None:
    import township_reports.operations.warm_up  # noqa: F401  # as Airflow's tasks find it: the line "imports" is this

    STEPS[step](share)


def _open(_share: int) -> None:
    from support.generator.many import YEAR
    from township_reports.pipeline.open_run import open_run

    open_run(RUN, os.environ[SOURCE], YEAR)


def _portions() -> list[TaskBatch]:
    """Return the units of each task."""
    from township_reports.pipeline.open_run import UnitKey
    from township_reports.runs.dependencies import get_dataset
    from township_reports.runs.task_batches import make_task_batches

    with get_dataset().transaction() as work:
        units = [UnitKey(code=state.unit.code, name=state.unit.name) for state in work.runs.units(RUN)]
    return make_task_batches(RUN, units)


def _read(share: int) -> None:
    """Every second task's units, those of a task together."""
    from township_reports.pipeline.read_submission import read_submissions

    for portion in _portions()[share::READERS]:
        for _ in read_submissions(RUN, portion["codes"]):
            pass


def _copy(_share: int) -> None:
    """Read the first units' reports, give every other unit one of them, and calls all of them accepted."""
    from sqlalchemy import text
    from township_reports.config.settings import database_url
    from township_reports.pipeline.read_submission import read_submissions
    from township_reports.storage.engine import open_database

    codes = [code for portion in _portions() for code in portion["codes"]][:READ_TO_COPY]
    for _ in read_submissions(RUN, codes):
        pass
    with open_database(database_url()).begin() as connection:
        for statement in COPYING:
            connection.execute(text(statement))


COPYING = (
    "SET session_replication_role = replica",  # eight million references need not be looked up
    """CREATE TABLE copies AS
    SELECT unit_id, (SELECT max(id) FROM submissions) + row_number() OVER (ORDER BY position) AS copy,
           1 + position % (SELECT count(*) FROM submissions) AS original
    FROM run_units WHERE submission_id IS NULL""",
    """CREATE TABLE originals AS SELECT row_number() OVER (ORDER BY id) AS number, id FROM submissions""",
    """INSERT INTO submissions (id, unit_id, version, file_name, sha256, reader_version, told_unit, told_year, edition,
                             notes, narrative, told)
    OVERRIDING SYSTEM VALUE
    SELECT copy, copies.unit_id, 1, file_name, sha256, reader_version, told_unit, told_year, edition, notes, narrative,
           told
    FROM copies JOIN originals ON number = original JOIN submissions USING (id)""",
    """INSERT INTO submission_cells (submission_id, cell, position, value, is_money, raw, status, confidence, place)
    SELECT copy, cell, position, value, is_money, raw, status, confidence, place
    FROM copies JOIN originals ON number = original JOIN submission_cells ON submission_id = originals.id""",
    """INSERT INTO run_submissions (run_key, submission_id, position)
    SELECT run_key, copy, 0 FROM copies JOIN run_units USING (unit_id)""",
    "UPDATE run_units SET submission_id = copy FROM copies WHERE copies.unit_id = run_units.unit_id",
    "UPDATE run_units SET outcome = '已通过'",
    "ANALYZE",
)


def _results(_share: int) -> None:
    from township_reports.pipeline.submission_result import list_submission_results

    for portion in _portions():
        list_submission_results(RUN, portion["codes"])


def _check(_share: int) -> None:
    from township_reports.pipeline.check_reports import check_reports

    check_reports(RUN)


def _slips(_share: int) -> None:
    from township_reports.pipeline.correction_notices import write_correction_notices

    write_correction_notices(RUN)


def _sums(_share: int) -> None:
    """Of merging what the database does: the adding up, exact, by kind of unit and county cell."""
    from township_reports.decisions.sign_off import sign_off
    from township_reports.domain.form.crosswalk import list_counterparts
    from township_reports.domain.run import MergeInputs
    from township_reports.pipeline.release.consolidated_report import list_included_submissions
    from township_reports.runs.dependencies import get_dataset

    sign_off(RUN, "exclude", by="bench", reason="bench")
    with get_dataset().snapshot() as work:
        made_of = MergeInputs(list_included_submissions(work, RUN), list_counterparts(work.runs.get(RUN).edition))
        begun = perf_counter()
        work.figures.contributions.sum_by_kind(made_of)
    print(f"added up in {perf_counter() - begun:.1f} s", flush=True)


def _merge(_share: int) -> None:
    from township_reports.pipeline.merge_county import merge_county

    merge_county(RUN)


def _render(_share: int) -> None:
    from township_reports.pipeline.render_report import render_report

    render_report(RUN)


STEPS: dict[str, Callable[[int], None]] = {
    IMPORTS: lambda _share: None,
    "open": _open,
    "read": _read,
    "copy": _copy,
    "check": _check,
    "slips": _slips,
    "results": _results,
    "sums": _sums,
    "merge": _merge,
    "render": _render,
}
EVERY = tuple(step for step in STEPS if step != "copy")
COPIED = (IMPORTS, "open", "copy", "sums", "merge", "render")


def _table(size: int, costs: list[Cost]) -> Table:
    table = Table(title=f"{size} reports")
    imports = next(cost.cpu for cost in costs if cost.step == IMPORTS)
    for heading in ("step", "wall s", "CPU s", "peak MB", "ms CPU a report"):
        table.add_column(heading, justify="left" if heading == "step" else "right")
    for cost in costs:
        each = max(0.0, cost.cpu - imports * _processes(cost.step)) * 1000 / size
        table.add_row(cost.step, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak:.0f}", f"{each:.1f}")
    return table


if __name__ == "__main__":
    main()
