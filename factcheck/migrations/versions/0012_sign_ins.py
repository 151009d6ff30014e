"""Codes of a second factor work once; a sign-in ends after a fixed time, so nobody asks when it was last seen."""

import sqlalchemy as sa
from alembic import op

revision = "0012_sign_ins"
down_revision = "0011_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("tf_last_counter", sa.Integer(), nullable=True))
    op.drop_column("sign_ins", "seen_at")


def downgrade() -> None:
    op.add_column("sign_ins", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE sign_ins SET seen_at = created_at")
    with op.batch_alter_table("sign_ins") as table:
        table.alter_column("seen_at", nullable=False)
    op.drop_column("users", "tf_last_counter")
