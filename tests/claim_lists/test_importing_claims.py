"""A list of claims: nothing is stored before the dry run was seen, each error names its row, and twice is once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from factcheck.articles.medium import Medium
from factcheck.articles.models import Article
from factcheck.audit.models import Event
from factcheck.claim_lists.planning import plan
from factcheck.claim_lists.reader import read_claims
from factcheck.claims.models import Claim, ClaimKind
from factcheck.db import db, utcnow
from factcheck.documents.ambiguity import AmbiguousText
from factcheck.errors import Invalid
from tests.conftest import path_of
from tests.factories import make_article, post_files, upload
from tests.forms import upload_form

IMPORT = "/claims/import"
HEADER = "claim,quote,url,claimant,role,said_on,place,kind,kind_reason,tags,medium,publisher,language"
POST = "https://post.example/1"
ROWS = (
    f"The harbour opens in May,It opens in May!,{POST},Sif Holt,mayor,2026-05-01,Tarnby,,,harbour; spring,,Mastodon,en",
    f"The harbour is free,Nobody pays a krone.,{POST},Sif Holt,mayor,,,,,,,,en",
    "The bridge is ugly,,,Bo Lind,,,,opinion,a matter of taste,,speech,,en",
)
TOMORROW = utcnow().date() + timedelta(days=2)  # anywhere on earth
LIST = "\n".join((HEADER, *ROWS)).encode()


def send(client: FlaskClient, data: bytes = LIST, **fields: str) -> str:
    answer = post_files(client, IMPORT, choice="preview", upload=upload(data, "claims.csv"), **fields)
    return answer.text


def import_all(client: FlaskClient, page: str) -> str:
    fields = {**upload_form(page, IMPORT).fields, "choice": "import"}
    return post_files(client, IMPORT, **fields).text


def counts() -> list[int]:
    return [db.session.scalar(select(func.count()).select_from(it)) or 0 for it in (Article, Claim)]


def test_a_list_is_shown_first_and_imported_once(rita: FlaskClient) -> None:
    page = send(rita)
    assert "Rows: 3 · new claims: 3 · new texts: 2 · here already: 0 · refused: 0" in page
    assert counts() == [0, 0]
    import_all(rita, page)
    assert counts() == [2, 3]
    again = send(rita)
    assert "new claims: 0 · new texts: 0 · here already: 3" in again
    assert "All claims of this list are here already." in import_all(rita, again)
    assert counts() == [2, 3]


def test_the_other_rows_are_offered_only_while_they_are_new(rita: FlaskClient) -> None:
    mixed = LIST + b"\n,No claim,,,,,,,,,,,en"
    page = send(rita, mixed)
    assert "You can import the others now" in page
    import_all(rita, page)
    again = send(rita, mixed)
    assert "Correct these rows, and import the file again." in again
    assert "You can import the others now" not in again


def test_each_claim_has_its_words_and_details(rita: FlaskClient) -> None:
    import_all(rita, send(rita))
    first, second, opinion = db.session.scalars(select(Claim).order_by(Claim.id))
    assert (first.statement, first.quoted) == ("The harbour opens in May", "It opens in May!")
    assert (first.claimant.name, first.claimant.role, str(first.said_on)) == ("Sif Holt", "mayor", "2026-05-01")
    assert (first.place, [tag.name for tag in first.tags]) == ("Tarnby", ["harbour", "spring"])
    assert (opinion.kind, opinion.kind_reason) == (ClaimKind.OPINION, "a matter of taste")
    post, speech = db.session.scalars(select(Article).order_by(Article.id))
    assert post.newest.text == "It opens in May!\n\nNobody pays a krone."  # one text for one address
    assert (post.medium, post.publisher, post.canonical_url) == (Medium.POST, "Mastodon", POST)
    assert (speech.medium, speech.byline, second.quoted) == (Medium.SPEECH, "Bo Lind", "Nobody pays a krone.")
    actions = list(db.session.scalars(select(Event.action).where(Event.action.in_(("article:add", "claim:highlight")))))
    assert sorted(actions) == ["article:add"] * 2 + ["claim:highlight"] * 3


def test_words_are_looked_for_in_the_article_with_the_address(rita: FlaskClient) -> None:
    version = make_article()
    url = version.article.canonical_url
    rows = (f"It opens,The harbour will open in May,{url}", f"It closes,No such words at all,{url}")
    page = send(rita, "\n".join(("claim,quote,url", *rows)).encode())
    assert "new claims: 1 · new texts: 0" in page
    assert "Row 3, quote:" in page
    import_all(rita, page)
    (claim,) = db.session.scalars(select(Claim))
    assert [it.article_id for it in claim.annotations] == [version.article_id]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",It opens in May!,,,,,,,,,,,en", "claim", "The claim is missing."),
        ("x" * 501 + ",,,,,,,,,,,,en", "claim", "at most 500 characters"),
        ("It opens,,ftp://a,,,,,,,,,,en", "url", "isn’t a full address"),
        ("It opens,,,,,soon,,,,,,,en", "said_on", "isn’t a certain date"),
        (f"It opens,,,,,{TOMORROW},,,,,,,en", "said_on", "in the future"),
        ("It opens,,,,,,,rumour,,,,,en", "kind", "isn’t one of these: checkable"),
        ("It opens,,,,,,,opinion,,,,,en", "kind_reason", "why this claim isn’t checkable"),
        ("It opens,,,,,,,,,,film,,en", "medium", "isn’t one of these: article"),
        ("It opens,,,,,,,,,,,,english please", "language", "isn’t a language code"),
        ("It opens,,,,,,,,,,,,", "language", "The language is missing."),
        ("It opens,,https://a.example/1,,,,,,,,article,,en", "url", "Add the article first"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_imported_is_named(app: object, row: str, column: str, reason: str) -> None:
    (error,) = plan(read_claims(f"{HEADER}\n{row}".encode())).errors
    assert (error.row, error.column) == (2, column)
    assert reason in error.message


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b"quote,url\nx,", "Missing: claim"),
        (HEADER.encode(), "no claims in it"),
        (b"claim\n" + b"It opens\n" * 201, "at most 200 rows"),
    ],
)
def test_a_file_that_is_no_list_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        read_claims(data)


def test_an_uncertain_encoding_is_asked_for() -> None:
    with pytest.raises(AmbiguousText):
        read_claims("claim\nÅ, ä och ö".encode("cp437"))


def test_the_template_has_all_columns_and_can_be_read(rita: FlaskClient) -> None:
    answer = rita.get(f"{IMPORT}/template")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="claims.csv"'
    found = read_claims(answer.data + b"It opens\n")
    assert (found.ignored, len(found.columns)) == ([], 13)


def test_the_import_leads_to_the_claims(rita: FlaskClient) -> None:
    fields = {**upload_form(send(rita), IMPORT).fields, "choice": "import"}
    assert path_of(post_files(rita, IMPORT, **fields).location) == "/claims"
