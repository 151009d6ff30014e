"""When the words of a claim were moved, and which state of a mark was seen."""

import sqlalchemy as sa
from alembic import op

revision = "0021_resizing"
down_revision = "0020_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("claims") as batch:
        batch.add_column(sa.Column("words_changed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("parts") as batch:
        batch.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("parts") as batch:
        batch.alter_column("revision", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("parts") as batch:
        batch.drop_column("revision")
    with op.batch_alter_table("claims") as batch:
        batch.drop_column("words_changed_at")
