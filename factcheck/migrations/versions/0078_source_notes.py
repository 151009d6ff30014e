"""Notes on the reliability of sources, with their reasons."""

import sqlalchemy as sa
from alembic import op

revision = "0078_source_notes"
down_revision = "0077_captured_passages"
branch_labels = None
depends_on = None

TABLE = "source_notes"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f(f"fk_{TABLE}_source_id_sources")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f(f"fk_{TABLE}_author_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_source_id"), TABLE, ["source_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
