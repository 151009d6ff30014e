"""The rights of the app's own PostgreSQL role, and those it needs: migrations are run by an owner role."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text

from factcheck.db import db
from factcheck.health import clear_alarm, raise_alarm
from factcheck.i18n import N_

APPEND_ONLY = ("audit_events", "stored_files", "withdrawals")  # tables whose rows the app doesn't change
ALARM = "database-role"
WORDS = N_(
    "Factcheck connects to the database with the role %(role)s, which has more rights than it needs: it %(what)s. "
    "Anyone who takes over the app could switch off the database’s guards. Use a role with fewer rights."
)
ROLE = text("SELECT current_user")
SUPERUSER = text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
OWNED = text(
    "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    " AND pg_has_role(current_user, relowner, 'USAGE')"
)
ALLOWED = text(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    " AND has_table_privilege(current_user, oid, :right) ORDER BY relname"
)
MAKES = text("SELECT has_schema_privilege(current_user, current_schema(), 'CREATE')")
SETS = text("SELECT has_parameter_privilege(current_user, 'session_replication_role', 'SET')")


def statements(role: str, owner: str, database: str, schema: str = "public") -> list[str]:
    """The SQL by which the owner gives a role the rights that the app needs; to be run again after each migration."""
    quote = db.engine.dialect.identifier_preparer.quote_identifier
    app, maker, place = quote(role), quote(owner), quote(schema)
    rows, numbers = "SELECT, INSERT, UPDATE, DELETE", "USAGE, SELECT, UPDATE"
    return [
        f"GRANT CONNECT ON DATABASE {quote(database)} TO {app}",
        f"REVOKE CREATE ON SCHEMA {place} FROM PUBLIC, {app}",
        f"GRANT USAGE ON SCHEMA {place} TO {app}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {place} FROM {app}",
        f"GRANT {rows} ON ALL TABLES IN SCHEMA {place} TO {app}",
        f"REVOKE UPDATE, DELETE ON {', '.join(f'{place}.{table}' for table in APPEND_ONLY)} FROM {app}",
        f"REVOKE INSERT, UPDATE, DELETE ON {place}.alembic_version FROM {app}",
        f"GRANT {numbers} ON ALL SEQUENCES IN SCHEMA {place} TO {app}",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {maker} IN SCHEMA {place} GRANT {rows} ON TABLES TO {app}",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {maker} IN SCHEMA {place} GRANT {numbers} ON SEQUENCES TO {app}",
    ]


def excess() -> Iterator[str]:
    """The excess rights of this connection's role, as phrases that follow "it"."""
    if db.session.scalar(SUPERUSER):
        yield "is a superuser, which no guard restricts"
    elif db.session.scalar(OWNED):
        yield "owns tables, and can empty them and drop their guards"
    else:
        yield from _rights()


def _rights() -> Iterator[str]:
    for right, words in (("TRUNCATE", "may empty"), ("TRIGGER", "may create triggers on")):
        if tables := db.session.scalars(ALLOWED, {"right": right}).all():
            yield f"{words} {', '.join(tables)}"
    for right, words in (("UPDATE", "may change rows of"), ("DELETE", "may delete rows of")):
        tables = db.session.scalars(ALLOWED, {"right": right}).all()
        if found := [table for table in tables if table in (*APPEND_ONLY, "alembic_version")]:
            yield f"{words} {', '.join(found)}"
    if db.session.scalar(MAKES):
        yield "may create tables and functions"
    if db.session.scalar(SETS):
        yield "may switch triggers off for itself (session_replication_role)"


def watch_role() -> list[str]:
    """Raise or clear the alarm for a role with too many rights; returns them. Nothing on SQLite."""
    if db.engine.dialect.name != "postgresql":
        return []
    found, role = list(excess()), str(db.session.scalar(ROLE))
    if found:
        raise_alarm(ALARM, WORDS, "factcheck db grants", role=role, what=found[0])
    else:
        clear_alarm(ALARM)
    return found
