"""Who was shown how another rates a claim."""

import sqlalchemy as sa
from alembic import op

revision = "0039_exposures"
down_revision = "0038_counts"
branch_labels = None
depends_on = None

SHOWN_BY = ("reviews", "verdict", "desk", "history", "earlier")
TABLES = {"user_id": "users", "claim_id": "claims"}


def upgrade() -> None:
    op.create_table(
        "exposures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("shown_by", sa.Enum(*SHOWN_BY, name="shownby", native_enum=False, length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_exposures_{name}_{table}"))
            for name, table in TABLES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exposures")),
        sa.UniqueConstraint("user_id", "claim_id", name=op.f("uq_exposures_user_id_claim_id")),
    )
    op.create_index(op.f("ix_exposures_claim_id"), "exposures", ["claim_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_exposures_claim_id"), table_name="exposures")
    op.drop_table("exposures")
