"""How often something was tried, counted for all processes."""

import sqlalchemy as sa
from alembic import op

revision = "0038_counts"
down_revision = "0037_draft_sizes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counts",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_counts")),
    )
    op.create_index(op.f("ix_counts_expires_at"), "counts", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_counts_expires_at"), table_name="counts")
    op.drop_table("counts")
