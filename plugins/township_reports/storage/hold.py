"""One at a time: who holds a name keeps everybody else who wants it waiting, on whatever machine."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def advisory_lock(session: Session, *name: str) -> None:
    """Wait until nobody holds the name, then holds it until the transaction ends; PostgreSQL's advisory lock."""
    digest = sha256("\0".join(name).encode()).digest()
    session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(digest[:8], "big", signed=True))))
