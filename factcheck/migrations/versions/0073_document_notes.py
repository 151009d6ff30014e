"""Comments and footnotes of a document are kept with its version, at their words, as frozen as the text."""

import sqlalchemy as sa
from alembic import op

revision = "0073_document_notes"
down_revision = "0072_media"
branch_labels = None
depends_on = None

BEFORE = (
    *("article_id", "number", "text", "blocks", "length", "text_sha256", "raw_sha256"),
    *("headline", "added_by_id", "created_at"),
    *("left_out", "left_out_count", "left_out_length"),
)


def upgrade() -> None:
    # not in a batch: that would build the table anew on SQLite, and lose the guards with the old one
    op.add_column("versions", sa.Column("notes", sa.JSON(), nullable=False, server_default="[]"))
    guard((*BEFORE, "notes"))


def downgrade() -> None:
    guard(BEFORE)
    op.drop_column("versions", "notes")


def guard(frozen) -> None:
    """Set the trigger of 0045_left_out anew, for these columns."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER version_no_update" + ("" if sqlite else " ON versions"))
    condition = f"{differs(frozen)} OR (OLD.opened_at IS NOT NULL AND {differs(('opened_at',))})"
    if sqlite:
        does = f"WHEN ({condition}) BEGIN SELECT RAISE(ABORT, 'a version of a text never changes'); END"
    else:
        does = f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION version_no_update()"
    op.execute(sa.DDL(f"CREATE TRIGGER version_no_update BEFORE UPDATE ON versions {does}"))


def differs(columns) -> str:
    """Compared as text, because PostgreSQL does not compare JSON."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    test = "NEW.{0} IS NOT OLD.{0}" if sqlite else "NEW.{0}::text IS DISTINCT FROM OLD.{0}::text"
    return "(" + " OR ".join(test.format(column) for column in columns) + ")"
