"""Writes many rows by PostgreSQL's COPY, ten times as fast as by INSERT. For rows that are new, of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import cast

from psycopg import Connection, sql
from sqlalchemy.orm import Session

from township_reports.storage.base import Base


def copy_into(session: Session, table: type[Base], rows: Iterable[Mapping[str, object]]) -> None:
    """Add rows, which all have the same columns, to a table within the session's transaction; none is held."""
    rest = iter(rows)
    first = next(rest, None)
    if first is None:
        return
    session.flush()
    driver = cast("Connection[object]", session.connection().connection.driver_connection)
    columns = sql.SQL(", ").join(map(sql.Identifier, first))
    command = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table.__tablename__), columns)
    with driver.cursor() as cursor, cursor.copy(command) as copy:
        for row in chain([first], rest):
            copy.write_row(list(row.values()))
