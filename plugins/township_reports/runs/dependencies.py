"""This installation's dataset and file store, from the settings."""

from __future__ import annotations

from township_reports.config import settings
from township_reports.domain.errors import UserFacingError
from township_reports.files.paths import AnyPath, parse_path
from township_reports.storage.dataset import CountyDataset
from township_reports.storage.files import FileStore


class PreconditionFailedError(UserFacingError):
    """A step cannot do its work as things stand; the message says in Chinese why and what to do."""


def get_dataset() -> CountyDataset:
    """Return the county dataset of the configured database."""
    return CountyDataset(settings.database_url())


def get_file_store() -> FileStore:
    """Everything that came in and everything released."""
    return FileStore(parse_path(settings.store()) / "files")


def get_reports_folder(county: str, year: int) -> AnyPath:
    """Where a county's released reports of a year stand; `county` is its key."""
    return get_all_reports_folder() / county / str(year)


def get_all_reports_folder() -> AnyPath:
    """Return the folder of every county's released reports."""
    return parse_path(settings.store()) / "reports"
