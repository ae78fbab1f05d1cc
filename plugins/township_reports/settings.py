"""Where things are kept, from environment variables read when asked. Knows no database and no document."""

from __future__ import annotations

import os
from pathlib import Path

from township_reports.refusal import Refusal


class NotSetUp(Refusal):
    """An address that the software needs is not set."""


PROJECT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """The folder for everything the software writes; TOWNSHIP_REPORTS_HOME, else `.local` of the checkout."""
    return Path(os.environ.get("TOWNSHIP_REPORTS_HOME", PROJECT / ".local")).resolve()


def store() -> str:
    """Where what came in and what was released is kept: TOWNSHIP_REPORTS_STORE, s3://bucket/folder or a local one.

    Without it, the folder for everything the software writes.
    """
    return os.environ.get("TOWNSHIP_REPORTS_STORE") or str(home())


def database_url() -> str:
    """SQLAlchemy address of the county dataset's PostgreSQL; raises NotSetUp when none is set."""
    url = os.environ.get("TOWNSHIP_REPORTS_DATABASE_URL")
    if not url:
        raise NotSetUp("没有设置数据库：请用 make up 或 make run，或设置环境变量 TOWNSHIP_REPORTS_DATABASE_URL。")
    return url


def expectations_folder() -> Path:
    """The folder of the checking suites; TOWNSHIP_REPORTS_EXPECTATIONS, else `expectations` of the checkout."""
    return Path(os.environ.get("TOWNSHIP_REPORTS_EXPECTATIONS", PROJECT / "expectations")).resolve()
