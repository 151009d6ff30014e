"""Pages of captured PDFs as pictures with their words, and captured pictures without what their files hold."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from PIL import Image
from sqlalchemy import select

from factcheck.audit.models import Event
from factcheck.captures import service
from factcheck.captures.models import Capture
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.sources.models import Source
from factcheck.viewing import cache, pictures
from factcheck.viewing import service as viewing
from tests.captures.conftest import no_pause as no_pause
from tests.captures.conftest import site as site
from tests.captures.conftest import source as source
from tests.documents import pdf_files
from tests.factories import make_claim, make_user, post

WORDS = "The harbour master of the town says that the quay remains closed until the autumn. "
PARAGRAPHS = [f"Paragraph {number}. {WORDS * 6}" for number in range(1, 9)]


def kept(source: Source, name: str, data: bytes) -> Capture:
    found = service.read_upload(make_user("Rita"), source, name, data)
    capture = service.upload(make_user("Rita"), source, name, found)
    db.session.commit()
    return capture


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pdf_files.made(PARAGRAPHS)


@pytest.fixture
def capture(source: Source, pdf: bytes) -> Capture:
    return kept(source, "harbour.pdf", pdf)


def photo(**options: object) -> bytes:
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (60, 30), "red").save(file, "JPEG", exif=exif, comment=b"secret", **options)
    return file.getvalue()


def layer_of(client: FlaskClient, capture: Capture, number: int) -> html.HtmlElement:
    page = client.get(f"/captures/{capture.id}/pages/{number}")
    assert page.status_code == 200, page.text
    (layer,) = html.fromstring(page.text).cssselect("svg#captured-words")
    return layer


def test_the_words_over_the_pages_are_the_stored_text(rita: FlaskClient, capture: Capture) -> None:
    numbers = [number for number, _start in capture.pages]
    assert len(numbers) > 1
    pieces = []
    for number in numbers:
        layer = layer_of(rita, capture, number)
        words = "".join(layer.itertext())
        start = int(layer.get("data-start"))
        assert (capture.text or "")[start:].startswith(words)
        assert {it.get("data-locator") for it in layer.cssselect(".block")} == {f"page {number}"}
        pieces.append(words)
    assert "".join("".join(pieces).split()) == "".join((capture.text or "").split())


def test_words_lie_within_the_page(rita: FlaskClient, capture: Capture) -> None:
    layer = layer_of(rita, capture, 1)
    _x, _y, width, height = (int(it) for it in layer.get("viewbox").split())
    for line in layer.cssselect("text"):
        left, foot = int(line.get("x")), int(line.get("y"))
        assert 0 <= left < left + int(line.get("textlength")) <= width
        assert 0 < foot <= height


def test_a_page_is_a_picture_that_nothing_in_it_can_change(rita: FlaskClient, capture: Capture) -> None:
    answer = rita.get(f"/captures/{capture.id}/pages/1/picture")
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    with Image.open(BytesIO(answer.data)) as image:
        assert image.format == "WEBP"
        assert image.width > 800


def test_selected_words_of_a_page_have_its_number(rita: FlaskClient, capture: Capture) -> None:
    claim = make_claim()
    number, start = capture.pages[1]
    layer = layer_of(rita, capture, number)
    words = layer.cssselect("text")[1].text.strip()
    at = (capture.text or "").index(words, start)
    page = rita.post(f"/captures/{capture.id}/quote", data={"claim": claim.id, "at": f"{at}-{at + len(words)}"}).text
    assert f'value="page {number}"' in page
    shown = rita.get(f"/captures/{capture.id}/pages/{number}?claim={claim.id}").text
    assert "<quote-picker" in shown
    assert "Previous page" in shown


def test_what_is_no_page_is_not_found(rita: FlaskClient, capture: Capture, source: Source) -> None:
    assert "has " in rita.get(f"/captures/{capture.id}/pages/99").text
    assert rita.get(f"/captures/{capture.id}/pages/99").status_code == 404
    assert rita.get(f"/captures/{capture.id}/pages/99/picture").status_code == 422
    assert rita.get(f"/captures/{capture.id}/picture").status_code == 404
    text = kept(source, "a.txt", b"Some words of a text.")
    assert rita.get(f"/captures/{text.id}/pages/1").status_code == 404


def test_a_damaged_pdf_is_refused_with_the_reason(rita: FlaskClient, source: Source) -> None:
    capture = kept(source, "broken.pdf", b"%PDF-1.7 \n")
    answer = rita.get(f"/captures/{capture.id}/pages/1")
    assert answer.status_code == 422
    assert "is damaged" in answer.text


def test_a_picture_is_shown_without_its_metadata(rita: FlaskClient, source: Source) -> None:
    capture = kept(source, "quay.jpg", photo())
    answer = rita.get(f"/captures/{capture.id}/picture")
    assert b"taken at home" not in answer.data
    assert b"secret" not in answer.data
    with Image.open(BytesIO(answer.data)) as image:
        assert image.size == (60, 30)
        assert not image.getexif()
    assert f"/captures/{capture.id}/picture" in rita.get(f"/captures/{capture.id}").text


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(40), b"GIF89a" + bytes(20)])
def test_a_damaged_picture_is_refused_with_the_reason(rita: FlaskClient, source: Source, data: bytes) -> None:
    capture = kept(source, "a.png", data)
    answer = rita.get(f"/captures/{capture.id}/picture")
    assert answer.status_code == 422
    assert "is damaged" in answer.text


def test_a_picture_of_too_many_pixels_is_refused_with_the_limit(rita: FlaskClient, source: Source) -> None:
    file = BytesIO()
    Image.new("1", (10_000, 6_000)).save(file, "PNG")
    capture = kept(source, "bomb.png", file.getvalue())
    answer = rita.get(f"/captures/{capture.id}/picture")
    assert answer.status_code == 422
    assert "60 million pixels; at most 50" in answer.text


@pytest.fixture
def folder(app: Flask) -> Path:
    home: Path = app.extensions["settings"].home
    return home / cache.FOLDER


def test_pictures_are_made_once_and_the_folder_is_bounded(
    rita: FlaskClient, capture: Capture, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rita.get(f"/captures/{capture.id}/pages/1/picture").data
    monkeypatch.setattr(pictures.child, "run", lambda *_args, **_limits: pytest.fail("made again"))
    assert rita.get(f"/captures/{capture.id}/pages/1/picture").data == first
    monkeypatch.setattr(cache, "MOST_BYTES", 25)
    for name in ("a", "b", "c"):
        assert cache.cached(name, lambda: bytes(10)) == bytes(10)
    assert sum(it.stat().st_size for it in folder.iterdir()) <= 25


def test_a_child_that_fails_is_refused_with_the_limits(
    rita: FlaskClient, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "PAGE", "factcheck.documents.pdf.pictures:missing")
    answer = rita.get(f"/captures/{capture.id}/pages/1/picture")
    assert answer.status_code == 422
    assert "10 seconds" in answer.text


def test_too_many_pictures_at_once_are_refused(
    rita: FlaskClient, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "PATIENCE_S", 0.01)
    monkeypatch.setattr(pictures, "CHILDREN", pictures.BoundedSemaphore(1))
    with pictures.CHILDREN:
        assert rita.get(f"/captures/{capture.id}/pages/1/picture").status_code == 503


def test_a_graphic_picture_is_blurred_and_that_is_undone(rita: FlaskClient, source: Source) -> None:
    capture = kept(source, "quay.jpg", photo())
    url = f"/captures/{capture.id}"
    assert "data-graphic" not in rita.get(url).text
    post(rita, f"{url}/graphic")
    assert "data-graphic" in rita.get(url).text
    post(rita, "/undo")
    assert "data-graphic" not in rita.get(url).text
    post(rita, "/undo/again")
    post(rita, f"{url}/not-graphic")
    assert "data-graphic" not in rita.get(url).text
    actions = db.session.scalars(select(Event.action).where(Event.action.like("capture:%graphic")).order_by(Event.id))
    assert list(actions) == [
        "capture:mark-graphic", "capture:unmark-graphic", "capture:mark-graphic", "capture:unmark-graphic",
    ]  # fmt: skip


def test_only_a_picture_is_marked_and_only_once(source: Source, pdf: bytes) -> None:
    rita = make_user("Rita")
    with pytest.raises(Conflict, match="isn’t a picture"):
        viewing.mark_graphic(rita, kept(source, "harbour.pdf", pdf), graphic=True)
    capture = kept(source, "quay.jpg", photo())
    with pytest.raises(Conflict, match="already marked"):
        viewing.mark_graphic(rita, capture, graphic=False)
    viewing.mark_graphic(rita, capture, graphic=True)
    assert viewing.is_graphic(capture)
