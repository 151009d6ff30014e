"""Evidence has an order of its own beside its numbers, and a revision, so that it can be edited."""

import sqlalchemy as sa
from alembic import op

revision = "0054_evidence_order"
down_revision = "0053_plain_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence", sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("evidence", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("evidence", "revision")
    op.drop_column("evidence", "position")
