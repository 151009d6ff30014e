"""What an editor chooses for the report of an article: how much of its text, and whether open claims are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0051_report_settings"
down_revision = "0050_fill_feeds"
branch_labels = None
depends_on = None

TEXTS = ("quotes", "whole-text")


def upgrade() -> None:
    op.create_table(
        "report_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Enum(*TEXTS, name="reporttext", native_enum=False, length=40), nullable=False),
        sa.Column("shows_progress", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_report_settings_article_id_articles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_settings")),
        sa.UniqueConstraint("article_id", name=op.f("uq_report_settings_article_id")),
    )


def downgrade() -> None:
    op.drop_table("report_settings")
