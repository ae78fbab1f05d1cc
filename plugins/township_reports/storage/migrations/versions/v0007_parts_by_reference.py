"""A county's figures tell what was merged; the units' parts in them are no longer kept a second time."""

import sqlalchemy as sa
from alembic import op

revision = "v0007"
down_revision = "v0006"

SUBMISSIONS = """
INSERT INTO county_submissions (run_key, unit, submission_id)
SELECT DISTINCT run_key, unit, submission_id FROM county_cell_sources
"""

COUNTERPARTS = """
INSERT INTO county_counterparts (run_key, edition, source_cell, cell, position, is_money)
SELECT part.run_key, submission.edition, part.source_cell, part.cell,
       row_number() OVER (PARTITION BY part.run_key ORDER BY min(part.position)) - 1, whole.is_money
FROM county_cell_sources part
JOIN submissions submission ON submission.id = part.submission_id
JOIN county_cells whole ON whole.run_key = part.run_key AND whole.cell = part.cell
GROUP BY part.run_key, submission.edition, part.source_cell, part.cell, whole.is_money
"""


def upgrade() -> None:
    """Return what was merged, and which cell was counted where, are taken from the parts of the runs there are."""
    op.create_table(
        "county_submissions",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_key"], ["county_figures.run_key"], name=op.f("fk_county_submissions_run_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_county_submissions_submission_id")
        ),
        sa.PrimaryKeyConstraint("run_key", "unit", name=op.f("pk_county_submissions")),
    )
    op.create_table(
        "county_counterparts",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("source_cell", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_money", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_key"], ["county_figures.run_key"], name=op.f("fk_county_counterparts_run_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_key", "edition", "source_cell", "cell", name=op.f("pk_county_counterparts")),
    )
    op.execute(SUBMISSIONS)
    op.execute(COUNTERPARTS)
    op.drop_table("county_cell_sources")
