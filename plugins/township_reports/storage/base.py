"""What all tables of the dataset share: how Python types are stored and how constraints are named. Holds no table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, DateTime, MetaData, Numeric, Text, any_, literal
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


Kept = TypeVar("Kept")

# The dataset may share a database with others, so the table of its version carries its own name.
VERSION_TABLE = "township_reports_version"


def make_enum_type(column: InstrumentedAttribute[Kept], values: Iterable[Kept]) -> ColumnElement[bool]:
    """Whether a column is one of very many values: as one array, for a statement takes no more than 65,535 of them."""
    return column == any_(literal(list(values), ARRAY(column.type)))


class Base(DeclarativeBase):
    """All tables; text has no length limit, numbers keep the digits they were written with."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012  # read once by SQLAlchemy, never changed
        str: Text(),
        Decimal: Numeric(),
        list[str]: ARRAY(Text()),
        dict[str, Any]: JSONB(),
        datetime: DateTime(timezone=True),
    }
