"""The index of the words of editions, empty: after the last migration `env.py` fills it."""

from alembic import op

revision = "0052_edition_words"
down_revision = "0051_report_settings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE edition_fts USING fts5(words, tokenize='ascii', detail=none)")
        op.execute(
            "CREATE TRIGGER editions_leave_index AFTER DELETE ON editions"
            " BEGIN DELETE FROM edition_fts WHERE rowid = OLD.id; END"
        )
        return
    op.execute(
        "CREATE TABLE edition_fts (rowid integer PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,"
        " words text NOT NULL, vector tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_edition_fts_vector ON edition_fts USING gin (vector)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER editions_leave_index")
    op.execute("DROP TABLE edition_fts")
