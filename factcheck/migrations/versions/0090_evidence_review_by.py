"""Evidence has a day by which somebody should look at it again."""

import sqlalchemy as sa
from alembic import op

revision = "0090_evidence_review_by"
down_revision = "0089_source_reads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # not in a batch: that would build the table anew on SQLite, and lose its triggers
    op.add_column("evidence", sa.Column("review_by", sa.Date(), nullable=True))
    op.create_index(op.f("ix_evidence_review_by"), "evidence", ["review_by"])


def downgrade() -> None:
    op.drop_index(op.f("ix_evidence_review_by"), "evidence")
    op.drop_column("evidence", "review_by")
