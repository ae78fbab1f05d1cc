"""This installation's dataset and file store, from the settings. Opens neither before it is asked to."""

from __future__ import annotations

from township_reports import settings
from township_reports.paths import AnyPath, path_at
from township_reports.refusal import Refusal
from township_reports.storage.dataset import CountyDataset
from township_reports.storage.files import FileStore


class StepRefused(Refusal):
    """A step cannot do its work as things stand; the message says in Chinese why and what to do."""


def dataset() -> CountyDataset:
    """The county dataset of the configured database."""
    return CountyDataset(settings.database_url())


def file_store() -> FileStore:
    """Everything that came in and everything released."""
    return FileStore(path_at(settings.store()) / "files")


def reports_folder(county: str, year: int) -> AnyPath:
    """Where a county's released reports of a year stand; `county` is its key."""
    return all_reports() / county / str(year)


def all_reports() -> AnyPath:
    """The folder of every county's released reports."""
    return path_at(settings.store()) / "reports"
