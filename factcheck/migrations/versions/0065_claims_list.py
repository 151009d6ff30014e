"""Indexes from which the list of claims counts those of each state, and the archived ones."""

import sqlalchemy as sa
from alembic import op

revision = "0065_claims_list"
down_revision = "0064_watching"
branch_labels = None
depends_on = None

IN_USE, ARCHIVED = sa.text("archived_at IS NULL"), sa.text("archived_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_claims_in_use", "claims", ["state", "archived_at"], sqlite_where=IN_USE, postgresql_where=IN_USE
    )
    op.create_index("ix_claims_archived", "claims", ["archived_at"], sqlite_where=ARCHIVED, postgresql_where=ARCHIVED)


def downgrade() -> None:
    op.drop_index("ix_claims_archived", table_name="claims")
    op.drop_index("ix_claims_in_use", table_name="claims")
