"""Why a file is nobody's, and under which names each unit was checked: a roster may change while a run is open."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "v0008"
down_revision = "v0007"


def upgrade() -> None:
    """Neither reason nor content is known of the files there are, and no names of what was checked before."""
    op.alter_column("runs", "unclaimed", new_column_name="unclaimed_names")
    op.add_column("runs", sa.Column("unclaimed", postgresql.JSONB(), server_default="{}", nullable=False))
    op.execute(
        "UPDATE runs SET unclaimed = (SELECT jsonb_object_agg(name, jsonb_build_object('why', '', 'sha256', ''))"
        " FROM unnest(unclaimed_names) AS name) WHERE cardinality(unclaimed_names) > 0"
    )
    op.drop_column("runs", "unclaimed_names")
    op.add_column("run_units", sa.Column("checked_names", postgresql.ARRAY(sa.Text()), nullable=True))
