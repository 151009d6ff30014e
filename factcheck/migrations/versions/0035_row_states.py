"""Acts tell the rows that they left, column by column; and numbers that were given out stay given out."""

import sqlalchemy as sa
from alembic import op

revision = "0035_row_states"
down_revision = "0034_append_only"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("audit_events")}
    if "row_states" not in columns:
        op.add_column("audit_events", sa.Column("row_states", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "given_out",
        sa.Column("noun", sa.String(length=40), nullable=False),
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("noun", "scope", name=op.f("pk_given_out")),
    )


def downgrade() -> None:
    op.drop_table("given_out")  # the column stays: without it, no digest of an act that filled it can be proved
