"""The database: base class and column types, transactions, revision checks; the same on SQLite and PostgreSQL."""

from factcheck.db.base import Archivable, Base, Timestamped, UTCDateTime, connection, db, utcnow
from factcheck.db.insertion import first_or_add, insert, insert_apart, insert_object, upsert
from factcheck.db.prepared import Prepared
from factcheck.db.transactions import read_only, writing
from factcheck.db.versioned import check_revision
from factcheck.db.visibility import everything_visible, fetch, visible_to

__all__ = [
    "Archivable",
    "Base",
    "Prepared",
    "Timestamped",
    "UTCDateTime",
    "check_revision",
    "connection",
    "db",
    "everything_visible",
    "fetch",
    "first_or_add",
    "insert",
    "insert_apart",
    "insert_object",
    "read_only",
    "upsert",
    "utcnow",
    "visible_to",
    "writing",
]
