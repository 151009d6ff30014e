"""How large each draft is, so that all drafts of a person can have a limit."""

import sqlalchemy as sa
from alembic import op

revision = "0037_draft_sizes"
down_revision = "0036_former_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drafts of before count with the length of their JSON."""
    with op.batch_alter_table("drafts") as table:
        table.add_column(sa.Column("size", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE drafts SET size = length(CAST(fields AS TEXT))")
    with op.batch_alter_table("drafts") as table:
        table.alter_column("size", existing_type=sa.Integer(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("drafts") as table:
        table.drop_column("size")
