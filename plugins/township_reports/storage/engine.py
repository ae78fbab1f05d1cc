"""The way to the dataset's PostgreSQL, and what is reported when it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from township_reports.domain.errors import UserFacingError

REPEATABLE_READ = "REPEATABLE READ"
SHOWN_OPTIONS = ("host", "port")  # of what may stand after its ?: a password may, too


class DatabaseUnreachableError(ConnectionError):
    """The database does not answer, which may pass; the message says in Chinese which, and what to do."""


class DatabaseAddressError(UserFacingError):
    """What is given as the database's address is none."""


def open_database(url: str, *, keeps_connections: bool = False) -> Engine:
    """Open the database at a SQLAlchemy address, connected to for each use again, or by connections kept for the next.

    Kept ones are tried before each use, and last until the engine is disposed of.
    """
    try:
        return create_engine(url, pool_pre_ping=True) if keeps_connections else create_engine(url, poolclass=NullPool)
    except (ArgumentError, ValueError):  # a password with / or @ in it would be reported as part of the address
        raise DatabaseAddressError(
            "数据库地址有误，应如 postgresql+psycopg://用户:口令@主机/库名（口令中的 / @ : 须写成 %2F %40 %3A）。"
            "请核对环境变量。"
        ) from None


def connect(engine: Engine) -> Connection:
    """Return a connection; raises DatabaseUnreachableError."""
    try:
        return engine.connect()
    except OperationalError as problem:
        raise DatabaseUnreachableError(
            f"连不上数据库 {_address(engine)}。请确认 PostgreSQL 已启动，地址和口令正确。"
        ) from problem


@contextmanager
def report_unreachable(engine: Engine) -> Iterator[None]:
    """Raise DatabaseUnreachableError where the database goes away while it is used; nothing of that use is kept."""
    try:
        yield
    except DBAPIError as problem:
        if not problem.connection_invalidated:
            raise
        raise DatabaseUnreachableError(
            f"与数据库 {_address(engine)} 的连接中断，这一步没有保存。请确认 PostgreSQL 已启动，再重试。"
        ) from problem


def _address(engine: Engine) -> str:
    query = {name: value for name, value in engine.url.query.items() if name in SHOWN_OPTIONS}
    return engine.url.set(query=query).render_as_string(hide_password=True)
