"""How far people are with the tour of the first day."""

import sqlalchemy as sa
from alembic import op

revision = "0058_tour"
down_revision = "0057_preferences"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tour_progress",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("done", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tour_progress_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_tour_progress")),
    )


def downgrade() -> None:
    op.drop_table("tour_progress")
