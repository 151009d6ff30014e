"""Which open page kept a draft last, so that no other page replaces it unheard."""

import sqlalchemy as sa
from alembic import op

revision = "0047_draft_writers"
down_revision = "0046_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drafts of before were kept by no page that is known."""
    with op.batch_alter_table("drafts") as table:
        table.add_column(sa.Column("writer", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("drafts") as table:
        table.alter_column("writer", existing_type=sa.String(64), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("drafts") as table:
        table.drop_column("writer")
