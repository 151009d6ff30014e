"""The index behind the search for articles: FTS5 on SQLite, tsvector on PostgreSQL."""

from alembic import op

revision = "0011_search"
down_revision = "0010_default_scale"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_fts USING fts5(article_id UNINDEXED, words, tokenize='unicode61')")
        return
    op.execute(
        "CREATE TABLE article_fts (article_id integer PRIMARY KEY REFERENCES articles (id), words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_article_fts_words ON article_fts USING gin (words)")


def downgrade() -> None:
    op.execute("DROP TABLE article_fts")
