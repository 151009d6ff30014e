"""What stays for good stays in spite of OR REPLACE, DELETE and TRUNCATE: in all tables that are never rewritten."""

from typing import NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0034_append_only"
down_revision = "0033_refusals"
branch_labels = None
depends_on = None


class Guard(NamedTuple):
    name: str
    table: str
    event: str
    condition: str  # in SQL, about OLD and NEW; empty: always
    message: str


def fixed(columns: str, once: str = "") -> str:
    """That one of these columns changes; `once` may as long as it is empty. As text: PostgreSQL has no = for JSON."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    test = "NEW.{0} IS NOT OLD.{0}" if sqlite else "NEW.{0}::text IS DISTINCT FROM OLD.{0}::text"
    changed = [test.format(column) for column in columns.split()]
    if once:
        changed.append(f"(OLD.{once} IS NOT NULL AND {test.format(once)})")
    return " OR ".join(changed)


IN_USE = (
    "EXISTS (SELECT 1 FROM editions WHERE rating_id = OLD.id) OR "
    "EXISTS (SELECT 1 FROM reviews WHERE rating_id = OLD.id)"
)
SCALE_IN_USE = (
    "EXISTS (SELECT 1 FROM ratings JOIN reviews ON reviews.rating_id = ratings.id WHERE ratings.scale_id = OLD.id) OR "
    "EXISTS (SELECT 1 FROM ratings JOIN editions ON editions.rating_id = ratings.id WHERE ratings.scale_id = OLD.id)"
)
APPROVED = "EXISTS (SELECT 1 FROM editions WHERE id = OLD.edition_id AND state IN ('approved', 'published'))"
FROZEN = "state IN ('approved', 'published')"
KEYS = {  # what makes a row one of its table, by pairs that are compared with a new row, and which rows are meant
    "audit_events": (("id", "sha256"), ""),
    "versions": (("id", "article_id number"), ""),
    "editions": (("id", "verdict_id number"), FROZEN),
    "withdrawals": (("id", "edition_id"), ""),
    "takedowns": (("id",), ""),
    "reviews": (("id",), ""),
    "change_answers": (("id",), ""),
    "settlements": (("id",), ""),
    "captures": (("sha256",), ""),
}
PENDING = (  # the one row of a kind that is still open: a new one must not push it out
    ("reviews", "claim_id reviewer_id", "superseded_at"),
    ("versions", "article_id", "opened_at"),
)


def guards() -> list[Guard]:
    review = fixed("id claim_id reviewer_id rating_id rationale confidence is_blind created_at", "superseded_at")
    answer = fixed("id claim_id part_id version_id exact outcome note author_id created_at", "taken_back_at")
    settled = fixed("id placement_id kind before author_id created_at", "undone_at")
    rating = f"({fixed('id scale_id key name definition position rank')}) AND ({IN_USE})"
    scale = f"({fixed('id key version name')}) AND ({SCALE_IN_USE})"
    return [
        Guard("review_no_update", "reviews", "UPDATE", review, "a review never changes"),
        Guard("review_no_delete", "reviews", "DELETE", "", "a review is never deleted"),
        Guard("answer_no_update", "change_answers", "UPDATE", answer, "an answer never changes"),
        Guard("answer_no_delete", "change_answers", "DELETE", "", "an answer is never deleted"),
        Guard("settlement_no_update", "settlements", "UPDATE", settled, "a decision never changes"),
        Guard("settlement_no_delete", "settlements", "DELETE", "", "a decision is never deleted"),
        Guard("send_back_no_update", "send_backs", "UPDATE", "", "reasons given to an author never change"),
        Guard("send_back_no_delete", "send_backs", "DELETE", APPROVED, "reasons given to an author are never deleted"),
        Guard("capture_no_update", "captures", "UPDATE", "", "a capture never changes"),
        Guard("capture_no_delete", "captures", "DELETE", "", "a capture is never deleted"),
        Guard("rating_no_update", "ratings", "UPDATE", rating, "a rating in use never changes"),
        Guard("rating_no_delete", "ratings", "DELETE", IN_USE, "a rating in use is never deleted"),
        Guard("scale_no_update", "scales", "UPDATE", scale, "a scale in use never changes"),
        Guard("scale_no_delete", "scales", "DELETE", SCALE_IN_USE, "a scale in use is never deleted"),
        Guard("version_no_reopening", "versions", "UPDATE", fixed("headline", "opened_at"), "a version is opened once"),
    ]  # fmt: skip


def replacing() -> list[Guard]:
    """SQLite's OR REPLACE deletes what is in the way and asks no trigger of DELETE, unless a connection wants it to."""
    found = []
    for table, (keys, which) in KEYS.items():
        same = " OR ".join(f"({' AND '.join(f'{it} = NEW.{it}' for it in key.split())})" for key in keys)
        same = f"({same}) AND {which}" if which else f"({same})"
        message = f"a row of {table} is never replaced"
        exists = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  # our own names
        found.append(Guard(f"{table}_no_replace", table, "INSERT", exists, message))
        other = f"EXISTS (SELECT 1 FROM {table} WHERE rowid <> OLD.rowid AND {same})"  # noqa: S608  # our own names
        found.append(Guard(f"{table}_no_update_replace", table, "UPDATE", other, message))
    for table, key, until in PENDING:
        same = " AND ".join(f"{it} = NEW.{it}" for it in key.split())
        exists = f"NEW.{until} IS NULL AND EXISTS (SELECT 1 FROM {table} WHERE {same} AND {until} IS NULL)"  # noqa: S608  # our own names
        found.append(
            Guard(f"{table}_no_pending_replace", table, "INSERT", exists, f"a row of {table} is never replaced")
        )
    return found


