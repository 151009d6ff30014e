"""The parts of an installation: its data folder, database, secrets and mail server."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from factcheck.config.values import SettingsError, split_address

PROJECT = Path(__file__).resolve().parent.parent.parent
MIN_SECRET = 32  # characters; 256 bits if they are hexadecimal pairs


def read_home(env: Mapping[str, str]) -> Path:
    """The data folder, created if necessary."""
    value = env.get("FACTCHECK_HOME") or str(PROJECT / "data")
    try:
        home = Path(value).expanduser().resolve()
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise SettingsError(f"FACTCHECK_HOME must be a folder, or where one can be, not {value!r}: {why}.") from None
    return home


def read_database_url(env: Mapping[str, str], home: Path) -> str:
    """The address of the database, with the driver that SQLAlchemy should use."""
    value = env.get("FACTCHECK_DATABASE_URL") or f"sqlite:///{home / 'factcheck.sqlite3'}"
    if value.startswith(("postgres://", "postgresql://")):
        value = "postgresql+psycopg://" + value.split("://", 1)[1]
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("FACTCHECK_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    if value.startswith("postgresql") and split_address(value) is None:
        raise SettingsError("FACTCHECK_DATABASE_URL must be postgresql://USER:PASSWORD@HOST:PORT/NAME.")
    if value.startswith("postgresql") and find_spec("psycopg") is None:
        raise SettingsError("FACTCHECK_DATABASE_URL names PostgreSQL: install its driver from requirements-scale.txt.")
    return value


def read_secret_key(env: Mapping[str, str], home: Path, loopback: bool) -> str:
    """The key that signs sessions; on loopback it is created at the first start."""
    value = env.get("FACTCHECK_SECRET_KEY")
    if value is None and loopback:
        return _stored_secret(home / "secret_key", lambda: secrets.token_hex(32))
    if value is None or len(value) < MIN_SECRET or len(set(value)) < 8:
        raise SettingsError(
            f"FACTCHECK_SECRET_KEY must be at least {MIN_SECRET} random characters; "
            "make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    return value


def read_demo_password(env: Mapping[str, str], home: Path) -> str:
    """The password of everybody in the demo newsroom."""
    value = env.get("FACTCHECK_DEMO_PASSWORD")
    if value is not None and len(value) < 8:
        raise SettingsError("FACTCHECK_DEMO_PASSWORD must have at least 8 characters.")
    return value or _stored_secret(home / "demo_password", lambda: secrets.token_urlsafe(12))


def read_mail_url(env: Mapping[str, str]) -> str | None:
    """The mail server; None if there is none."""
    value = env.get("FACTCHECK_MAIL_URL")
    parts = split_address(value or "")
    if value and (parts is None or parts.scheme not in {"smtp", "smtps", "file"}):
        raise SettingsError("FACTCHECK_MAIL_URL must begin with smtp://, smtps:// or file://, with a port if any.")
    return value or None


def _stored_secret(path: Path, make: Callable[[], str]) -> str:
    """A secret of this installation, created at the first start and readable by its owner only.

    Of several processes that start at once, one creates it, and none reads half of it.
    """
    try:
        if not path.exists():
            with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}") as file:
                file.write(make())
                file.flush()
                with contextlib.suppress(FileExistsError):
                    os.link(file.name, path)
        return path.read_text().strip()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise SettingsError(f"FACTCHECK_HOME must be a folder that can be read and written; {path}: {why}.") from None
