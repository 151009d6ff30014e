"""What is under a box is in no part of the redacted copy, and the original is sealed."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from contextlib import closing
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.captures import service as captures
from factcheck.captures.models import Capture, CaptureState, Door, QuotePlace, Redaction
from factcheck.captures.quotes import quote_statuses
from factcheck.custody.service import custody_log
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence_finder.models import CapturedPassage
from factcheck.redaction.boxes import Box, parsed, written
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.watching.alarms.comparison import compared
from factcheck.watching.gone_sources import gone_sources
from factcheck.watching.models import QuoteAlarm
from tests.captures.conftest import no_pause as no_pause
from tests.captures.conftest import site as site
from tests.captures.conftest import source as source
from tests.captures.test_capturing import run_all
from tests.documents import pdf_files
from tests.factories import make_claim, make_user, post, sign_in
from tests.redaction import planted
from tests.viewing.test_pages import kept

TOP = "1 0 0 100 18"  # of page 1, where all is that the box covers
OPEN, SECRET = "The harbour opens to everybody in the spring.", "The witness is Karin Holm of Quay Street."


@pytest.fixture
def capture(source: Source) -> Capture:
    return kept(source, "report.pdf", pdf_files.made([OPEN, SECRET, "Nothing else is said about it."]))


def box_of(client: FlaskClient, capture: Capture, words: str) -> str:
    """The box of a line, as its check box has it."""
    page = client.get(f"/captures/{capture.id}/redact").text
    return next(value for value, line in re.findall(r'name="line" value="([^"]+)".*?dir="auto">(.*?)<', page, re.S)
                if words in line)  # fmt: skip


def redact(client: FlaskClient, capture: Capture, boxes: str, **form: object) -> Capture:
    answer = post(client, f"/captures/{capture.id}/redactions", **{"boxes": boxes, "reason": "A witness", **form})
    assert answer.status_code == 303, answer.text
    copy = db.session.scalars(select(Redaction).order_by(Redaction.id.desc())).first()
    assert copy is not None
    return copy.copy


def all_of(file: bytes) -> str:
    """Every byte of a file, what all that is packed in it unpacks to, and the strings in them in any encoding."""
    raw = b"\n".join([file, *(unpacked(file[it.start() :]) for it in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", file))])
    signs = [bytes.fromhex(it.decode()) for it in re.findall(rb"<((?:[0-9A-Fa-f]{2})+)>", raw)]
    found = [raw.decode("latin-1"), *(it.decode(code, "replace") for it in signs for code in ("latin-1", "utf-16-be"))]
    for encoding in ("s", "l", "b"):
        done = subprocess.run(("strings", "-a", "-e", encoding), input=file, capture_output=True, check=True)
        found.append(done.stdout.decode("latin-1"))
    return "\n".join(found)


def unpacked(data: bytes) -> bytes:
    """What a stream that begins here unpacks to; empty if none does."""
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""


def pdf_words(file: bytes) -> str:
    with closing(pypdfium2.PdfDocument(file)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        found = [*pages, str(document.get_metadata_dict()), str(list(document.get_toc()))]
    if shutil.which("pdftotext"):
        found.append(
            subprocess.run(("pdftotext", "-", "-"), input=file, capture_output=True, check=True).stdout.decode()
        )
    return "\n".join(found)


def words_in(text: str) -> set[str]:
    """The places whose planted words a text has, also with spaces between their letters."""
    joined = re.sub(r"[\s\u0000]", "", text)
    return {where for where, word in planted.planted.items() if word in joined}


def handed_out(client: FlaskClient, copy: Capture) -> str:
    """All that the application shows and hands out of a copy."""
    pages = ["", "/pages/1", "/pages/1/picture", "/picture", "/original", "/warc", "/wacz"]
    answers = [client.get(f"/captures/{copy.id}{page}").data for page in pages]
    with ZipFile(BytesIO(answers[-1])) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    parts += [zlib.decompress(it, 31) for it in (answers[5], *parts) if it[:2] == b"\x1f\x8b"]
    return "\n".join(all_of(it) for it in (*answers, *parts)) + (copy.text or "")


def test_no_planted_word_is_left_in_a_pdf(rita: FlaskClient, source: Source) -> None:
    file = planted.pdf()
    assert len(words_in(all_of(file) + pdf_words(file))) == len(planted.planted) >= 50  # they are there
    capture = kept(source, "report.pdf", file)
    turned = box_of(rita, capture, planted.word("turned page"))
    copy = redact(rita, capture, TOP, line=[turned])
    data = rita.get(f"/captures/{copy.id}/original").data
    assert words_in(all_of(data) + pdf_words(data) + handed_out(rita, copy)) == set()
    assert planted.KEPT in pdf_words(data)
    assert planted.KEPT in (copy.text or "")


@pytest.mark.parametrize("name", ["photo.jpg", "chart.png"])
def test_no_planted_word_is_left_in_a_picture(rita: FlaskClient, source: Source, name: str) -> None:
    file = planted.jpeg() if name.endswith("jpg") else planted.png()
    assert len(words_in(all_of(file))) >= 4
    copy = redact(rita, kept(source, name, file), "1 0 0 50 100")
    data = rita.get(f"/captures/{copy.id}/original").data
    assert words_in(all_of(data) + handed_out(rita, copy)) == set()
    with Image.open(BytesIO(data)) as image:
        assert not image.getexif()
        dark, light = image.convert("RGB").getpixel((2, 2)), image.convert("RGB").getpixel((70, 20))
        assert max(dark) < 20  # type: ignore[type-var, arg-type]  # three numbers
        assert max(light) > 100  # type: ignore[type-var, operator]


def test_an_original_is_sealed_and_each_opening_recorded(app: Flask, rita: FlaskClient, capture: Capture) -> None:
    copy = redact(rita, capture, box_of(rita, capture, "Karin Holm"))
    assert "Karin" not in (copy.text or "")
    assert OPEN in (copy.text or "")
    rob = sign_in(app.test_client(), make_user("Rob"))
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    url = f"/captures/{capture.id}"
    addresses = [
        rule.rule.replace("<int:capture_id>", str(capture.id)).replace("<int:page_number>", "1")
        for rule in app.url_map.iter_rules()
        if "capture_id" in rule.arguments and "GET" in (rule.methods or ())
    ]
    assert len(addresses) > 8
    for address in addresses:
        refused = rob.get(address)
        assert (refused.status_code, "Karin" in refused.text) == (403, False), address
    assert rob.post(f"{url}/quote", data={"at": "0-20"}).status_code == 403
    assert rob.get(f"/captures/{copy.id}").status_code == 200
    for _again in range(2):
        assert edda.get(url).status_code == 200  # an editor
    assert rita.get(url).status_code == 200  # who redacted it
    acts = [(it.act, it.person) for it in custody_log(capture)]
    assert acts[:2] == [("Opened while sealed", "Rita"), ("Opened while sealed", "Edda")]
    assert acts[2][0] == f"Redacted: {capture.id} → {copy.id}"
    assert [it.act for it in custody_log(copy)][:1] == [acts[2][0]]


def test_whoever_quotes_a_sealed_original_may_open_it(app: Flask, rita: FlaskClient, capture: Capture) -> None:
    rob, claim = make_user("Rob"), make_claim()
    evidence.add(rob, claim, capture.source, evidence.EvidenceDetails(Stance.CONTEXT, OPEN))
    db.session.commit()
    redact(rita, capture, TOP)
    assert sign_in(app.test_client(), rob).get(f"/captures/{capture.id}").status_code == 200


def test_quotations_move_to_the_copy_or_are_under_a_box_and_undo_brings_them_back(
    rita: FlaskClient, capture: Capture
) -> None:
    claim, actor = make_claim(), make_user("Rita")
    rows = [evidence.add(actor, claim, capture.source, evidence.EvidenceDetails(Stance.CONTEXT, quote))
            for quote in (OPEN, SECRET, "Words of nobody.")]  # fmt: skip
    db.session.commit()
    run_all()
    box = box_of(rita, capture, "Karin Holm")
    shown = rita.post(f"/captures/{capture.id}/redact/preview", data={"line": box, "reason": "A witness"}).text
    assert shown.count("still in the copy") == shown.count("under a box") == 1
    copy = redact(rita, capture, box)
    run_all()
    assert states(rows) == [(copy.id, "confident", False), (copy.id, "orphaned", True), (copy.id, "orphaned", False)]
    assert "under a box in the redacted copy" in rita.get(f"/claims/{claim.id}").text
    assert {it.capture_id for it in db.session.scalars(select(CapturedPassage))} == {copy.id}
    post(rita, "/undo")
    late = evidence.add(make_user("Rob"), claim, capture.source, evidence.EvidenceDetails(Stance.CONTEXT, SECRET))
    db.session.commit()
    run_all()
    assert states([late]) == [(capture.id, "confident", False)]
    assert states(rows) == [(capture.id, "confident", False), (capture.id, "confident", False),
                            (capture.id, "orphaned", False)]  # fmt: skip
    assert {it.capture_id for it in db.session.scalars(select(CapturedPassage))} == {capture.id}
    assert "Show the original" in rita.get(f"/captures/{copy.id}").text
    post(rita, "/undo/again")
    assert states(rows)[1] == (copy.id, "orphaned", True)


def test_readers_of_a_page_that_is_gone_get_the_copy(rita: FlaskClient, source: Source, capture: Capture) -> None:
    gone = Capture(source_id=source.id, asked_by_id=make_user("Rita").id, door=Door.SERVER, url=source.url)
    gone.state = CaptureState.WAITING
    db.session.add(gone)
    captures.fail(gone, "The page is gone (404).", is_gone=True)
    db.session.commit()
    assert gone_sources([source.url])[source.url or ""].capture is capture
    copy = redact(rita, capture, TOP)
    assert gone_sources([source.url])[source.url or ""].capture is copy
    post(rita, "/undo")
    assert gone_sources([source.url])[source.url or ""].capture is capture


def test_an_alarm_shows_no_words_around_a_quotation_in_a_sealed_capture(rita: FlaskClient, capture: Capture) -> None:
    start = (capture.text or "").index("Karin Holm")
    alarm = QuoteAlarm(old_capture_id=capture.id, old_start=start, old_end=start + 5, capture_id=capture.id)
    assert compared(alarm).old == ("The witness is ", "Karin", " Holm of Quay Street.")
    redact(rita, capture, TOP)
    assert compared(alarm).old == ("", "Karin", "")


def test_the_preview_names_other_captures_of_the_same_file(rita: FlaskClient, capture: Capture, source: Source) -> None:
    other = sources.add(make_user("Rita"), sources.SourceDetails("The same report"))
    twice = kept(other, "again.pdf", rita.get(f"/captures/{capture.id}/original").data)
    form = {"boxes": TOP, "reason": "A witness"}
    page = rita.post(f"/captures/{capture.id}/redact/preview", data=form).text
    assert f'href="/captures/{twice.id}">capture {twice.id}' in page


def states(rows: list[Evidence]) -> list[tuple[int, str, bool]]:
    db.session.expire_all()
    found = quote_statuses(rows)
    places: list[QuotePlace] = [found[row.id].place for row in rows]
    return [(it.capture_id, it.state.value, found[row.id].is_redacted) for it, row in zip(places, rows, strict=True)]


def test_what_is_marked_wrongly_is_refused_line_by_line_and_kept(rita: FlaskClient, capture: Capture) -> None:
    typed = "1 10 10 20\n9 1 1 1 1\n1 100 0 5 5\n1 12,5 3 4 5"
    answer = rita.post(f"/captures/{capture.id}/redact/preview", data={"boxes": typed, "reason": ""})
    assert answer.status_code == 422
    for words in (
        "Line 1: enter five",
        "Line 2: the file has 1 pages",
        "Line 3: the box lies",
        "required",
        "1 12,5 3 4 5",
    ):
        assert words in answer.text
    assert "Mark at least one box" in rita.post(f"/captures/{capture.id}/redact/preview", data={"reason": "a"}).text
    many = "\n".join(f"1 {it % 90} {it // 90} 1 1" for it in range(101))
    assert "at most 100 boxes" in rita.post(f"/captures/{capture.id}/redact/preview", data={"boxes": many}).text


def test_what_cannot_be_redacted_is_refused(rita: FlaskClient, source: Source, capture: Capture) -> None:
    text = kept(source, "a.txt", b"Some words of a text.")
    assert "Only PDFs and pictures" in rita.get(f"/captures/{text.id}/redact").text
    damaged = kept(source, "broken.pdf", b"%PDF-1.7 \n")
    assert "is damaged" in rita.get(f"/captures/{damaged.id}/redact").text
    many = kept(source, "long.pdf", pdf_files.compiled("#for it in range(61) [a #pagebreak()]"))
    assert "at most 60 pages" in rita.get(f"/captures/{many.id}/redact").text
    copy = redact(rita, capture, TOP)
    assert rita.get(f"/captures/{copy.id}/redact").status_code == 409
    assert rita.get(f"/captures/{capture.id}/redact").status_code == 409


def test_only_its_author_or_an_editor_withdraws_a_copy_and_once(
    app: Flask, rita: FlaskClient, capture: Capture
) -> None:
    redact(rita, capture, TOP)
    rob = sign_in(app.test_client(), make_user("Rob"))
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    number = db.session.scalars(select(Redaction.id)).one()
    assert post(rob, f"/redactions/{number}/withdraw").status_code == 403
    post(edda, f"/redactions/{number}/withdraw")
    assert rob.get(f"/captures/{capture.id}").status_code == 200
    assert post(edda, f"/redactions/{number}/withdraw").status_code == 409
    assert 'rows="6" spellcheck="false"' in (page := rita.get(f"/captures/{capture.id}/redact").text)
    assert "1 0 0 100 18" in page  # begins with the boxes of before
    post(edda, f"/redactions/{number}/restore")
    assert rob.get(f"/captures/{capture.id}").status_code == 403
    actions = db.session.scalars(select(Event.action).where(Event.action.like("%redact%")).order_by(Event.id))
    assert list(actions) == ["capture:redact", "capture:withdraw-redaction", "capture:restore-redaction"]


def test_boxes_are_read_as_they_are_written() -> None:
    boxes = [Box(1, 0, 50, 10_000, 1), Box(12, 1234, 5, 6, 7000)]
    assert parsed(written(boxes), 12) == (boxes, [])
    assert parsed("1 95 95 20 20", 1)[0] == [Box(1, 9500, 9500, 500, 500)]  # cut at the edge of the page
