"""Who is where."""

import sqlalchemy as sa
from alembic import op

revision = "0019_presences"
down_revision = "0018_change_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presences",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("doing", sa.String(length=40), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_presences_user_id_users")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_presences_article_id_articles")),
        sa.PrimaryKeyConstraint("user_id", "article_id", name=op.f("pk_presences")),
    )
    op.create_index(op.f("ix_presences_article_id"), "presences", ["article_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_presences_article_id"), table_name="presences")
    op.drop_table("presences")
