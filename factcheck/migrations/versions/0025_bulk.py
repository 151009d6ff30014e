"""Acts that are one step together: each names the last of them."""

import sqlalchemy as sa
from alembic import op

revision = "0025_bulk"
down_revision = "0024_scopes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("undo_steps") as table:
        table.add_column(sa.Column("bulk_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_undo_steps_bulk_id_audit_events"), "audit_events", ["bulk_id"], ["id"])
        table.create_index(op.f("ix_undo_steps_bulk_id"), ["bulk_id"])


def downgrade() -> None:
    with op.batch_alter_table("undo_steps") as table:
        table.drop_index(op.f("ix_undo_steps_bulk_id"))
        table.drop_constraint(op.f("fk_undo_steps_bulk_id_audit_events"), type_="foreignkey")
        table.drop_column("bulk_id")
