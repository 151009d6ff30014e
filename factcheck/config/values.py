"""Values of the environment, read and checked; each refusal starts with the name of its setting (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

Network = IPv4Network | IPv6Network
HTTP = {"http", "https"}
MAX_DIGITS = 9  # of a plausible number
ROLES_WITH_SECOND_FACTOR = {"reviewer", "editor", "admin"}


class SettingsError(Exception):
    """A setting is missing, weak or invalid; the message starts with its name."""


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read_flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    """A setting that is on or off: 1, yes, true or 0, no, false in the environment."""
    value = env.get(name, "").strip().lower()
    if value in {"", "0", "1", "no", "yes", "false", "true"}:
        return default if value == "" else value in {"1", "yes", "true"}
    raise SettingsError(f"{name} must be 0 or 1, not {value!r}.")


def read_integer(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    value = env.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS and least <= int(value) <= most):
        raise SettingsError(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def read_networks(env: Mapping[str, str], name: str) -> tuple[Network, ...]:
    """Networks in CIDR notation (RFC 4632), separated by commas."""
    found = []
    for part in filter(None, (part.strip() for part in env.get(name, "").split(","))):
        try:
            found.append(ip_network(part))
        except ValueError:
            raise SettingsError(f"{name} must be networks such as 10.0.0.0/8, with commas, not {part!r}.") from None
    return tuple(found)


def read_url(env: Mapping[str, str], name: str, default: str) -> str:
    """An http or https address without query, fragment or trailing slash."""
    value = (env.get(name) or default).rstrip("/")
    parts = split_address(value)
    is_plain = parts is not None and value.isprintable() and " " not in value and "@" not in parts.netloc
    if parts is None or not is_plain or parts.scheme not in HTTP or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError(f"{name} must be an http or https address without query, not {value!r}.")
    return value


def read_save_address(env: Mapping[str, str], name: str) -> str:
    """The template of an address at which an archive saves a page, with {url} or {encoded} in it; empty if not set."""
    value = env.get(name, "").strip()
    parts = split_address(value.replace("{url}", "u").replace("{encoded}", "u"))
    has_place = "{url}" in value or "{encoded}" in value
    is_plain = parts is not None and value.isprintable() and " " not in value and "@" not in parts.netloc
    if value and not (has_place and is_plain and parts and parts.scheme in HTTP and parts.hostname):
        raise SettingsError(f"{name} must be an http or https address with {{url}} or {{encoded}}, not {value!r}.")
    return value


def read_host(env: Mapping[str, str]) -> str:
    """The name or address to listen on."""
    value = env.get("FACTCHECK_HOST") or "127.0.0.1"
    parts = split_address(f"//[{value}]" if ":" in value else f"//{value}")
    if parts is None or parts.hostname != value.lower() or not value.isprintable() or " " in value:
        raise SettingsError(f"FACTCHECK_HOST must be a name or an address of this machine, not {value!r}.")
    return value


def read_roles(env: Mapping[str, str], name: str, default: str) -> frozenset[str]:
    """Role names separated by commas; `none` means no role."""
    named = env.get(name) or default
    if named.strip() == "none":
        return frozenset()
    roles = frozenset(filter(None, (part.strip() for part in named.split(","))))
    if unknown := roles - ROLES_WITH_SECOND_FACTOR:
        keys = ", ".join(sorted(ROLES_WITH_SECOND_FACTOR))
        raise SettingsError(f"{name} must be none, or some of {keys}, not {', '.join(sorted(unknown))}.")
    return roles


def read_requirements(env: Mapping[str, str], *, demo: bool) -> dict[str, Any]:
    """What the newsroom requires: of whom a second factor, and whether claimants are asked before an approval."""
    roles = read_roles(env, "FACTCHECK_REQUIRE_SECOND_FACTOR", "" if demo else "editor,admin")
    return {"second_factor_for": roles, "is_reply_required": read_flag(env, "FACTCHECK_REQUIRE_REPLY", default=False)}


def read_time_zone(env: Mapping[str, str]) -> str:
    """The name of a time zone of the IANA database."""
    name = env.get("FACTCHECK_TIME_ZONE") or "UTC"
    if name != "UTC" and name not in available_timezones():
        raise SettingsError(f"FACTCHECK_TIME_ZONE must be the name of a time zone such as Europe/Oslo, not {name!r}.")
    return name


def split_address(value: str) -> SplitResult | None:
    """The parts of an address; None if it is malformed, for example an unclosed bracket or an invalid port."""
    try:
        parts = urlsplit(value)
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None
