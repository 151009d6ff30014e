"""Settings: read once from the environment, checked, frozen."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

PROJECT = Path(__file__).resolve().parent.parent
HTTP = {"http", "https"}
DIGITS = 9  # of a number that somebody means
MIN_SECRET = 32  # characters; 256 bits when they are hexadecimal pairs
TRANSLATIONS = PROJECT / "translations"  # <language>/LC_MESSAGES/messages.po
LANGUAGES = {"en", "en-XA", "ar-XB"}  # those that need no catalog: English, and two made-up ones
ROLES_WITH_SECOND_FACTOR = {"reviewer", "editor", "admin"}


class SettingsError(Exception):
    """A setting is missing, weak or not understood; the message begins with its name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may choose; every field is documented in docs/operations.md."""

    home: Path
    database_url: str
    secret_key: str
    base_url: str
    has_base_url: bool  # whether it was given, or made of host and port
    host: str
    port: int
    demo: bool
    demo_password: str
    mail_url: str | None
    mail_from: str
    site_name: str
    trusted_proxies: int
    second_factor_for: frozenset[str]
    language: str
    writes_per_minute: int
    idle_hours: int

    @property
    def is_secure(self) -> bool:
        """Whether readers reach us over TLS, so that cookies may demand it."""
        return self.base_url.startswith("https://")

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach us: both the bound address and the public one say so."""
        return is_loopback(self.host) and is_loopback(urlsplit(self.base_url).hostname or "")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read and check the environment; raises SettingsError naming the first setting that is wrong."""
        env = os.environ if env is None else env
        _refuse_unknown(env)
        home = _home(env)
        host = _host(env)
        port = _integer(env, "PORT", 8000, 1, 65535)
        base_url = _url(env, "FACTCHECK_BASE_URL", f"http://{f'[{host}]' if ':' in host else host}:{port}")
        demo = _flag(env, "FACTCHECK_DEMO", default=True)
        loopback = is_loopback(host) and is_loopback(urlsplit(base_url).hostname or "")
        if demo and not loopback:
            raise SettingsError(
                "FACTCHECK_DEMO must be 0 away from loopback: the demo signs anybody in with one click."
            )
        proxies = _integer(env, "FACTCHECK_TRUST_PROXY", 0, 0, 5)
        if demo and proxies:
            raise SettingsError("FACTCHECK_TRUST_PROXY must be 0 in the demo, which no proxy may stand before.")
        return cls(
            home=home,
            database_url=_database_url(env, home),
            secret_key=_secret(env, home, loopback),
            base_url=base_url,
            has_base_url=bool(env.get("FACTCHECK_BASE_URL")),
            host=host,
            port=port,
            demo=demo,
            demo_password=_demo_password(env, home) if demo else "",
            mail_url=_mail_url(env),
            mail_from=env.get("FACTCHECK_MAIL_FROM") or f"factcheck@{urlsplit(base_url).hostname}",
            site_name=env.get("FACTCHECK_SITE_NAME") or "Factcheck",
            trusted_proxies=proxies,
            second_factor_for=_roles(env, "FACTCHECK_REQUIRE_SECOND_FACTOR", "" if demo else "editor,admin"),
            language=_language(env),
            writes_per_minute=_integer(env, "FACTCHECK_WRITES_PER_MINUTE", 240, 10, 1_000_000),
            idle_hours=_integer(env, "FACTCHECK_IDLE_HOURS", 12, 1, 720),
        )


NAMES = frozenset({
    "FACTCHECK_HOME", "FACTCHECK_DATABASE_URL", "FACTCHECK_SECRET_KEY", "FACTCHECK_BASE_URL",
    "FACTCHECK_DEMO", "FACTCHECK_DEMO_PASSWORD", "FACTCHECK_HOST", "FACTCHECK_MAIL_URL", "FACTCHECK_MAIL_FROM",
    "FACTCHECK_SITE_NAME", "FACTCHECK_TRUST_PROXY", "FACTCHECK_REQUIRE_SECOND_FACTOR", "FACTCHECK_LANGUAGE",
    "FACTCHECK_WRITES_PER_MINUTE", "FACTCHECK_IDLE_HOURS", "PORT",
})  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_unknown(env: Mapping[str, str]) -> None:
    for name in sorted(env):
        if name.startswith("FACTCHECK_") and not name.startswith("FACTCHECK_TEST_") and name not in NAMES:
            raise SettingsError(f"{name} is not a setting. The settings are: {', '.join(sorted(NAMES))}.")


def _flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = env.get(name, "").strip().lower()
    if value in {"", "0", "1", "no", "yes", "false", "true"}:
        return default if value == "" else value in {"1", "yes", "true"}
    raise SettingsError(f"{name} must be 0 or 1, not {value!r}.")


def _integer(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = env.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and len(value) <= DIGITS and least <= int(value) <= most):
        raise SettingsError(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def _url(env: Mapping[str, str], name: str, default: str) -> str:
    value = (env.get(name) or default).rstrip("/")
    parts = _parts(value)
    is_plain = parts is not None and value.isprintable() and " " not in value and "@" not in parts.netloc
    if parts is None or not is_plain or parts.scheme not in HTTP or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError(f"{name} must be an http or https address without query, not {value!r}.")
    return value


def _host(env: Mapping[str, str]) -> str:
    value = env.get("FACTCHECK_HOST") or "127.0.0.1"
    parts = _parts(f"//[{value}]" if ":" in value else f"//{value}")
    if parts is None or parts.hostname != value.lower() or not value.isprintable() or " " in value:
        raise SettingsError(f"FACTCHECK_HOST must be a name or an address of this machine, not {value!r}.")
    return value


def _parts(value: str) -> SplitResult | None:
    """An address in its parts; None where it is broken: a bracket that never closes, a port that is none."""
    try:
        parts = urlsplit(value)
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None


def _home(env: Mapping[str, str]) -> Path:
    value = env.get("FACTCHECK_HOME") or str(PROJECT / "data")
    try:
        home = Path(value).expanduser().resolve()
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise SettingsError(f"FACTCHECK_HOME must be a folder, or where one can be, not {value!r}: {why}.") from None
    return home


def _database_url(env: Mapping[str, str], home: Path) -> str:
    value = env.get("FACTCHECK_DATABASE_URL") or f"sqlite:///{home / 'factcheck.sqlite3'}"
    if value.startswith(("postgres://", "postgresql://")):
        value = "postgresql+psycopg://" + value.split("://", 1)[1]
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("FACTCHECK_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    if value.startswith("postgresql") and _parts(value) is None:
        raise SettingsError("FACTCHECK_DATABASE_URL must be postgresql://USER:PASSWORD@HOST:PORT/NAME.")
    if value.startswith("postgresql") and find_spec("psycopg") is None:
        raise SettingsError("FACTCHECK_DATABASE_URL names PostgreSQL: install its driver from requirements-scale.txt.")
    return value


def _secret(env: Mapping[str, str], home: Path, loopback: bool) -> str:
    value = env.get("FACTCHECK_SECRET_KEY")
    if value is None and loopback:
        return _kept(home / "secret_key", lambda: secrets.token_hex(32))
    if value is None or len(value) < MIN_SECRET or len(set(value)) < 8:
        raise SettingsError(
            f"FACTCHECK_SECRET_KEY must be at least {MIN_SECRET} random characters; "
            "make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    return value


def _demo_password(env: Mapping[str, str], home: Path) -> str:
    value = env.get("FACTCHECK_DEMO_PASSWORD")
    if value is not None and len(value) < 8:
        raise SettingsError("FACTCHECK_DEMO_PASSWORD must have at least 8 characters.")
    return value or _kept(home / "demo_password", lambda: secrets.token_urlsafe(12))


def _kept(path: Path, make: Callable[[], str]) -> str:
    """A secret of this installation, made at the first start and readable by its owner only."""

    try:
        if path.exists():
            return path.read_text().strip()
        value = make()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(value)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise SettingsError(f"FACTCHECK_HOME must be a folder that can be read and written; {path}: {why}.") from None
    return value


def _mail_url(env: Mapping[str, str]) -> str | None:
    value = env.get("FACTCHECK_MAIL_URL")
    parts = _parts(value or "")
    if value and (parts is None or parts.scheme not in {"smtp", "smtps", "file"}):
        raise SettingsError("FACTCHECK_MAIL_URL must begin with smtp://, smtps:// or file://, with a port if any.")
    return value or None


def _roles(env: Mapping[str, str], name: str, default: str) -> frozenset[str]:
    named = env.get(name) or default
    if named.strip() == "none":
        return frozenset()
    roles = frozenset(filter(None, (part.strip() for part in named.split(","))))
    if unknown := roles - ROLES_WITH_SECOND_FACTOR:
        known = ", ".join(sorted(ROLES_WITH_SECOND_FACTOR))
        raise SettingsError(f"{name} must be none, or some of {known}, not {', '.join(sorted(unknown))}.")
    return roles


def _language(env: Mapping[str, str]) -> str:
    tag = env.get("FACTCHECK_LANGUAGE") or "en"
    known = LANGUAGES | {path.parent.parent.name.replace("_", "-") for path in TRANSLATIONS.glob("*/*/messages.po")}
    if tag not in known:
        raise SettingsError(f"FACTCHECK_LANGUAGE must be one of {', '.join(sorted(known))}, not {tag!r}.")
    return tag
