"""A backup put back: verified whole before anything is touched, the dataset in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from township_reports.config import settings
from township_reports.files.paths import AnyPath, write_atomically
from township_reports.operations.backup import COUNTY, DATASET, FILES, REPORTS, list_files_below
from township_reports.runs.dependencies import PreconditionFailedError, get_all_reports_folder, get_file_store
from township_reports.storage.archive import ArchiveError, UnpackedArchive, unpack_archive
from township_reports.storage.database import list_schema_versions, migrate
from township_reports.storage.dump import is_empty, restore


class RestoreResult(NamedTuple):
    """What was put back: when and with what it was made; how many files of each kind; what is still missing.

    `left`: where the county's folder of the backup stood, when nobody said where to put it.
    """

    made_at: str
    made_with: str
    files: int
    reports: int
    county: int
    left: str
    damaged: int


def restore_backup(path: Path, *, replace: bool = False, county: Path | None = None) -> RestoreResult:
    """Restores a backup into the configured database and home, `county` being where the county's folder is to be.

    Raises:
        ArchiveError: the file is damaged, or made by a newer version; nothing was touched.
        PreconditionFailedError: something is kept here and `replace` is not said; nothing was touched.
        MissingToolsError, DumpError, DatabaseUnreachableError: the dataset is as it was; files were added to
            the store at most.
    """
    home = settings.home()
    home.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=home, prefix=".restoring-") as folder:
        unpacked = unpack_archive(path, Path(folder))
        _need_known_shape(path, unpacked)
        _need_room(unpacked, replace, county)
        return _put_back(unpacked, county)


def _put_back(unpacked: UnpackedArchive, county: Path | None) -> RestoreResult:
    """Return the store first, whose files nothing names yet; then the dataset; then what people open."""
    about, url = unpacked.manifest, settings.database_url()
    files = 0
    for _, content in unpacked.below(FILES):
        get_file_store().add(content.read_bytes())
        content.unlink()
        files += 1
    restore(url, unpacked.folder / DATASET, int(str(about["postgresql"])))
    reports = _put(unpacked.below(REPORTS), get_all_reports_folder())
    sent = _put(unpacked.below(COUNTY), county) if county else 0
    migrate(url)
    left = "" if county else str(about["county"] or "")
    damaged = about["damaged"]
    assert isinstance(damaged, list)
    return RestoreResult(str(about["made_at"]), str(about["made_with"]), files, reports, sent, left, len(damaged))


def _need_known_shape(path: Path, unpacked: UnpackedArchive) -> None:
    if unpacked.manifest["shape"] not in list_schema_versions():
        raise ArchiveError(
            f"{path} 由更新版本的软件（{unpacked.manifest['made_with']}）写出，本版本不能还原。请先升级本软件。"
        )


def _need_room(unpacked: UnpackedArchive, replace: bool, county: Path | None) -> None:
    if not replace and not (
        is_empty(settings.database_url()) and next(list_files_below(get_all_reports_folder()), None) is None
    ):
        raise PreconditionFailedError(
            "数据库或报告文件夹中已有内容，没有还原。确要用备份替换现有的全部数据，请加 --replace。"
        )
    if county and not unpacked.manifest["county"]:
        raise PreconditionFailedError("备份中没有县的文件夹（备份时没有写 --county），没有还原。请去掉 --county 重试。")
    if county and next(list_files_below(county), None) is not None:
        raise PreconditionFailedError(
            f"{county} 中已有文件，没有还原。报送材料不会被覆盖，请用 --county 另写一个新的文件夹。"
        )


def _put(members: Iterable[tuple[PurePosixPath, Path]], folder: AnyPath) -> int:
    """Each file replaced as a whole; its unpacked copy goes, so that no room is needed twice."""
    count = 0
    for own, content in members:
        write_atomically(folder / own, content.read_bytes())
        content.unlink()
        count += 1
    return count
