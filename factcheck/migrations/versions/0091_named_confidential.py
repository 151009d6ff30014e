"""Whether a verdict tells readers that the rationale cites a source known to the newsroom."""

import sqlalchemy as sa
from alembic import op

revision = "0091_named_confidential"
down_revision = "0090_evidence_review_by"
branch_labels = None
depends_on = None

BEFORE = (
    *("verdict_id", "number", "rating_id", "headline", "summary", "rationale", "would_change", "correction_class"),
    *("public_note", "author_id", "approver_id", "approved_at", "record", "record_sha256", "language"),
)
NAME = "names_confidential"


def upgrade() -> None:
    # not in a batch: that would build the table anew on SQLite, and lose the guards with the old one
    op.add_column("editions", sa.Column(NAME, sa.Boolean(), nullable=False, server_default=sa.false()))
    guard((*BEFORE, NAME))


def downgrade() -> None:
    guard(BEFORE)
    op.drop_column("editions", NAME)


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
