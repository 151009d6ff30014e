"""Pictures of what is examined: kept as they came, shown made again from their pixels, hostile files refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.pictures import service
from factcheck.pictures.encoding import MAX_SIDE, encoded_again
from factcheck.pictures.models import ArticlePicture
from factcheck.pictures.queries import pictures_of
from factcheck.storage import store
from factcheck.undo import service as undo
from tests.conftest import path_of
from tests.factories import make_article, make_user, post, post_files, upload
from tests.pictures.drawn import picture

SECRET = b"taken at 61.123, 21.456 by Rita"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def huge_png(side: int) -> bytes:
    """A small file that says it has that many pixels on each side."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "mode", "shown"),
    [
        ("PNG", "RGB", "image/jpeg"),
        ("PNG", "RGBA", "image/png"),
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("GIF", "P", "image/png"),
        ("WEBP", "RGB", "image/jpeg"),
    ],
)
def test_a_picture_is_made_again_in_a_format_that_every_browser_shows(
    app: Flask, kind: str, mode: str, shown: str
) -> None:
    found = service.read("a", picture(kind, mode=mode))
    assert (found.media_type, found.shown_type) == (f"image/{kind.lower()}", shown)
    with Image.open(io.BytesIO(found.shown)) as again:
        assert again.size == (found.width, found.height) == (40, 30)


def test_what_else_the_file_holds_is_not_shown(app: Flask) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET.decode(), 6
    raw = picture("JPEG", exif=exif.tobytes()) + b"<script>alert(1)</script>"
    assert SECRET in raw
    found = service.read("a.jpg", raw)
    assert SECRET not in found.shown
    assert b"<script>" not in found.shown
    assert (found.width, found.height) == (30, 40)


def test_a_large_picture_is_shown_smaller(app: Flask) -> None:
    found = service.read("a.png", picture(size=(4_000, 1_000)))
    assert (found.width, found.height) == (MAX_SIDE, MAX_SIDE // 4)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "can’t be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "can’t be read"),
        (b"%PDF-1.7", "can’t be read"),
        (picture()[:60], "can’t be read"),
        (picture("TIFF"), "can’t be read"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "can’t be read"),
        (huge_png(20_000), "at most 40,000,000 pixels"),
        (huge_png(7_000), "at most 40,000,000 pixels"),
        (b"\x89PNG" + b"a" * (10 * 1024 * 1024), "at most 10 MB"),
    ],
)
def test_a_hostile_file_is_refused_with_the_reason(app: Flask, raw: bytes, reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as refused:
        service.read("a.png", raw)
    assert refused.value.field == "picture"


def test_the_process_of_its_own_answers_a_bomb_without_unpacking_it() -> None:
    assert encoded_again(huge_png(30_000))["refused"] == "size"


def test_a_picture_is_added_shown_removed_and_restored(rita: FlaskClient) -> None:
    article = make_article().article
    url = f"/articles/{article.id}/pictures"
    assert "No pictures yet" in rita.get(url).text
    raw = picture()
    assert path_of(post_files(rita, url, picture=upload(raw, "quay.png")).location) == url
    row = db.session.scalars(select(ArticlePicture)).one()
    assert store.get(row.raw_sha256) == raw
    shown, original = rita.get(f"/pictures/{row.id}"), rita.get(f"/pictures/{row.id}/original")
    assert (shown.mimetype, original.data) == ("image/jpeg", raw)
    assert "attachment" in original.headers["Content-Disposition"]
    for answer in (shown, original):
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert f'src="/pictures/{row.id}"' in rita.get(f"/articles/{article.id}").text
    post(rita, f"/pictures/{row.id}/archive")
    assert f'src="/pictures/{row.id}"' not in rita.get(f"/articles/{article.id}").text
    assert "Removed" in rita.get(url).text
    post(rita, f"/pictures/{row.id}/restore")
    assert f'src="/pictures/{row.id}"' in rita.get(f"/articles/{article.id}").text


def test_the_same_picture_twice_is_one_and_comes_back(app: Flask) -> None:
    rita, article, found = make_user("Rita"), make_article().article, service.read("a.png", picture())
    row = service.add(rita, article, found)
    assert service.add(rita, article, found) is row
    service.archive(rita, row)
    with pytest.raises(Conflict, match="already removed"):
        service.archive(rita, row)
    assert service.add(rita, article, found) is row
    assert list(pictures_of(article.id)) == [row]
    with pytest.raises(Conflict, match="isn’t removed"):
        service.restore(rita, row)
    db.session.commit()
    undo.undo(rita)
    assert list(pictures_of(article.id)) == []


def test_an_article_has_a_limit_of_pictures(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_PICTURES", 1)
    rita, article = make_user("Rita"), make_article().article
    service.add(rita, article, service.read("a.png", picture()))
    with pytest.raises(Conflict, match="at most 1 pictures"):
        service.add(rita, article, service.read("b.png", picture(size=(41, 30))))


def test_a_picture_that_is_refused_says_why(rita: FlaskClient) -> None:
    url = f"/articles/{make_article().article.id}/pictures"
    for data, reason in (({}, "Choose a picture."), ({"picture": upload(b"x", "a.png")}, "can’t be read")):
        answer = post_files(rita, url, **data)
        assert (answer.status_code, reason in answer.text) == (422, True)
