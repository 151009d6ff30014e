"""The settings and the names of their environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from factcheck.config.installation import (
    PROJECT,
    read_database_url,
    read_demo_password,
    read_home,
    read_mail_url,
    read_secret_key,
)
from factcheck.config.object_store import ObjectStore, read_object_store
from factcheck.config.time_authority import TimeAuthority, read_time_authority
from factcheck.config.values import (
    Network,
    SettingsError,
    is_loopback,
    read_flag,
    read_host,
    read_integer,
    read_networks,
    read_requirements,
    read_save_address,
    read_time_zone,
    read_url,
)

TRANSLATIONS = PROJECT / "translations"  # <language>/LC_MESSAGES/messages.po
MAX_WORKERS = 64
LANGUAGES = {"en", "en-XA", "ar-XB"}  # those that need no catalog: English, and two made-up ones
NAMES = frozenset({
    "FACTCHECK_HOME", "FACTCHECK_DATABASE_URL", "FACTCHECK_SECRET_KEY", "FACTCHECK_BASE_URL",
    "FACTCHECK_DEMO", "FACTCHECK_DEMO_PASSWORD", "FACTCHECK_HOST", "FACTCHECK_MAIL_URL", "FACTCHECK_MAIL_FROM",
    "FACTCHECK_SITE_NAME", "FACTCHECK_TRUST_PROXY", "FACTCHECK_REQUIRE_SECOND_FACTOR", "FACTCHECK_LANGUAGE",
    "FACTCHECK_FETCH", "FACTCHECK_FETCH_NETWORKS", "FACTCHECK_CAPTURE", "FACTCHECK_WATCH",
    "FACTCHECK_CAPTURES_URL", "FACTCHECK_PUBLISH_CAPTURES", "FACTCHECK_TIME_AUTHORITY", "FACTCHECK_TIME_CERTIFICATES",
    "FACTCHECK_ARCHIVE_SAVE_URL", "FACTCHECK_REQUIRE_REPLY",
    "FACTCHECK_TIME_ZONE", "FACTCHECK_WRITES_PER_MINUTE", "FACTCHECK_IDLE_HOURS", "FACTCHECK_WORKERS", "PORT",
})  # fmt: skip


class ServerAddress(NamedTuple):
    """Where the server listens, and the address that readers use."""

    host: str
    port: int
    base_url: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> ServerAddress:
        """The address from the environment; without a base URL, host and port make one."""
        host, port = read_host(env), read_integer(env, "PORT", 8000, 1, 65535)
        default = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        return cls(host, port, read_url(env, "FACTCHECK_BASE_URL", default))

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach it: both the bound address and the public one are local."""
        return is_loopback(self.host) and is_loopback(urlsplit(self.base_url).hostname or "")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may choose; every field is documented in docs/operations.md."""

    home: Path
    database_url: str
    secret_key: str
    base_url: str
    has_base_url: bool  # whether it was set, or made from host and port
    host: str
    port: int
    demo: bool
    demo_password: str
    mail_url: str | None
    mail_from: str
    site_name: str
    trusted_proxies: int
    second_factor_for: frozenset[str]
    is_reply_required: bool
    language: str
    time_zone: str
    writes_per_minute: int
    idle_hours: int
    fetch_networks: tuple[Network, ...] | None  # private ones that are fetched from; None: nothing is fetched
    captures_sources: bool  # whether a new source with an address is captured without being asked
    watches_pages: bool  # whether pages that are cited or added with their address are watched without being asked
    archive_save_url: str  # the template of the address at which an archive is asked for a copy; empty: none is
    publishes_captures: bool  # whether readers may read the captured text of a source whose page is gone
    workers: int
    object_store: ObjectStore | None = None  # where captures are stored; None: in the data folder
    time_authority: TimeAuthority | None = None  # that confirms when captures existed

    @property
    def is_secure(self) -> bool:
        """Whether readers reach us over TLS, so that cookies may demand it."""
        return self.base_url.startswith("https://")

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach us: both the bound address and the public one are local."""
        return ServerAddress(self.host, self.port, self.base_url).on_loopback

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read and check the environment; raises SettingsError for the first setting that is wrong."""
        env = _known(os.environ if env is None else env)
        home, address = read_home(env), ServerAddress.from_env(env)
        demo = _read_demo(env, address)
        return cls(
            home=home,
            database_url=read_database_url(env, home),
            secret_key=read_secret_key(env, home, address.on_loopback),
            base_url=address.base_url,
            has_base_url=bool(env.get("FACTCHECK_BASE_URL")),
            host=address.host,
            port=address.port,
            demo=demo,
            demo_password=read_demo_password(env, home) if demo else "",
            mail_url=read_mail_url(env),
            mail_from=env.get("FACTCHECK_MAIL_FROM") or f"factcheck@{urlsplit(address.base_url).hostname}",
            site_name=env.get("FACTCHECK_SITE_NAME") or "Factcheck",
            trusted_proxies=_read_proxies(env, demo),
            **read_requirements(env, demo=demo),
            language=_read_language(env),
            time_zone=read_time_zone(env),
            writes_per_minute=read_integer(env, "FACTCHECK_WRITES_PER_MINUTE", 240, 10, 1_000_000),
            idle_hours=read_integer(env, "FACTCHECK_IDLE_HOURS", 12, 1, 720),
            workers=read_integer(env, "FACTCHECK_WORKERS", min(usable_cores(), MAX_WORKERS), 1, MAX_WORKERS),
            **_read_captures(env),
        )


def usable_cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _known(env: Mapping[str, str]) -> Mapping[str, str]:
    """The environment, if none of its settings is misspelt."""
    for name in sorted(env):
        if name.startswith("FACTCHECK_") and not name.startswith("FACTCHECK_TEST_") and name not in NAMES:
            raise SettingsError(f"{name} is not a setting. The settings are: {', '.join(sorted(NAMES))}.")
    return env


def _read_demo(env: Mapping[str, str], address: ServerAddress) -> bool:
    """Whether this is the demo, which only this machine may reach."""
    demo = read_flag(env, "FACTCHECK_DEMO", default=True)
    if demo and not address.on_loopback:
        raise SettingsError("FACTCHECK_DEMO must be 0 away from loopback: the demo signs anybody in with one click.")
    return demo


def _read_proxies(env: Mapping[str, str], demo: bool) -> int:
    """The number of proxies in front of the server; none in the demo."""
    proxies = read_integer(env, "FACTCHECK_TRUST_PROXY", 0, 0, 5)
    if demo and proxies:
        raise SettingsError("FACTCHECK_TRUST_PROXY must be 0 in the demo, which no proxy may stand before.")
    return proxies


def _read_captures(env: Mapping[str, str]) -> dict[str, Any]:
    """What is fetched: the private networks, None if no page is fetched at all; and how and where captures are made."""
    networks = read_networks(env, "FACTCHECK_FETCH_NETWORKS")
    return {
        "fetch_networks": networks if read_flag(env, "FACTCHECK_FETCH", default=True) else None,
        "captures_sources": read_flag(env, "FACTCHECK_CAPTURE", default=True),
        "archive_save_url": read_save_address(env, "FACTCHECK_ARCHIVE_SAVE_URL"),
        "publishes_captures": read_flag(env, "FACTCHECK_PUBLISH_CAPTURES", default=False),
        "watches_pages": read_flag(env, "FACTCHECK_WATCH", default=True),
        "object_store": read_object_store(env),
        "time_authority": read_time_authority(env),
    }


def _read_language(env: Mapping[str, str]) -> str:
    """The language of the interface: one with a catalog, English or a pseudo-locale."""
    tag, tags = env.get("FACTCHECK_LANGUAGE") or "en", LANGUAGES | with_catalogue()
    if tag not in tags:
        raise SettingsError(f"FACTCHECK_LANGUAGE must be one of {', '.join(sorted(tags))}, not {tag!r}.")
    return tag


def with_catalogue() -> set[str]:
    """The tags of the languages that have a catalogue."""
    return {path.parent.parent.name.replace("_", "-") for path in TRANSLATIONS.glob("*/*/messages.po")}
