"""Copies of sources at archive services, entered by people or asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0070_independent_copies"
down_revision = "0069_quotation_selectors"
branch_labels = None
depends_on = None

TABLE = "independent_copies"
STATES = ("asked-for", "kept", "not-kept")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("of_url", sa.String(2000), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="copystate", native_enum=False, length=40), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f(f"fk_{TABLE}_source_id_sources")),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f(f"fk_{TABLE}_added_by_id_users")),
        sa.CheckConstraint("state <> 'kept' OR url <> ''", name=op.f(f"ck_{TABLE}_kept_has_address")),
    )
    op.create_index(op.f(f"ix_{TABLE}_source_id"), TABLE, ["source_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