EMPTYING = (*KEYS, "send_backs", "ratings", "scales")  # tables that TRUNCATE, which is an owner's, must not empty


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for guard in guards() + (replacing() if sqlite else []):
        protect(guard, sqlite=sqlite)
    if not sqlite:
        body = "$$ BEGIN RAISE EXCEPTION 'the table % is never emptied', TG_TABLE_NAME; END $$"
        op.execute(
            sa.DDL(f"CREATE FUNCTION never_emptied() RETURNS trigger LANGUAGE plpgsql AS {body.replace('%', '%%')}")
        )
        for table in EMPTYING:
            trigger = f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            op.execute(sa.DDL(f"{trigger} FOR EACH STATEMENT EXECUTE FUNCTION never_emptied()"))


def protect(guard: Guard, *, sqlite: bool) -> None:
    if sqlite:
        where = f" WHERE {guard.condition}" if guard.condition else ""
        body = f"BEGIN SELECT RAISE(ABORT, '{guard.message}'){where}; END"
        op.execute(sa.DDL(f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} {body}"))
        return
    refuse = f"RAISE EXCEPTION '{guard.message}';"
    refuse = f"IF {guard.condition} THEN {refuse} END IF;" if guard.condition else refuse
    row = "OLD" if guard.event == "DELETE" else "NEW"
    body = f"$$ BEGIN {refuse} RETURN {row}; END $$"
    op.execute(sa.DDL(f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS {body}"))
    trigger = f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW"
    op.execute(sa.DDL(f"{trigger} EXECUTE FUNCTION {guard.name}()"))


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for guard in guards() + (replacing() if sqlite else []):
        op.execute(sa.DDL(f"DROP TRIGGER {guard.name}" + ("" if sqlite else f" ON {guard.table}")))
        if not sqlite:
            op.execute(sa.DDL(f"DROP FUNCTION {guard.name}()"))
    if not sqlite:
        for table in EMPTYING:
            op.execute(sa.DDL(f"DROP TRIGGER {table}_no_truncate ON {table}"))
        op.execute(sa.DDL("DROP FUNCTION never_emptied()"))
