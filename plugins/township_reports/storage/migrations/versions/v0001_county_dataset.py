"""The county dataset's first shape."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "v0001"
down_revision = None


def upgrade() -> None:
    """All tables, empty."""
    op.create_table(
        "roster_units",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_units")),
        sa.UniqueConstraint("county", "year", "code", name=op.f("uq_roster_units_county_year_code")),
    )
    op.create_table(
        "runs",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("unclaimed", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("previous_run", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["previous_run"], ["runs.key"], name=op.f("fk_runs_previous_run")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_runs")),
        sa.UniqueConstraint("number", name=op.f("uq_runs_number")),
    )
    op.create_table(
        "county_figures",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("notes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["run_key"], ["runs.key"], name=op.f("fk_county_figures_run_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_key", name=op.f("pk_county_figures")),
    )
    op.create_table(
        "findings",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("cells", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("left", sa.Numeric(), nullable=True),
        sa.Column("right", sa.Numeric(), nullable=True),
        sa.Column("difference", sa.Numeric(), nullable=True),
        sa.Column("is_money", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_key"], ["runs.key"], name=op.f("fk_findings_run_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_key", "about", "position", name=op.f("pk_findings")),
    )
    op.create_table(
        "report_files",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_key"], ["runs.key"], name=op.f("fk_report_files_run_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_key", "name", name=op.f("pk_report_files")),
    )
    op.create_table(
        "sign_offs",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("units", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["run_key"], ["runs.key"], name=op.f("fk_sign_offs_run_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_key", "version", name=op.f("pk_sign_offs")),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("unreadable", sa.Text(), nullable=True),
        sa.Column("told_unit", sa.Text(), nullable=True),
        sa.Column("told_year", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("notes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["roster_units.id"], name=op.f("fk_submissions_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint(
            "unit_id",
            "file_name",
            "sha256",
            "reader_version",
            name=op.f("uq_submissions_unit_id_file_name_sha256_reader_version"),
        ),
        sa.UniqueConstraint("unit_id", "version", name=op.f("uq_submissions_unit_id_version")),
    )
    op.create_table(
        "county_cell_sources",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("source_cell", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("is_money", sa.Boolean(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_key"], ["county_figures.run_key"], name=op.f("fk_county_cell_sources_run_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_county_cell_sources_submission_id")
        ),
        sa.PrimaryKeyConstraint("run_key", "cell", "unit", "source_cell", name=op.f("pk_county_cell_sources")),
    )
    op.create_table(
        "county_cells",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("is_money", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_key"], ["county_figures.run_key"], name=op.f("fk_county_cells_run_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_key", "cell", name=op.f("pk_county_cells")),
    )
    op.create_table(
        "run_submissions",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_key"], ["runs.key"], name=op.f("fk_run_submissions_run_key"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_run_submissions_submission_id")),
        sa.PrimaryKeyConstraint("run_key", "submission_id", name=op.f("pk_run_submissions")),
    )
    op.create_table(
        "run_units",
        sa.Column("run_key", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_key"], ["runs.key"], name=op.f("fk_run_units_run_key"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_run_units_submission_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["roster_units.id"], name=op.f("fk_run_units_unit_id")),
        sa.PrimaryKeyConstraint("run_key", "unit_id", name=op.f("pk_run_units")),
    )
    op.create_table(
        "submission_cells",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("is_money", sa.Boolean(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("place", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_submission_cells_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "cell", name=op.f("pk_submission_cells")),
    )


def downgrade() -> None:
    """Nothing of it."""
    op.drop_table("submission_cells")
    op.drop_table("run_units")
    op.drop_table("run_submissions")
    op.drop_table("county_cells")
    op.drop_table("county_cell_sources")
    op.drop_table("submissions")
    op.drop_table("sign_offs")
    op.drop_table("report_files")
    op.drop_table("findings")
    op.drop_table("county_figures")
    op.drop_table("runs")
    op.drop_table("roster_units")
