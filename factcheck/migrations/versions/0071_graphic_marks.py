"""Captured pictures that somebody marked as graphic."""

import sqlalchemy as sa
from alembic import op

revision = "0071_graphic_marks"
down_revision = "0070_independent_copies"
branch_labels = None
depends_on = None

TABLE = "graphic_marks"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("capture_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_graphic", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("capture_id", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture_records.id"], name=op.f(f"fk_{TABLE}_capture_id_capture_records")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f(f"fk_{TABLE}_author_id_users")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
