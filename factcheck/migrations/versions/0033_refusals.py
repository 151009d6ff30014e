"""What was refused, counted per person or address and hour."""

import sqlalchemy as sa
from alembic import op

revision = "0033_refusals"
down_revision = "0032_write_bodies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(80), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_refusals_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusals")),
        sa.UniqueConstraint("kind", "who", "hour", name=op.f("uq_refusals_kind_who_hour")),
    )
    op.create_index(op.f("ix_refusals_last_at"), "refusals", ["last_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_refusals_last_at"), table_name="refusals")
    op.drop_table("refusals")
