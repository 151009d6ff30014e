"""Tables of numbers on claims."""

import sqlalchemy as sa
from alembic import op

revision = "0086_calculations"
down_revision = "0085_source_merges"
branch_labels = None
depends_on = None

TABLE = "calculations"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f(f"fk_{TABLE}_claim_id_claims")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f(f"fk_{TABLE}_author_id_users")),
        sa.UniqueConstraint("claim_id", "number", name=op.f(f"uq_{TABLE}_claim_id_number")),
    )
    op.create_index(op.f(f"ix_{TABLE}_claim_id"), TABLE, ["claim_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
