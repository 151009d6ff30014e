"""The database: base class and column types, transactions, revision checks; the same on SQLite and PostgreSQL."""

from factcheck.db.base import Archivable, Base, Timestamped, UTCDateTime, connection, db, fetch, utcnow
from factcheck.db.insertion import first_or_add, insert, insert_object, upsert
from factcheck.db.prepared import Prepared
from factcheck.db.transactions import read_only, writing
from factcheck.db.versioned import check_revision

__all__ = [
    "Archivable",
    "Base",
    "Prepared",
    "Timestamped",
    "UTCDateTime",
    "check_revision",
    "connection",
    "db",
    "fetch",
    "first_or_add",
    "insert",
    "insert_object",
    "read_only",
    "upsert",
    "utcnow",
    "writing",
]
