"""What Alembic runs: migrations on the connection given by storage.database."""

from alembic import context

from township_reports.storage.base import VERSION_TABLE
from township_reports.storage.tables import RunRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=RunRow.metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
