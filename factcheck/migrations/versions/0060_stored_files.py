"""The table of stored bytes gets the name of what it holds: captures are what a record says of some of them.

The names of constraints stay, also that of the foreign key of `versions`: SQLite could only change them by copying the
tables, with all their guards.
"""

import sqlalchemy as sa
from alembic import op

revision = "0060_stored_files"
down_revision = "0059_article_order"
branch_labels = None
depends_on = None

NAMES = {"captures": "capture", "stored_files": "stored_file"}  # of the table, and as its guards begin
NOUNS = {"captures": "a capture", "stored_files": "a stored file"}


def upgrade() -> None:
    rename("captures", "stored_files")


def downgrade() -> None:
    rename("stored_files", "captures")


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def rename(was: str, here: str) -> None:
    unguard(was)
    op.rename_table(was, here)
    guard(here)


def guards(table: str) -> list[tuple[str, str, str, str]]:
    """The triggers of the table: name, event, condition and message."""
    name, noun = NAMES[table], NOUNS[table]
    found = [
        (f"{name}_no_update", "UPDATE", "", f"{noun} never changes"),
        (f"{name}_no_delete", "DELETE", "", f"{noun} is never deleted"),
    ]
    if is_sqlite():  # where OR REPLACE asks no trigger of DELETE
        message = f"a row of {table} is never replaced"
        same = f"EXISTS (SELECT 1 FROM {table} WHERE ((sha256 = NEW.sha256)))"  # noqa: S608  # our own names
        other = f"EXISTS (SELECT 1 FROM {table} WHERE rowid <> OLD.rowid AND ((sha256 = NEW.sha256)))"  # noqa: S608  # our own names
        found.append((f"{table}_no_replace", "INSERT", same, message))
        found.append((f"{table}_no_update_replace", "UPDATE", other, message))
    return found


def unguard(table: str) -> None:
    on = "" if is_sqlite() else f" ON {table}"
    for name, *_ in guards(table):
        op.execute(sa.DDL(f"DROP TRIGGER {name}{on}"))
        if on:
            op.execute(sa.DDL(f"DROP FUNCTION {name}()"))
    if on:
        op.execute(sa.DDL(f"DROP TRIGGER {table}_no_truncate{on}"))


def guard(table: str) -> None:
    for name, event, condition, message in guards(table):
        if is_sqlite():
            where = f" WHERE {condition}" if condition else ""
            body = f"BEGIN SELECT RAISE(ABORT, '{message}'){where}; END"
            op.execute(sa.DDL(f"CREATE TRIGGER {name} BEFORE {event} ON {table} {body}"))
            continue
        row = "OLD" if event == "DELETE" else "NEW"
        body = f"$$ BEGIN RAISE EXCEPTION '{message}'; RETURN {row}; END $$"
        op.execute(sa.DDL(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}"))
        trigger = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW"
        op.execute(sa.DDL(f"{trigger} EXECUTE FUNCTION {name}()"))
    if not is_sqlite():
        trigger = f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        op.execute(sa.DDL(f"{trigger} FOR EACH STATEMENT EXECUTE FUNCTION never_emptied()"))
