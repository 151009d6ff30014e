"""Copies that people upload: what is taken, what is refused and why, and how a capture is shown and handed out."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from factcheck.annotations.models import AnchorState
from factcheck.captures.models import Capture, CaptureState, Door, QuotePlace
from factcheck.db import db
from factcheck.documents.formats import WACZ, WARC
from factcheck.documents.text import MAX_BYTES
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.hashing import sha256_hex
from factcheck.jobs.worker import run_due
from factcheck.sources.models import Source
from factcheck.storage import store
from factcheck.storage.folder import Folder
from factcheck.storage.models import StoredFile
from tests.captures_site import PAGE, PARAGRAPHS
from tests.documents import pdf_files
from tests.documents.warc_files import MILL, PIER, Answer, page, wacz, warc
from tests.factories import make_claim, make_user, post_files, sign_in, upload

SAVED = Answer("https://town.example/permit", PAGE.encode())
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
SINGLE = PAGE.replace("<title>", "<!--\n Page saved with SingleFile \n url: https://town.example/permit \n--><title>")
MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://town.example/permit\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n'
    f"Content-Location: https://town.example/permit\r\n\r\n{PAGE}\r\n--x--\r\n"
)


def send(client: FlaskClient, source: Source, data: bytes, name: str) -> object:
    return post_files(client, f"/sources/{source.id}/captures/upload", upload=upload(data, name))


def newest() -> Capture:
    return db.session.scalars(select(Capture).order_by(Capture.id.desc())).first() or Capture()


@pytest.mark.parametrize(
    ("name", "data", "media_type", "door", "tool", "has_text"),
    [
        ("permit.html", PAGE.encode(), "text/html", Door.UPLOAD, "", True),
        ("permit.html", SINGLE.encode(), "text/html", Door.BROWSER, "SingleFile", True),
        ("permit.mhtml", MHTML.encode(), "multipart/related", Door.BROWSER, "MHTML", True),
        ("permit.warc.gz", warc(SAVED), WARC, Door.BROWSER, "WARC", True),
        ("permit.wacz", wacz(warc(SAVED)), WACZ, Door.BROWSER, "WACZ", True),
        ("permit.txt", PARAGRAPHS[1].encode(), "text/plain", Door.UPLOAD, "", True),
        ("permit.pdf", b"%PDF-1.7 \n", "application/pdf", Door.UPLOAD, "", False),
        ("permit.html", b"%PDF-1.7 \n", "application/pdf", Door.UPLOAD, "", False),  # by its content
        ("stamp.png", PNG, "image/png", Door.UPLOAD, "", False),
    ],
)
def test_a_copy_is_kept_unchanged_with_its_door(
    rita: FlaskClient, source: Source, name: str, data: bytes, media_type: str, door: Door, tool: str, has_text: bool
) -> None:
    assert send(rita, source, data, name).status_code == 303  # type: ignore[attr-defined]
    capture = newest()
    assert (capture.state, capture.door, capture.media_type) == (CaptureState.CAPTURED, door, media_type)
    assert (capture.tool, capture.file_name, capture.asked_by.name) == (tool, name, "Rita")
    assert capture.raw_sha256 == sha256_hex(data)
    assert store.get(capture.raw_sha256) == data
    assert (PARAGRAPHS[1] in (capture.text or "")) is has_text
    assert capture.final_url == ("https://town.example/permit" if tool else "")


def test_of_an_archive_of_several_pages_the_one_at_the_address_of_the_source_is_read(
    rita: FlaskClient, source: Source
) -> None:
    assert send(rita, source, warc(page(PIER, "Pier"), page(source.url or "", "Permit")), "a.warc").status_code == 303  # type: ignore[attr-defined]
    assert (newest().title, newest().final_url) == ("Permit", source.url)


def test_the_text_of_a_pdf_is_read_and_quoted(rita: FlaskClient, source: Source) -> None:
    claim = make_claim()
    data = pdf_files.made([PARAGRAPHS[1], "The board met twice that year, and nobody asked for the minutes."])
    evidence.add(make_user("Rita"), claim, source, evidence.EvidenceDetails(Stance.REFUTES, PARAGRAPHS[1]))
    db.session.commit()
    assert send(rita, source, data, "permit.pdf").status_code == 303  # type: ignore[attr-defined]
    run_due()
    capture, place = newest(), db.session.scalars(select(QuotePlace)).one()
    assert (capture.extractor, place.state) == ("Factcheck PDF reader", AnchorState.CONFIDENT)
    assert (capture.text or "")[place.start : place.end] == PARAGRAPHS[1]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.html", b"", "The file is empty."),
        ("a.txt", b"a" * (MAX_BYTES + 1), "larger than 10 MB"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG pictures can hold"),
        ("a.png", b'<?xml version="1.0"?><!-- a --><svg:svg onload="alert(1)"/>', "SVG pictures can hold"),
        ("a.warc", b"WARC/1.0 is a format.", "This web archive contains no web page."),
        ("a.warc.gz", warc(page(PIER, "Pier"), page(MILL, "Mill")), "none of them is at the source’s address"),
        ("a.zip", b"PK\x03\x04" + bytes(40), "Files of this type aren’t taken."),
        ("a.html.gz", b"\x1f\x8b" + bytes(40), "Files of this type aren’t taken."),
        ("a.exe", b"MZ\x90\0\x03" + bytes(range(256)) * 4, "text"),
    ],
)
def test_what_is_not_taken_has_its_reason_and_leaves_nothing(
    rita: FlaskClient, source: Source, name: str, data: bytes, words: str
) -> None:
    refused = send(rita, source, data, name)
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert words in refused.text  # type: ignore[attr-defined]
    assert db.session.scalar(select(func.count(Capture.id))) == 0
    assert db.session.scalar(select(func.count(StoredFile.sha256))) == 0


def test_a_form_without_a_file_and_the_same_file_twice_are_refused(rita: FlaskClient, source: Source) -> None:
    empty = post_files(rita, f"/sources/{source.id}/captures/upload")
    assert (empty.status_code, "Choose a file." in empty.text) == (422, True)
    send(rita, source, PAGE.encode(), "a.html")
    again = send(rita, source, PAGE.encode(), "b.html")
    assert again.status_code == 422  # type: ignore[attr-defined]
    assert "already has a copy" in again.text  # type: ignore[attr-defined]


def test_a_capture_is_shown_as_text_and_nothing_of_it_runs(rita: FlaskClient, source: Source) -> None:
    hostile = PAGE.replace("September", "&lt;img src=x onerror=alert(1)&gt; September")
    send(rita, source, hostile.encode(), "a.html")
    page = rita.get(f"/captures/{newest().id}").text
    assert "&lt;img src=x onerror=alert(1)&gt; September" in page
    assert "<img src=x" not in page
    assert "alert(1)</script>" not in page


def test_the_original_is_a_download_that_runs_nowhere(rita: FlaskClient, source: Source) -> None:
    send(rita, source, PAGE.encode(), "../../etc/passwd.html")
    answer = rita.get(f"/captures/{newest().id}/original")
    assert answer.data == PAGE.encode()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="capture-{newest().id}.html"'
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_wacz_names_every_member_with_its_digest(rita: FlaskClient, source: Source) -> None:
    send(rita, source, SINGLE.encode(), "a.html")
    answer = rita.get(f"/captures/{newest().id}/wacz")
    with zipfile.ZipFile(BytesIO(answer.data)) as packed:
        package = json.loads(packed.read("datapackage.json"))
        for entry in package["resources"]:
            assert entry["hash"] == f"sha256:{sha256_hex(packed.read(entry['path']))}"
        assert package["mainPageUrl"] == "https://town.example/permit"
        digest = json.loads(packed.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{sha256_hex(packed.read('datapackage.json'))}"
        entry = json.loads(packed.read("indexes/index.cdxj").split(b" ", 2)[2])
        archive = packed.read("archive/data.warc.gz")
    assert packed.infolist()[0].compress_type == zipfile.ZIP_STORED  # players seek in it
    assert archive[int(entry["offset"]) :][:2] == b"\x1f\x8b"
    assert archive == rita.get(f"/captures/{newest().id}/warc").data


def test_a_capture_without_bytes_has_no_file(rita: FlaskClient, source: Source) -> None:
    waits = {"door": Door.SERVER, "state": CaptureState.WAITING}
    db.session.add(Capture(source_id=source.id, asked_by_id=make_user("Rita").id, **waits))
    db.session.commit()
    for what in ("original", "warc", "wacz"):
        assert rita.get(f"/captures/{newest().id}/{what}").status_code == 404


def test_a_damaged_capture_says_so_and_is_not_handed_out(app: Flask, rita: FlaskClient, source: Source) -> None:
    send(rita, source, PAGE.encode(), "a.html")
    folder: Folder = app.extensions[store.EXTENSION]
    path = folder.path(newest().raw_sha256 or "")
    path.write_bytes(path.read_bytes().replace(b"June", b"July"))
    page = rita.get(f"/captures/{newest().id}").text
    assert f"{newest().raw_sha256} was altered" in page
    refused = rita.get(f"/captures/{newest().id}/original")
    assert refused.status_code == 500
    assert b"July" not in refused.data


def test_an_ended_capture_never_changes(rita: FlaskClient, source: Source) -> None:
    send(rita, source, PAGE.encode(), "a.html")
    newest().title = "Another"
    with pytest.raises(Exception, match="never changes"):
        db.session.flush()


def test_nobody_outside_sees_a_capture(app: Flask, rita: FlaskClient, source: Source) -> None:
    send(rita, source, PAGE.encode(), "a.html")
    for what in ("", "/original", "/warc", "/wacz"):
        assert app.test_client().get(f"/captures/{newest().id}{what}").status_code == 303
    assert sign_in(app.test_client(), make_user("Rob")).get(f"/captures/{newest().id}").status_code == 200
