"""The language that a verdict is written in: of editions from before, nobody was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0048_verdict_language"
down_revision = "0047_draft_writers"
branch_labels = None
depends_on = None

BEFORE = (
    *("verdict_id", "number", "rating_id", "headline", "summary", "rationale", "would_change", "correction_class"),
    *("public_note", "author_id", "approver_id", "approved_at", "record", "record_sha256"),
)


def upgrade() -> None:
    # not in a batch: that would build the table anew on SQLite, and lose the guards with the old one
    op.add_column("editions", sa.Column("language", sa.String(35), nullable=False, server_default=""))
    guard((*BEFORE, "language"))


def downgrade() -> None:
    guard(BEFORE)
    op.drop_column("editions", "language")


def guard(frozen) -> None:
    """Set the trigger of 0009_guards anew, for these columns."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER edition_no_update" + ("" if sqlite else " ON editions"))
    test = "NEW.{0} IS NOT OLD.{0}" if sqlite else "NEW.{0}::text IS DISTINCT FROM OLD.{0}::text"
    condition = f"OLD.state IN ('approved', 'published') AND ({' OR '.join(test.format(name) for name in frozen)})"
    if sqlite:
        does = f"WHEN ({condition}) BEGIN SELECT RAISE(ABORT, 'an approved edition never changes'); END"
    else:
        does = f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION edition_no_update()"
    op.execute(sa.DDL(f"CREATE TRIGGER edition_no_update BEFORE UPDATE ON editions {does}"))
