"""Checks by other newsrooms, the lists that brought them, and the index of their words."""

import sqlalchemy as sa
from alembic import op

revision = "0067_prior_checks"
down_revision = "0066_fetched_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(300), nullable=False),
        sa.Column("raw_sha256", sa.String(64), nullable=False),
        sa.Column("added_count", sa.Integer(), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.Column("known_count", sa.Integer(), nullable=False),
        sa.Column("refused_count", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_check_imports_added_by_id_users")),
        sa.ForeignKeyConstraint(
            ["raw_sha256"], ["stored_files.sha256"], name=op.f("fk_check_imports_raw_sha256_stored_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_imports")),
    )
    op.create_table(
        "prior_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("natural_key", sa.String(64), nullable=False),
        sa.Column("claim", sa.String(2000), nullable=False),
        sa.Column("claimant", sa.String(200), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("publisher", sa.String(200), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("rating", sa.String(200), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["check_imports.id"], name=op.f("fk_prior_checks_import_id_check_imports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prior_checks")),
        sa.UniqueConstraint("natural_key", name=op.f("uq_prior_checks_natural_key")),
    )
    op.create_index(op.f("ix_prior_checks_import_id"), "prior_checks", ["import_id"])
    if op.get_bind().dialect.name == "sqlite":  # the words are parted by blanks already, and folded
        op.execute("CREATE VIRTUAL TABLE prior_check_fts USING fts5(words, tokenize='ascii', detail=none)")
        return
    op.execute(
        "CREATE TABLE prior_check_fts (rowid integer PRIMARY KEY REFERENCES prior_checks (id),"
        " words text NOT NULL, vector tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_prior_check_fts_vector ON prior_check_fts USING gin (vector)")


def downgrade() -> None:
    op.execute("DROP TABLE prior_check_fts")
    op.drop_index(op.f("ix_prior_checks_import_id"), table_name="prior_checks")
    op.drop_table("prior_checks")
    op.drop_table("check_imports")
