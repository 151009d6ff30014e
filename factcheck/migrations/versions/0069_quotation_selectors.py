"""Quotations have the place where they were selected, captures the pages of their text, and places who decided."""

import sqlalchemy as sa
from alembic import op

revision = "0069_quotation_selectors"
down_revision = "0068_time_proofs"
branch_labels = None
depends_on = None

KEY = "fk_quote_places_decided_by_id_users"


def upgrade() -> None:
    op.add_column("evidence", sa.Column("selector", sa.JSON(none_as_null=True), nullable=True))
    op.add_column(
        "capture_records", sa.Column("pages", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
    )
    with op.batch_alter_table("quote_places") as table:
        table.add_column(sa.Column("decided_by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f(KEY), "users", ["decided_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("quote_places") as table:
        table.drop_constraint(op.f(KEY), type_="foreignkey")
        table.drop_column("decided_by_id")
    op.drop_column("capture_records", "pages")
    op.drop_column("evidence", "selector")
