"""Captured bytes as a web archive: a WARC 1.1 file (ISO 28500:2017), and WACZ 1.1.1, which packs it with an index."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from factcheck.hashing import sha256_hex

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

WARC_TYPE = "application/warc"
SOFTWARE = "Factcheck/0.1"
UNPACKED = frozenset({"content-encoding", "transfer-encoding", "content-length"})  # not true of unpacked bytes
OLDEST = (1980, 1, 1, 0, 0, 0)  # the date of members of a ZIP, the same for the same archive


class ArchivedBytes(NamedTuple):
    """What a record says: address, moment, and bytes; with the status and headers of the answer, if it was one."""

    url: str
    at: datetime  # UTC
    data: bytes
    media_type: str
    http_status: int | None = None
    headers: Sequence[Sequence[str]] = ()


def warc(captured: ArchivedBytes) -> bytes:
    """A compressed WARC file of one record: `response` for what a server sent, `resource` for a file.

    The body is as unpacked; headers that are true only of the packed one have the prefix `X-Archive-Orig-`.
    """
    from warcio.warcwriter import WARCWriter  # only archives that somebody asks for need it

    output = BytesIO()
    writer = WARCWriter(output, gzip=True, warc_version="WARC/1.1")
    info = {"software": SOFTWARE, "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record("capture.warc.gz", info))
    dated = {"WARC-Date": captured.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    kind, http = ("response", _http(captured)) if captured.http_status else ("resource", None)
    url = captured.url or f"urn:sha256:{sha256_hex(captured.data)}"
    record = writer.create_warc_record(
        url,
        kind,
        BytesIO(captured.data),
        length=len(captured.data),
        warc_content_type="" if http else captured.media_type,
        http_headers=http,
        warc_headers_dict=dated,
    )
    writer.write_record(record)
    return output.getvalue()


def _http(captured: ArchivedBytes) -> StatusAndHeaders:
    from warcio.statusandheaders import StatusAndHeaders

    status = captured.http_status or 200
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    headers = [(f"X-Archive-Orig-{k}" if k.lower() in UNPACKED else k, _one_line(v)) for k, v in captured.headers]
    headers.append(("Content-Length", str(len(captured.data))))
    return StatusAndHeaders(f"{status} {phrase}".strip(), headers, protocol="HTTP/1.1")


def wacz(archive: bytes, title: str) -> bytes:
    """A WACZ of a WARC file made by `warc`: it, an index, the page that it holds, and the digests of all."""
    url, at, index = _indexed(archive)
    page = {"url": url, "ts": at, "title": title}
    pages = [{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}, page]
    members = {
        "archive/data.warc.gz": archive,
        "indexes/index.cdxj": index,
        "pages/pages.jsonl": "".join(f"{json.dumps(it, ensure_ascii=False)}\n" for it in pages).encode(),
    }
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": SOFTWARE,
        "title": title,
        "mainPageUrl": url,
        "mainPageDate": at,
        "resources": [
            {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{sha256_hex(data)}", "bytes": len(data)}
            for path, data in members.items()
        ],
    }
    described = json.dumps(package, ensure_ascii=False, indent=2).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{sha256_hex(described)}"}
    members |= {"datapackage.json": described, "datapackage-digest.json": json.dumps(digest, indent=2).encode()}
    return _zipped(members)


def _indexed(archive: bytes) -> tuple[str, str, bytes]:
    """The address and the moment of the record, and its line of a CDXJ index."""
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(BytesIO(archive))
    for record in records:
        if record.rec_type not in {"response", "resource"}:
            continue
        url, at = record.rec_headers.get_header("WARC-Target-URI"), record.rec_headers.get_header("WARC-Date")
        status = record.http_headers.get_statuscode() if record.http_headers else "200"
        kind = (record.http_headers or record.rec_headers).get_header("Content-Type") or ""
        record.content_stream().read()
        entry = {
            "url": url,
            "mime": kind.partition(";")[0],
            "status": status,
            "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
            "length": str(records.get_record_length()),
            "offset": str(records.get_record_offset()),
            "filename": "data.warc.gz",
        }
        stamp = "".join(filter(str.isdigit, at))
        return url, at, f"{_sort_key(url)} {stamp} {json.dumps(entry, ensure_ascii=False)}\n".encode()
    raise ValueError("an archive without a capture")


def _sort_key(url: str) -> str:
    """The address with its host turned round, as indexes of archives are sorted by (SURT)."""
    parts = urlsplit(url)
    if not parts.hostname:
        return url
    host = ",".join(reversed(parts.hostname.split("."))) + (f":{parts.port}" if parts.port else "")
    return f"{host}){parts.path or '/'}{f'?{parts.query}' if parts.query else ''}".lower()


def _zipped(members: dict[str, bytes]) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as packed:
        for path, data in members.items():
            packed.writestr(zipfile.ZipInfo(path, OLDEST), data)
    return output.getvalue()


def _one_line(value: str) -> str:
    return " ".join(str(value).split())
