"""The indexes of words of articles, claims and sources, empty: after the last migration `env.py` fills them."""

from alembic import op

revision = "0046_words"
down_revision = "0045_left_out"
branch_labels = None
depends_on = None

TABLES = {"article_fts": "articles", "claim_fts": "claims", "source_fts": "sources"}


def upgrade() -> None:
    op.execute("DROP TABLE article_fts")
    for name, of in TABLES.items():
        if op.get_bind().dialect.name == "sqlite":  # the words are parted by blanks already, and folded
            op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(words, tokenize='ascii', detail=none)")
            continue
        op.execute(
            f"CREATE TABLE {name} (rowid integer PRIMARY KEY REFERENCES {of} (id),"
            " words text NOT NULL, vector tsvector NOT NULL)"
        )
        op.execute(f"CREATE INDEX ix_{name}_vector ON {name} USING gin (vector)")


def downgrade() -> None:
    for name in TABLES:
        op.execute(f"DROP TABLE {name}")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_fts USING fts5(article_id UNINDEXED, words, tokenize='unicode61')")
        return
    op.execute(
        "CREATE TABLE article_fts (article_id integer PRIMARY KEY REFERENCES articles (id), words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_article_fts_words ON article_fts USING gin (words)")
