"""Alembic migrations of the county dataset; run by storage.database.migrate."""
