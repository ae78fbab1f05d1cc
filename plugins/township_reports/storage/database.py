"""Opens the dataset's PostgreSQL and brings it to the newest shape. Holds no table and no query of the dataset."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, NullPool, create_engine, func, select

MIGRATIONS = Path(__file__).with_name("migrations")
MIGRATION_LOCK = 20190660  # any number of our own, the same for all who migrate


def open_database(url: str) -> Engine:
    """The database at a SQLAlchemy address; tasks are short-lived processes, so connections are not pooled."""
    return create_engine(url, poolclass=NullPool)


def migrate(url: str) -> None:
    """Brings the database to the newest shape; when two start at once, the second waits and finds it done."""
    with open_database(url).begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
