"""Highlighting a claim in the browser: what is asked of the database, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from factcheck.accounts.models import User
from factcheck.annotations import service
from factcheck.annotations.resolve import chosen
from factcheck.articles import service as articles
from factcheck.articles.models import Version
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import WORDS, Claim
from factcheck.db import db, slow, utcnow
from factcheck.errors import Conflict
from factcheck.fulltext.words import indexed
from tests.factories import make_article, make_user, post, sign_in, statements_of

TEXT = "The harbour\n\nThe harbour opens in May. The council has agreed.\n\nThe ferry sails at noon, every day."
FORM = {"statement": "The harbour opens in May", "kind": "checkable", "claimant_kind": "person"}
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
MOST = 14  # statements of one highlight


@pytest.fixture
def user() -> User:
    make_article(TEXT, "The harbour")
    return make_user("Rita")


@pytest.mark.parametrize("headers", [HTMX, None], ids=["htmx", "a plain form"])
def test_a_highlight_takes_few_statements_however_many_there_are(
    client: FlaskClient, user: User, headers: dict[str, str] | None
) -> None:
    rita = sign_in(client, user)

    def highlight() -> None:
        answer = post(rita, "/articles/1/claims", exact="opens in May", **FORM, headers=headers)
        assert answer.status_code == (200 if headers else 303)

    def asked() -> list[str]:
        return [it for it in statements_of(highlight) if "INTO counts" not in it and "FROM counts" not in it]

    highlight()
    first = asked()
    assert len(first) <= MOST
    for _ in range(5):
        highlight()
    assert asked() == first  # besides the limit of writes, which is stored once for several of them


def test_the_text_is_read_before_the_writers_lock_and_that_it_is_current_inside(
    client: FlaskClient, user: User
) -> None:
    rita, inside = sign_in(client, user), dict[str, bool]()

    def note(*given: Any) -> None:
        inside[given[2]] = slow.is_writing()

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert post(rita, "/articles/1/claims", exact="opens in May", **FORM, headers=HTMX).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

    def are_inside(begin: str) -> set[bool]:
        return {is_inside for statement, is_inside in inside.items() if statement.startswith(begin)}

    assert are_inside("SELECT versions.id, ") == {False}
    assert are_inside("SELECT max(versions.number) ") == {True}
    assert are_inside("INSERT ") == {True}
    assert are_inside("SELECT annotations.claim_id ") == {True}  # the marks: another transaction costs more


def test_the_words_that_find_a_claim_are_computed_before_the_writers_lock(client: FlaskClient, user: User) -> None:
    rita, inside = sign_in(client, user), list[bool]()

    def compute(text: str) -> str:
        inside.append(slow.is_writing())
        return indexed(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("factcheck.claims.service.indexed", compute)
        details = {"claimant_name": " Signe Holt ", "place": " Tarnby "}
        post(rita, "/articles/1/claims", exact="sails at noon", **FORM, **details, headers=HTMX)
    assert inside == [False]
    assert db.session.scalars(select(Claim.id).where(Claim.id.in_(WORDS.matching("noon holt")))).all() == [1]


def test_the_text_that_was_searched_is_the_text_that_is_marked(app: object, user: User) -> None:
    version = articles.frozen(1)
    assert version is not None
    assert (version.text, version.language) == (TEXT, "en")
    start = TEXT.index("opens")
    make_current_version_2()
    with pytest.raises(Conflict, match="Version 2 of this article is now available"):
        service.highlight(user, version, [chosen(version, start, start + 5)], ClaimDetails("It opens"))
    db.session.rollback()
    assert db.session.query(Claim).count() == 0


def test_an_article_that_is_not_there_has_no_text_and_no_form(client: FlaskClient, user: User) -> None:
    assert articles.frozen(2) is None
    assert post(sign_in(client, user), "/articles/2/claims", exact="opens", **FORM).status_code == 404


def make_current_version_2() -> None:
    """Somebody opens another version meanwhile."""
    version = db.session.get_one(Version, 1)
    names = ["article_id", "headline", "text", "blocks", "length", "text_sha256", "raw_sha256", "added_by_id"]
    db.session.add(Version(number=2, opened_at=utcnow(), **{name: getattr(version, name) for name in names}))
    db.session.commit()
