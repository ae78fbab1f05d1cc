"""What the office's pages show of all runs, and the files behind them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from township_reports.domain.run import Run
from township_reports.domain.submission import Outcome
from township_reports.runs.dependencies import get_dataset, get_file_store
from township_reports.runs.run_access import Sees
from township_reports.storage.runs import UnknownRunError


@dataclass(frozen=True)
class RunSummary:
    """A run in the list of runs: how many units have which outcome (None: not checked yet), which files it released."""

    run: Run
    outcomes: dict[Outcome | None, int]
    files: tuple[str, ...]


def list_runs(sees: Sees = lambda dag: True) -> list[RunSummary]:
    """All runs of the DAGs that may be seen, the last opened first."""
    with get_dataset().transaction() as work:
        return [
            RunSummary(
                run,
                dict(Counter(state.outcome for state in work.runs.units(run.key))),
                tuple(work.releases.files(run.key)),
            )
            for run in work.runs.list_all()
            if sees(run.dag)
        ]


def read_report_file(run_key: str, name: str) -> bytes:
    """Read a released file of a run, as it was released; raises UnknownRunError, DamagedFileError."""
    with get_dataset().transaction() as work:
        digest = work.releases.files(run_key).get(name)
    if digest is None:
        raise UnknownRunError(f"汇总“{run_key}”没有发布过文件“{name}”。")
    return get_file_store().read(digest)


def read_original(run_key: str, code: str, version: int) -> tuple[bytes, str]:
    """Read a version of what a unit sent, as it came, and its name; raises UnknownRunError, DamagedFileError."""
    with get_dataset().transaction() as work:
        files = work.submissions.list_versions(run_key, code)
    file = next((one for one in files if one.version == version), None)
    if file is None:
        raise UnknownRunError(f"该单位没有第{version}版材料。")
    return get_file_store().read(file.sha256), PurePosixPath(file.file_name).name


def find_unit_code(run_key: str, name_or_code: str) -> str:
    """Find the code of a run's unit stated by code or name; raises UnknownRunError."""
    with get_dataset().transaction() as work:
        codes = [
            state.unit.code for state in work.runs.units(run_key) if name_or_code in (state.unit.code, state.unit.name)
        ]
    if not codes:
        raise UnknownRunError(f"汇总“{run_key}”的名册中没有“{name_or_code}”。请写名册上的编码或名称。")
    return codes[0]
