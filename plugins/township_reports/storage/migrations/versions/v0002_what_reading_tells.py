"""What reading tells beside the cells: confidence, the narrative, who is named where, whose a file is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "v0002"
down_revision = "v0001"


def upgrade() -> None:
    """Return new columns, empty for what was read before."""
    nothing = sa.Column("recognised", postgresql.JSONB(), server_default="{}", nullable=False)
    op.add_column("runs", nothing)
    op.add_column("submission_cells", sa.Column("confidence", sa.Float(), nullable=True))
    op.add_column("submissions", sa.Column("narrative", postgresql.JSONB(), nullable=True))
    op.add_column("submissions", sa.Column("told", postgresql.JSONB(), nullable=True))
