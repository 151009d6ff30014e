"""What people were called before."""

import sqlalchemy as sa
from alembic import op

revision = "0036_former_names"
down_revision = "0035_row_states"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_former_names_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
    )
    op.create_index(op.f("ix_former_names_user_id"), "former_names", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_former_names_user_id"), table_name="former_names")
    op.drop_table("former_names")
