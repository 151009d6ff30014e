"""Versions after the first: their headlines, and since when each is open; the guard of versions knows both."""

import sqlalchemy as sa
from alembic import op

revision = "0014_versions"
down_revision = "0012_sign_ins"
branch_labels = None
depends_on = None

WAITS = "opened_at IS NULL"
BEFORE = ("article_id", "number", "text", "blocks", "length", "text_sha256", "raw_sha256")
FROZEN = (*BEFORE, "headline", "added_by_id", "created_at")
OPENED_ONCE = "(OLD.opened_at IS NOT NULL AND {})"


def upgrade() -> None:
    # not in a batch: that would build the table anew on SQLite, and lose the guards with the old one
    op.add_column("versions", sa.Column("headline", sa.Text(), nullable=False, server_default=""))
    op.add_column("versions", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    title = "SELECT title FROM articles WHERE articles.id = versions.article_id"
    op.execute(f"UPDATE versions SET opened_at = created_at, headline = ({title})")  # noqa: S608 - no value in it
    where = {"sqlite_where": sa.text(WAITS), "postgresql_where": sa.text(WAITS)}
    op.create_index("uq_versions_unopened", "versions", ["article_id"], unique=True, **where)
    guard(f"{differs(FROZEN)} OR {OPENED_ONCE.format(differs(('opened_at',)))}")


def downgrade() -> None:
    """A version that waits to be opened counts as open afterwards: before this, all did."""
    guard(differs(BEFORE))
    op.drop_index("uq_versions_unopened", table_name="versions")
    op.drop_column("versions", "opened_at")
    op.drop_column("versions", "headline")


def differs(columns) -> str:
    """Compared as text, because PostgreSQL does not compare JSON."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    test = "NEW.{0} IS NOT OLD.{0}" if sqlite else "NEW.{0}::text IS DISTINCT FROM OLD.{0}::text"
    return "(" + " OR ".join(test.format(column) for column in columns) + ")"


def guard(condition: str) -> None:
    """Set the trigger of 0009_guards anew, with another condition."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER version_no_update" + ("" if sqlite else " ON versions"))
    if sqlite:
        does = "BEGIN SELECT RAISE(ABORT, 'a version of a text never changes'); END"
    else:
        does = "FOR EACH ROW WHEN ({}) EXECUTE FUNCTION version_no_update()"
    when = f"WHEN ({condition}) {does}" if sqlite else does.format(condition)
    op.execute(sa.DDL(f"CREATE TRIGGER version_no_update BEFORE UPDATE ON versions {when}"))
