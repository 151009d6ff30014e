"""Relations between claims, and their parts."""

import sqlalchemy as sa
from alembic import op

revision = "0087_claim_relations"
down_revision = "0086_calculations"
branch_labels = None
depends_on = None

TABLE = "claim_relations"
KINDS = ("part-of", "repeats", "contradicts", "follows-from")
IS_PART = sa.text("kind = 'part-of' AND archived_at IS NULL")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="relationkind", native_enum=False, length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("other_id", "kind", "number", name=op.f(f"uq_{TABLE}_other_id_kind_number")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f(f"fk_{TABLE}_claim_id_claims")),
        sa.ForeignKeyConstraint(["other_id"], ["claims.id"], name=op.f(f"fk_{TABLE}_other_id_claims")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f(f"fk_{TABLE}_author_id_users")),
        sa.CheckConstraint("claim_id <> other_id", name=op.f(f"ck_{TABLE}_not_to_itself")),
    )
    op.create_index(op.f(f"ix_{TABLE}_claim_id"), TABLE, ["claim_id"])
    op.create_index(
        f"uq_{TABLE}_part", TABLE, ["claim_id"], unique=True, sqlite_where=IS_PART, postgresql_where=IS_PART
    )


def downgrade() -> None:
    op.drop_table(TABLE)
