"""What an annotation is about: words, something missing after them, or the article as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "0024_scopes"
down_revision = "0023_undo"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("annotations") as table:
        table.add_column(sa.Column("scope", sa.String(length=40), nullable=False, server_default="words"))
    with op.batch_alter_table("annotations") as table:
        table.alter_column("scope", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("annotations") as table:
        table.drop_column("scope")
