"""What Alembic runs: migrations on the connection given by storage.database. Opens no connection itself."""

from alembic import context

from township_reports.storage.tables import RunRow

# The dataset may share a database with others, so the table of its version carries its own name.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=RunRow.metadata,
    version_table="township_reports_version",
)
with context.begin_transaction():
    context.run_migrations()
