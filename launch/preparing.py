"""Before the first request: migrate, load the demo newsroom, and compile what all workers share."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from factcheck.accounts.naming import warn_of_lookalikes
from factcheck.config import Settings, SettingsError
from factcheck.db import db, everything_visible
from factcheck.db.errors import Fault, kind_of
from factcheck.demo.loader import load_if_empty
from factcheck.demo.removal import refuse_cast
from factcheck.drafts.service import forget_old
from factcheck.fulltext.index import index_missing
from factcheck.health.faults import tell
from factcheck.i18n.language import load_formats
from factcheck.integrity.grants import watch_role
from factcheck.integrity.starting import examine, is_damaged
from factcheck.readiness.probes import migrations
from factcheck.storage import store
from factcheck.storage.marker import refuse_other_place
from factcheck.web.commands import refusal
from factcheck.web.idempotency import forget_old_keys
from launch.compiled_templates import load_all

INSUFFICIENT_PRIVILEGE = "42501"


def reported(act: Callable[[], int]) -> int:
    """The exit code of `act`; if a setting is wrong 2, if the port or the database is unavailable 1, with one line."""
    try:
        return act()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    except OperationalError as error:
        print(refusal(error), file=sys.stderr)
        return 1


def prepare(app: Flask, settings: Settings) -> None:
    """Migrate the database and load the demo newsroom into an empty one; leave a damaged one alone.

    A read-only database of this version is served for reading.

    Raises SettingsError if the demo is switched off and its people still have access.
    """
    with app.app_context():
        if is_damaged():
            return
        try:
            bring_up(settings)
        except (DBAPIError, OSError) as error:
            if (kind := kind_of(error)) not in {Fault.FULL, Fault.READ_ONLY}:
                raise
            db.session.rollback()
            if reason := migrations():
                raise SettingsError(f"The database takes no writes, and must be migrated first: {reason}.") from error
            tell(kind)


@everything_visible()
def bring_up(settings: Settings) -> None:
    """Prepare an undamaged database."""
    migrate()
    if db.engine.dialect.name == "postgresql" or settings.object_store:  # a SQLite database is in the folder itself
        refuse_other_place(store.backend())
    examine(settings)
    for excess in watch_role():
        print(f"The database role of the app {excess}. See: factcheck db grants", flush=True)
    refuse_cast()
    index_missing()
    forget_old_keys()
    forget_old()
    db.session.commit()
    if settings.demo and load_if_empty():
        print("Loaded the demo newsroom.", flush=True)
    warn_of_lookalikes()


def migrate() -> None:
    """Migrate to the newest version; raises SettingsError if the app's own role may not."""
    from flask_migrate import upgrade  # in the process that prepares: the workers need no Alembic

    try:
        upgrade()
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") != INSUFFICIENT_PRIVILEGE:
            raise
        raise SettingsError(
            "FACTCHECK_DATABASE_URL names a role that may not migrate, and there are new migrations. With the owner's "
            "role in FACTCHECK_DATABASE_URL, run: flask --app app db upgrade, and what factcheck db grants prints."
        ) from None


def refuse_migrations(app: Flask) -> None:
    """Raise SettingsError if this version needs another database than the one that is being served."""
    with app.app_context():
        if reason := migrations():
            raise SettingsError(f"The database must be migrated first ({reason}): restart instead of reloading.")


def warm(app: Flask) -> None:
    """Load what all workers share, and keep the garbage collector from touching, and so copying it.

    The last collection counts how much is left to it: it looks for old garbage once a quarter more has come.
    """
    load_formats(app)
    load_all(app.jinja_env)
    gc.collect()
    gc.freeze()
    gc.collect()
