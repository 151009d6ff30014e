"""The folder of captures is marked with what the database says here."""

import sqlalchemy as sa
from alembic import op

revision = "0044_installations"
down_revision = "0043_fill_rechecks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("marker", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installations")),
    )


def downgrade() -> None:
    op.drop_table("installations")
