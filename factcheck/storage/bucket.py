"""Stored bytes in a bucket of an object store that speaks S3: each object is named by its SHA-256, written once."""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from factcheck.config.object_store import ObjectStore
from factcheck.i18n import N_, _
from factcheck.storage.folder import MARKER_NAME, PIECE

if TYPE_CHECKING:  # an optional library, loaded when the bucket is used
    from botocore.client import BaseClient

IN_MEMORY = 1024 * 1024  # bytes of an object that wait in memory; larger ones in a temporary file
CONNECT_SECONDS, READ_SECONDS, TRIES = 5, 20, 3
DENIED = frozenset({"403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled"})
MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
NO_BUCKET = N_("%(host)s has no bucket %(bucket)s. Create it, or correct FACTCHECK_CAPTURES_URL.")
REFUSED = N_(
    "%(host)s refuses access to the bucket %(bucket)s. Check the key and secret in FACTCHECK_CAPTURES_URL, and their "
    "rights."
)
UNREACHABLE = N_("%(host)s, where captures are stored, can’t be reached.")
OTHER = N_("%(host)s, where captures are stored, answers with an error: %(code)s.")
BROKEN_OFF = N_("%(host)s, where captures are stored, broke off in the middle of a file.")


class StoreUnavailable(OSError):
    """The store can't be used now; `strerror` says why, and what to do, in words."""


class Bucket:
    """The backend of servers that share no folder, or whose captures are kept by somebody else."""

    setting = "FACTCHECK_CAPTURES_URL"

    def __init__(self, place: ObjectStore) -> None:
        self.place = place
        self._lock = threading.Lock()
        self._process, self._opened = 0, None

    def write(self, digest: str, pieces: Iterable[bytes], *, is_repair: bool = False) -> None:
        """Store bytes under their digest unless they are there; the store compares them with an MD5 of its own.

        Raises StoreUnavailable, or what the pieces raise, and then nothing is stored.
        """
        if not is_repair and self._has(digest):
            return
        found = hashlib.md5(usedforsecurity=False)  # what S3 takes as Content-MD5
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
            for piece in pieces:
                found.update(piece)
                file.write(piece)
            size = file.tell()
            file.seek(0)
            self._put(self._key(digest), file, size, found.digest())

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The bytes that are stored under a digest, unverified, in pieces; raises FileNotFoundError."""
        with self._explained():
            answer = self._client.get_object(Bucket=self.place.bucket, Key=self._key(digest))
            with closing(answer["Body"]) as body:
                yield from body.iter_chunks(PIECE)

    def marker(self) -> str | None:
        """The id of the installation that the bucket belongs to; None before its first start."""
        try:
            with self._explained():
                answer = self._client.get_object(Bucket=self.place.bucket, Key=self.place.prefix + MARKER_NAME)
                with closing(answer["Body"]) as body:
                    return str(body.read().decode("ascii", "replace").strip())
        except FileNotFoundError:
            return None

    def mark(self, installation: str) -> None:
        """Write that id."""
        data = f"{installation}\n".encode()
        md5 = hashlib.md5(data, usedforsecurity=False).digest()
        self._put(self.place.prefix + MARKER_NAME, data, len(data), md5)

    def trouble(self) -> str:
        """Why nothing can be stored or read now; empty if all is well."""
        try:
            with self._explained():
                self._client.head_bucket(Bucket=self.place.bucket)
        except FileNotFoundError:
            return self._words(NO_BUCKET)
        except StoreUnavailable as error:
            return str(error.strerror)
        return ""

    def __str__(self) -> str:
        return f"the bucket {self.place.bucket} at {self.place.host}"

    def _has(self, digest: str) -> bool:
        try:
            with self._explained():
                self._client.head_object(Bucket=self.place.bucket, Key=self._key(digest))
        except FileNotFoundError:
            return False
        return True

    def _put(self, key: str, body: Any, size: int, md5: bytes) -> None:
        with self._explained():
            coded = base64.b64encode(md5).decode()
            self._client.put_object(Bucket=self.place.bucket, Key=key, Body=body, ContentLength=size, ContentMD5=coded)

    def _key(self, digest: str) -> str:
        return f"{self.place.prefix}{digest[:2]}/{digest}"

    def _words(self, message: str, **values: object) -> str:
        return _(message, host=self.place.host, bucket=self.place.bucket, **values)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Raise FileNotFoundError or StoreUnavailable for what the library raises."""
        from botocore.exceptions import BotoCoreError, ClientError, IncompleteReadError, ResponseStreamingError
        from urllib3.exceptions import HTTPError

        try:
            yield
        except ClientError as error:
            raise self._meaning(str(error.response.get("Error", {}).get("Code", ""))) from error
        except (IncompleteReadError, ResponseStreamingError, HTTPError) as error:
            raise StoreUnavailable(errno.EIO, self._words(BROKEN_OFF)) from error
        except BotoCoreError as error:
            raise StoreUnavailable(errno.EHOSTUNREACH, self._words(UNREACHABLE)) from error

    def _meaning(self, code: str) -> OSError:
        if code in MISSING:
            return FileNotFoundError(errno.ENOENT, code)
        if code == "NoSuchBucket":
            return StoreUnavailable(errno.ENXIO, self._words(NO_BUCKET))
        if code in DENIED:
            return StoreUnavailable(errno.EPERM, self._words(REFUSED))
        return StoreUnavailable(errno.EIO, self._words(OTHER, code=code))

    @property
    def _client(self) -> BaseClient:
        """A client of this process: connections that were opened before a fork aren't shared."""
        with self._lock:
            if self._process != os.getpid():
                self._process, self._opened = os.getpid(), _opened(self.place)
            return self._opened


def _opened(place: ObjectStore) -> BaseClient:
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        s3={"addressing_style": "path"},  # which every store understands
        request_checksum_calculation="when_required",  # what newer AWS clients add isn't known everywhere
        response_checksum_validation="when_required",
    )
    session = boto3.session.Session(place.key, place.secret, region_name=place.region)
    return session.client("s3", endpoint_url=place.endpoint, config=config)
