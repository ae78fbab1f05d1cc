"""Where things are kept, from environment variables read when asked."""

from __future__ import annotations

import os
from importlib.metadata import distribution
from pathlib import Path

from township_reports.domain.errors import UserFacingError


class ConfigurationError(UserFacingError):
    """An address that the software needs is not set."""


PACKAGE = "township-reports"
CHECKOUT = Path(__file__).resolve().parents[3]
LANDMARK = "config/airflow.cfg"


def _project() -> Path:
    """Return the checkout, or else where the wheel has put the same folders, which only its record knows."""
    if (CHECKOUT / LANDMARK).is_file():
        return CHECKOUT
    for file in distribution(PACKAGE).files or ():
        if file.match(f"share/{PACKAGE}/{LANDMARK}"):
            return Path(str(file.locate())).resolve().parents[1]
    raise ConfigurationError("安装不完整：没有找到流程、规则等文件。请重新安装 township-reports。")


PROJECT = _project()
"""The folder of config/, dags/, expectations/, plugins/ and sample_county/."""


def home() -> Path:
    """Return the folder for everything the software writes.

    TOWNSHIP_REPORTS_HOME, else `.local` of the checkout, or of an installed wheel `township-reports` of the person.
    """
    unset = CHECKOUT / ".local" if PROJECT == CHECKOUT else Path.home() / PACKAGE
    return Path(os.environ.get("TOWNSHIP_REPORTS_HOME", unset)).resolve()


def store() -> str:
    """Where what came in and what was released is kept: TOWNSHIP_REPORTS_STORE, s3://bucket/folder or a local one.

    Without it, the folder for everything the software writes.
    """
    return os.environ.get("TOWNSHIP_REPORTS_STORE") or str(home())


def counties() -> str:
    """Where the folders of many counties are, each with its county.yaml: TOWNSHIP_REPORTS_COUNTIES, local or s3://.

    Empty where the installation is one office's.
    """
    return os.environ.get("TOWNSHIP_REPORTS_COUNTIES", "")


def database_url() -> str:
    """SQLAlchemy address of the county dataset's PostgreSQL; raises ConfigurationError when none is set."""
    url = os.environ.get("TOWNSHIP_REPORTS_DATABASE_URL")
    if not url:
        raise ConfigurationError(
            "没有设置数据库：请用 make up 或 make run，或设置环境变量 TOWNSHIP_REPORTS_DATABASE_URL。"
        )
    return url


def expectations_folder() -> Path:
    """Return the folder of the checking suites; TOWNSHIP_REPORTS_EXPECTATIONS, else `expectations` of the checkout."""
    return Path(os.environ.get("TOWNSHIP_REPORTS_EXPECTATIONS", PROJECT / "expectations")).resolve()
