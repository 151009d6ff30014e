"""Which acts were undone, and which acts only undid or did again."""

import sqlalchemy as sa
from alembic import op

revision = "0023_undo"
down_revision = "0022_threads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "undo_steps",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("is_inner", sa.Boolean(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_after", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["audit_events.id"], name=op.f("fk_undo_steps_event_id_audit_events")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_undo_steps_user_id_users")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_undo_steps")),
    )
    op.create_index(op.f("ix_undo_steps_user_id"), "undo_steps", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_undo_steps_user_id"), table_name="undo_steps")
    op.drop_table("undo_steps")
