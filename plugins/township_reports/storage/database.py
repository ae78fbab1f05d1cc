"""Brings a database to the dataset's newest shape. Apart from the dataset: no step of a run pays for Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from township_reports.storage.base import VERSION_TABLE
from township_reports.storage.engine import connect, open_database

MIGRATIONS = Path(__file__).with_name("migrations")
MIGRATION_LOCK = 20190660  # any number of our own, the same for all who migrate


def migrate(url: str) -> None:
    """Brings the database to the newest shape; when two start at once, the second waits and finds it done."""
    with connect(open_database(url)) as connection, connection.begin():
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def get_schema_version(url: str) -> str | None:
    """Return the revision of the shape a database has; None before any migration. Raises DatabaseUnreachableError."""
    with connect(open_database(url)) as connection:
        return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()


def list_schema_versions() -> tuple[str, ...]:
    """List the revisions this software can bring to the newest shape, which is the first."""
    return tuple(one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
