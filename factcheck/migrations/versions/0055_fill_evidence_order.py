"""Evidence from before there was an order is in the order of its numbers, as it was shown."""

from alembic import op

revision = "0055_fill_evidence_order"
down_revision = "0054_evidence_order"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE evidence SET position = number")


def downgrade() -> None:
    """It goes with the column, which the next migration down removes."""
