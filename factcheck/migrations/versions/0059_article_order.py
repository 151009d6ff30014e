"""Indexes for the list of articles: its order, and the languages of its filter."""

from alembic import op

revision = "0059_article_order"
down_revision = "0058_tour"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_articles_created_at_id", "articles", ["created_at", "id"])
    op.create_index("ix_articles_language", "articles", ["language"])


def downgrade() -> None:
    op.drop_index("ix_articles_language", table_name="articles")
    op.drop_index("ix_articles_created_at_id", table_name="articles")
