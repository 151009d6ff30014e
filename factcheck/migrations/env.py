"""How Alembic reaches the database: through the app, with SQLite's foreign keys off while tables are rebuilt."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import text

from factcheck.db import everything_visible
from factcheck.fulltext.index import index_missing

db = current_app.extensions["migrate"].db
UNMANAGED = (
    "article_fts",
    "claim_fts",
    "prior_check_fts",
    "source_fts",
    "edition_fts",
    "evidence_fts",
    "kv",
    "task",
    "schedule",
)  # made by hand-written migrations, or not ours


def include_name(name, type_, parents):
    """Leave out what models do not describe."""
    return not (type_ == "table" and name and name.startswith(UNMANAGED))


@everything_visible()
def run() -> None:
    """Upgrade or downgrade in one transaction; a batch rebuild with foreign keys on would cascade."""
    with db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_name=include_name,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
                raise RuntimeError(f"The migration would leave rows that point nowhere: {broken[:5]}")
        if is_sqlite:
            connection.rollback()
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")
        is_newest = context.get_context().get_current_heads() == tuple(context.script.get_heads())
    if is_newest:
        fill()


@everything_visible()
def fill() -> None:
    """Make findable what the indexes of words lack, as when a migration has made them anew."""
    index_missing()
    db.session.commit()


run()
