"""Who was shown a confidential source."""

import sqlalchemy as sa
from alembic import op

revision = "0089_source_reads"
down_revision = "0088_publishers"
branch_labels = None
depends_on = None

TABLE = "source_reads"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f(f"fk_{TABLE}_source_id_sources")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{TABLE}_user_id_users")),
    )
    op.create_index(op.f(f"ix_{TABLE}_source_id_user_id"), TABLE, ["source_id", "user_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
