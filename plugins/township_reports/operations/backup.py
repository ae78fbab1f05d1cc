"""Everything kept, in one archive: the dataset, the file store, the released reports, a county's folder if asked.

The dataset comes first: what it names is in the file store before, and nothing there is ever removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from township_reports.config import settings
from township_reports.files.paths import AnyPath, list_folder
from township_reports.intake.arrivals import BEIJING
from township_reports.runs.dependencies import PreconditionFailedError, get_all_reports_folder, get_file_store
from township_reports.storage.archive import ArchiveWriter, open_new_archive
from township_reports.storage.database import get_schema_version
from township_reports.storage.dump import dump
from township_reports.storage.files import DamagedFileError
from township_reports.storage.inbox import leads_back

DATASET = "dataset.dump"
FILES, REPORTS, COUNTY = "files", "reports", "county"
HERE = PurePosixPath()


class BackupResult(NamedTuple):
    """What a backup holds: how many files of each kind; sha256 of stored files that are damaged, and not in it."""

    files: int
    reports: int
    county: int
    damaged: tuple[str, ...]


def back_up(path: Path, county: Path | None = None) -> BackupResult:
    """Write the archive; it takes the place of one that stands there only when it is whole.

    Raises PreconditionFailedError when there is nothing to back up, MissingToolsError, DumpError,
    DatabaseUnreachableError, OSError.
    """
    url = settings.database_url()
    standing = get_schema_version(url)
    if standing is None:
        raise PreconditionFailedError("数据库中还没有汇总数据的表，没有可备份的内容。")
    if county is not None and not county.is_dir():
        raise PreconditionFailedError(f"没有找到县的文件夹：{county}。")
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_new_archive(path) as archive:
        with TemporaryDirectory(dir=path.parent) as folder:
            tools = dump(url, Path(folder) / DATASET)
            archive.add_file(DATASET, Path(folder) / DATASET)
        kept, damaged = _add_store(archive)
        reports = _add_folder(archive, REPORTS, get_all_reports_folder())
        sent = _add_folder(archive, COUNTY, county) if county else 0
        archive.close(
            {
                "made_at": datetime.now(BEIJING).isoformat(timespec="seconds"),
                "made_with": version(settings.PACKAGE),
                "shape": standing,
                "postgresql": tools,
                "county": str(county.resolve()) if county else None,
                "damaged": list(damaged),
            }
        )
    return BackupResult(kept, reports, sent, damaged)


def _add_store(archive: ArchiveWriter) -> tuple[int, tuple[str, ...]]:
    """How many stored files were added, and the sums of those that are not what they were."""
    store, kept, damaged = get_file_store(), 0, []
    for digest in store.digests():
        try:
            content = store.read(digest)
        except DamagedFileError:
            damaged.append(digest)
            continue
        archive.add(f"{FILES}/{digest}", content)
        kept += 1
    return kept, tuple(damaged)


def _add_folder(archive: ArchiveWriter, name: str, folder: AnyPath) -> int:
    count = 0
    for own, path in list_files_below(folder):
        archive.add(f"{name}/{own}", path.read_bytes())
        count += 1
    return count


def list_files_below(folder: AnyPath, own: PurePosixPath = HERE) -> Iterator[tuple[PurePosixPath, AnyPath]]:
    """Every file in a folder and the folders in it: its path from there on, and where it is."""
    for path in list_folder(folder) if folder.is_dir() else ():
        if path.is_dir():
            yield from () if isinstance(path, Path) and leads_back(path) else list_files_below(path, own / path.name)
        elif path.is_file():
            yield own / path.name, path
