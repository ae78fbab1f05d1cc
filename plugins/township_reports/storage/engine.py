"""The way to the dataset's PostgreSQL. Holds no table and no query."""

from __future__ import annotations

from sqlalchemy import Engine, NullPool, create_engine


def open_database(url: str) -> Engine:
    """The database at a SQLAlchemy address; tasks are short-lived processes, so connections are not pooled."""
    return create_engine(url, poolclass=NullPool)
