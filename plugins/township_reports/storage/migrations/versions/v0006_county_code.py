"""A county's code, which is its key where there is one, and the DAG whose rights are a run's."""

import sqlalchemy as sa
from alembic import op

revision = "v0006"
down_revision = "v0005"


def upgrade() -> None:
    """No code for what was before: its key stays the name; all of it was one DAG's."""
    op.add_column("runs", sa.Column("code", sa.Text(), server_default="", nullable=False))
    op.add_column("runs", sa.Column("dag", sa.Text(), server_default="county_annual_report", nullable=False))
