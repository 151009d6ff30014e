"""What the database itself refuses: changing the audit record, a frozen text, or an approved edition."""

import sqlalchemy as sa
from alembic import op

revision = "0009_guards"
down_revision = "0008_verdicts"
branch_labels = None
depends_on = None

EDITION = (
    "verdict_id", "number", "rating_id", "headline", "summary", "rationale", "would_change", "correction_class",
    "public_note", "author_id", "approver_id", "approved_at", "record", "record_sha256",
)  # fmt: skip
VERSION = ("article_id", "number", "text", "blocks", "length", "text_sha256", "raw_sha256")
FROZEN = "OLD.state IN ('approved', 'published')"
BACKWARDS = "NOT (NEW.state = OLD.state OR (OLD.state = 'approved' AND NEW.state = 'published'))"
UNPUBLISHED = "OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at"

# name, table, event, condition (None = always), message
GUARDS = (
    ("audit_no_update", "audit_events", "UPDATE", None, "the audit record is append-only"),
    ("audit_no_delete", "audit_events", "DELETE", None, "the audit record is append-only"),
    ("version_no_update", "versions", "UPDATE", {"": VERSION}, "a version of a text never changes"),
    ("version_no_delete", "versions", "DELETE", None, "a version of a text is never deleted"),
    ("edition_no_update", "editions", "UPDATE", {FROZEN: EDITION}, "an approved edition never changes"),
    ("edition_no_delete", "editions", "DELETE", FROZEN, "an approved edition is never deleted"),
    (
        "edition_no_return",
        "editions",
        "UPDATE",
        f"{FROZEN} AND ({BACKWARDS} OR ({UNPUBLISHED}))",
        "an approved edition never goes back",
    ),
)


def differs(columns, sqlite):
    test = "NEW.{0} IS NOT OLD.{0}" if sqlite else "NEW.{0}::text IS DISTINCT FROM OLD.{0}::text"
    return "(" + " OR ".join(test.format(column) for column in columns) + ")"


def condition_of(condition, sqlite):
    if isinstance(condition, dict):
        (guard, columns), *_ = condition.items()
        condition = f"{guard} AND {differs(columns, sqlite)}" if guard else differs(columns, sqlite)
    if condition and sqlite:
        condition = condition.replace("IS DISTINCT FROM", "IS NOT")
    return condition


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, event, condition, message in GUARDS:
        when = condition_of(condition, sqlite)
        when = f" WHEN ({when})" if when else ""
        if sqlite:
            op.execute(
                sa.DDL(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
            )
            continue
        op.execute(
            sa.DDL(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
            )
        )
        op.execute(
            sa.DDL(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {name}()")
        )


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, *_ in reversed(GUARDS):
        op.execute(sa.DDL(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}")))
        if not sqlite:
            op.execute(sa.DDL(f"DROP FUNCTION {name}()"))
