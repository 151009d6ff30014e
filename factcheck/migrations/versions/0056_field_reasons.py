"""A verdict is sent back with reasons about single fields, beside those about the whole."""

import sqlalchemy as sa
from alembic import op

revision = "0056_field_reasons"
down_revision = "0055_fill_evidence_order"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("send_backs", sa.Column("field_reasons", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("send_backs", "field_reasons")
