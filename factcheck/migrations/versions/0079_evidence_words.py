"""The index of the words of evidence, empty: after the last migration `env.py` fills it."""

from alembic import op

revision = "0079_evidence_words"
down_revision = "0078_source_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE evidence_fts USING fts5(words, tokenize='ascii', detail=none)")
        op.execute(
            "CREATE TRIGGER evidence_leaves_index AFTER DELETE ON evidence"
            " BEGIN DELETE FROM evidence_fts WHERE rowid = OLD.id; END"
        )
        return
    op.execute(
        "CREATE TABLE evidence_fts (rowid integer PRIMARY KEY REFERENCES evidence (id) ON DELETE CASCADE,"
        " words text NOT NULL, vector tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_evidence_fts_vector ON evidence_fts USING gin (vector)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER evidence_leaves_index")
    op.execute("DROP TABLE evidence_fts")
