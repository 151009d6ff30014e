"""Requests for a reply whose letter the server sends."""

import sqlalchemy as sa
from alembic import op

revision = "0081_mailed_requests"
down_revision = "0080_reply_requests"
branch_labels = None
depends_on = None

TABLE = "reply_requests"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("is_mailed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(TABLE, sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column(TABLE, "mailed_at")
    op.drop_column(TABLE, "is_mailed")
