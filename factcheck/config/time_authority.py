"""The setting of the authority that confirms when captures existed (RFC 3161)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from factcheck.config.values import SettingsError, read_url

URL, CERTIFICATES = "FACTCHECK_TIME_AUTHORITY", "FACTCHECK_TIME_CERTIFICATES"
PEM = b"-----BEGIN CERTIFICATE-----"
MAX_BYTES = 100_000  # of the file of certificates


class TimeAuthority(NamedTuple):
    """An authority that is asked over HTTP, and the certificates that its stamps are verified with."""

    url: str
    certificates: bytes  # PEM: its root, and what stands between that and the one it signs with


def read_time_authority(env: Mapping[str, str]) -> TimeAuthority | None:
    """The authority; None if there is none. Raises SettingsError unless both settings are there."""
    url, file = env.get(URL), env.get(CERTIFICATES)
    if not url and not file:
        return None
    if not url or not file:
        missing, other = (CERTIFICATES, URL) if url else (URL, CERTIFICATES)
        raise SettingsError(f"{missing} must be set with {other}: stamps are verified when they come.")
    try:
        data = Path(file).expanduser().read_bytes()[: MAX_BYTES + 1]
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise SettingsError(f"{CERTIFICATES} must be a file of certificates, not {file!r}: {why}.") from None
    if PEM not in data or len(data) > MAX_BYTES:
        raise SettingsError(f"{CERTIFICATES} must be a file of certificates in PEM, at most 100 kB, not {file!r}.")
    return TimeAuthority(read_url(env, URL, ""), data)
