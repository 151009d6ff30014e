"""What people say of marks that were carried over: confirmed, moved or given up, each with the place before it."""

import sqlalchemy as sa
from alembic import op

revision = "0017_settlements"
down_revision = "0016_placements"
branch_labels = None
depends_on = None

KINDS = ("confirm", "move", "give-up")


def upgrade() -> None:
    with op.batch_alter_table("placements") as batch:
        batch.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("placements") as batch:
        batch.alter_column("revision", server_default=None)
    op.create_table(
        "settlements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="settling", native_enum=False, length=40), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_settlements_author_id_users")),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placements.id"], name=op.f("fk_settlements_placement_id_placements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlements")),
    )
    op.create_index(op.f("ix_settlements_placement_id"), "settlements", ["placement_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_settlements_placement_id"), table_name="settlements")
    op.drop_table("settlements")
    with op.batch_alter_table("placements") as batch:
        batch.drop_column("revision")
