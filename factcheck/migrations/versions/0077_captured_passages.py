"""The passages of captured texts, and the index of their words."""

import sqlalchemy as sa
from alembic import op

revision = "0077_captured_passages"
down_revision = "0076_origins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "captured_passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captured_passages")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_captured_passages_source_id_sources")),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture_records.id"], name=op.f("fk_captured_passages_capture_id_capture_records")
        ),
    )
    op.create_index(op.f("ix_captured_passages_source_id"), "captured_passages", ["source_id"])
    if op.get_bind().dialect.name == "sqlite":  # the words are parted by blanks already, and folded
        op.execute("CREATE VIRTUAL TABLE passage_fts USING fts5(words, tokenize='ascii', detail=none)")
        return
    op.execute(
        "CREATE TABLE passage_fts (rowid integer PRIMARY KEY REFERENCES captured_passages (id),"
        " words text NOT NULL, vector tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_passage_fts_vector ON passage_fts USING gin (vector)")


def downgrade() -> None:
    op.execute("DROP TABLE passage_fts")
    op.drop_table("captured_passages")
