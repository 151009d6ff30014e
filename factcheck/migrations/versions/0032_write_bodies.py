"""A write is known by its body too: the same key with other words is another write."""

import sqlalchemy as sa
from alembic import op

revision = "0032_write_bodies"
down_revision = "0031_claimant_wordings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Writes of the last week keep an unknown body: their keys answer neither for the same words nor for others."""
    with op.batch_alter_table("write_keys") as table:
        table.add_column(sa.Column("body_sha256", sa.String(64), nullable=False, server_default=""))
        table.drop_constraint(op.f("pk_write_keys"), type_="primary")
        table.create_primary_key(op.f("pk_write_keys"), ["owner", "key", "body_sha256"])
    with op.batch_alter_table("write_keys") as table:
        table.alter_column("body_sha256", existing_type=sa.String(64), existing_nullable=False, server_default=None)


def downgrade() -> None:
    """Writes whose key was used for several bodies are forgotten."""
    op.execute("DELETE FROM write_keys")
    with op.batch_alter_table("write_keys") as table:
        table.drop_constraint(op.f("pk_write_keys"), type_="primary")
        table.create_primary_key(op.f("pk_write_keys"), ["owner", "key"])
        table.drop_column("body_sha256")
