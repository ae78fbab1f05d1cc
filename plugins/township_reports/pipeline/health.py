"""Whether this installation can work at all, for whoever watches it. Tells no name, address or secret."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from township_reports import settings
from township_reports.pipeline.workplace import get_file_store
from township_reports.refusal import UserFacingError
from township_reports.storage.database import get_schema_version, list_schema_versions
from township_reports.storage.engine import DatabaseUnreachableError

PACKAGES = (settings.PACKAGE, "apache-airflow", "great-expectations", "sqlalchemy")


class Health(NamedTuple):
    """What is wrong with the database and the store, in Chinese and empty when nothing is; versions by package."""

    database: str
    store: str
    versions: dict[str, str]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.database or self.store)


def check_health() -> Health:
    """How the installation is now: one connection to the database, one look at the file store."""
    return Health(_database(), _store(), {name: version(name) for name in PACKAGES})


def _database() -> str:
    try:
        standing, known = get_schema_version(settings.database_url()), list_schema_versions()
    except DatabaseUnreachableError:
        return "连不上数据库。"
    except UserFacingError:
        return "没有设置数据库，或地址有误。"
    if standing is None:
        return "数据库中还没有表，请运行 township-reports migrate。"
    if standing not in known:
        return "数据库由更新版本的软件升级过，请升级本软件。"
    return "" if standing == known[0] else "数据库的结构不是最新，请运行 township-reports migrate。"


def _store() -> str:
    folder = get_file_store().folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, UserFacingError):
        return "文件库不能访问。"
    return "文件库不能写入。" if isinstance(folder, Path) and not os.access(folder, os.W_OK) else ""
