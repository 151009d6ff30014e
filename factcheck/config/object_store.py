"""The setting that keeps captures in an object store instead of the data folder."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from factcheck.config.values import SettingsError, split_address

NAME = "FACTCHECK_CAPTURES_URL"
SCHEMES = {"s3": "https", "s3+http": "http"}
FORM = f"{NAME} must be s3://KEY:SECRET@HOST/BUCKET, with /PREFIX and ?region=NAME if needed; s3+http:// without TLS."


class ObjectStore(NamedTuple):
    """A bucket of a store that speaks S3, and the credentials for it."""

    endpoint: str  # http or https address
    bucket: str
    prefix: str  # of the names of all objects: empty, or with a slash at its end
    key: str
    secret: str
    region: str

    @property
    def host(self) -> str:
        """Host and port, as messages name the store."""
        return urlsplit(self.endpoint).netloc

    def __repr__(self) -> str:
        return f"ObjectStore({self.endpoint}/{self.bucket}/{self.prefix})"  # without the secret


def read_object_store(env: Mapping[str, str]) -> ObjectStore | None:
    """Where captures are stored; None for the data folder. Raises SettingsError, which doesn't repeat the secret."""
    value = env.get(NAME)
    if not value:
        return None
    parts = split_address(value)
    if parts is None or parts.scheme not in SCHEMES or not value.isprintable() or parts.fragment:
        raise SettingsError(FORM)
    bucket, _, prefix = parts.path.strip("/").partition("/")
    options = parse_qs(parts.query, keep_blank_values=True)
    if not (parts.hostname and parts.username and parts.password and bucket) or options.keys() - {"region"}:
        raise SettingsError(FORM)
    if find_spec("boto3") is None:
        raise SettingsError(f"{NAME} names an object store: install its library from requirements-scale.txt.")
    host = parts.netloc.rpartition("@")[2]
    return ObjectStore(
        f"{SCHEMES[parts.scheme]}://{host}",
        bucket,
        f"{prefix}/" if prefix else "",
        unquote(parts.username),
        unquote(parts.password),
        options.get("region", ["us-east-1"])[0],
    )
