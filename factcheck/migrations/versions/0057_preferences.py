"""What people choose for their own pages: language, time zone, theme, and shortcuts by single keys."""

import sqlalchemy as sa
from alembic import op

revision = "0057_preferences"
down_revision = "0056_field_reasons"
branch_labels = None
depends_on = None

THEME = sa.Enum("system", "light", "dark", name="theme", native_enum=False, length=40)


def upgrade() -> None:
    # not in a batch: that would build the table anew on SQLite, and lose the guards with the old one
    op.add_column("users", sa.Column("language", sa.String(35), nullable=True))
    op.add_column("users", sa.Column("time_zone", sa.String(64), nullable=True))
    op.add_column("users", sa.Column("theme", THEME, nullable=False, server_default="system"))
    op.add_column("users", sa.Column("has_single_keys", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    for name in ("has_single_keys", "theme", "time_zone", "language"):
        op.drop_column("users", name)
