"""When a sign-in was last used; for those from before, when it began."""

import sqlalchemy as sa
from alembic import op

revision = "0041_last_used"
down_revision = "0040_earlier_exposures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sign_ins") as table:
        table.add_column(sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sign_ins") as table:
        table.drop_column("last_used_at")
