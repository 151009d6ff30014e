"""Whatever others do, a page that took the answers reads as one that is loaded anew."""

from __future__ import annotations

from contextvars import Context

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.anchoring.selectors import Quote
from factcheck.annotations.models import Anchor
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.audit.service import record
from factcheck.claims import service
from factcheck.claims.models import ClaimState
from factcheck.db import db
from factcheck.desk import queries
from factcheck.desk.workbench import drawing
from factcheck.jobs.worker import run_due
from factcheck.reanchoring import service as reanchoring_service
from tests.factories import make_article, make_claim, make_user, post, sign_in
from tests.live.newsroom import Newsroom, two_versions
from tests.live.pages import Page
from tests.texts import MOVED, NEW, OLD, update

ROUNDS = 25
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def version(app: Flask) -> Version:
    return two_versions()


def loaded(client: FlaskClient, article_id: int) -> Page:
    answer = client.get(f"/articles/{article_id}")
    assert answer.status_code == 200
    return Page(answer.text)


def highlight_here(client: FlaskClient, page: Page, newsroom: Newsroom) -> int:
    """The page's own person highlights, and the page takes the answer; answers its status."""
    quote, url = newsroom.words(), f"/articles/{newsroom.version.article_id}/claims"
    said = {"statement": f"<{newsroom.dice.random()}>", "kind": "checkable", "claimant_kind": "person"}
    words = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix, "hint": quote.hint}
    about = newsroom.dice.choice(("words", "words", "words", "headline", "omission", "article"))
    answer = post(client, url, **words, **said, about=about, headers=HTMX)
    if answer.status_code == 200:
        page.take(answer.text)
    return answer.status_code


@pytest.mark.parametrize("seed", range(4))
def test_a_page_after_any_acts_reads_as_a_page_loaded_anew(client: FlaskClient, version: Version, seed: int) -> None:
    newsroom = Newsroom(seed, version)
    article_id, number = version.article_id, version.number
    sign_in(client, make_user("Olga"))
    page = loaded(client, article_id)
    own = 0
    for _ in range(ROUNDS):
        for _ in range(newsroom.dice.choice((0, 1, 1, 2, 5))):
            newsroom.act()
        for _ in range(newsroom.dice.choice((0, 1, 2))):
            own += highlight_here(client, page, newsroom) == 200
            newsroom.act()
        answer = client.get(f"/articles/{article_id}/changes?{page.asks}&version={number}")
        if answer.status_code == 200:
            page.take(answer.text)
        assert page.seen() == loaded(client, article_id).seen()
    assert own > ROUNDS / 4
    assert newsroom.done > ROUNDS / 2


def test_the_same_answer_twice_changes_nothing(client: FlaskClient, version: Version) -> None:
    newsroom = Newsroom(7, version)
    sign_in(client, make_user("Olga"))
    page = loaded(client, version.article_id)
    before = page.since
    for _ in range(30):
        newsroom.act()
    answer = client.get(f"/articles/{version.article_id}/changes?since={before}&version=2").text
    page.take(answer)
    seen = page.seen()
    page.take(answer)
    assert page.seen() == seen == loaded(client, version.article_id).seen()


def test_only_the_blocks_whose_marks_changed_are_sent(client: FlaskClient, version: Version) -> None:
    sign_in(client, make_user("Olga"))
    page = loaded(client, version.article_id)
    claim = make_claim("The harbour board of Tarnby", version)
    answer = client.get(f"/articles/{version.article_id}/changes?since={page.since}").text
    index = next(i for i, (_, start, end) in enumerate(version.blocks) if start <= version.text.index("Tarnby") < end)
    assert answer.count('hx-target="#block-') == 1
    assert f'hx-target="#block-{index}"' in answer
    service.edit(make_user("Rob"), claim, service.ClaimDetails("Said otherwise"), claim.revision)
    db.session.commit()
    page.take(answer)
    answer = client.get(f"/articles/{version.article_id}/changes?since={page.since}").text
    assert 'hx-target="#block-' not in answer
    assert "Said otherwise" in answer


def test_an_older_version_that_stands_open_is_kept_right_and_told_of_the_newer(client: FlaskClient, app: Flask) -> None:
    old = make_article(OLD, "No reason to dredge")
    claim = make_claim(MOVED, old)
    sign_in(client, make_user("Olga"))
    page = loaded(client, old.article_id)
    update(old, NEW)
    run_due()
    service.set_state(make_user("Rob"), claim, ClaimState.IN_REVIEW)
    db.session.commit()
    page.take(client.get(f"/articles/{old.article_id}/changes?since={page.since}&version=1").text)
    assert page.seen() == Page(client.get(f"/articles/{old.article_id}/versions/1").text).seen()
    assert "Version 2 is available." in page.one("#live-version").text_content()
    assert page.news == ["Version 2 of this article is available. This is version 1. Read version 2"]
    assert db.session.scalars(current_version(old.article_id)).one().number == 2


def test_a_mark_that_shrank_and_went_away_leaves_every_block_it_stood_in(client: FlaskClient, version: Version) -> None:
    rob = make_user("Rob")
    sign_in(client, make_user("Olga"))
    it = db.session.scalars(select(Anchor).where(Anchor.version_id == version.id)).first()
    assert it is not None
    (_, start, _), (_, _, end) = version.blocks[2:4]
    reanchoring_service.move(rob, it, Quote(version.text[start:end], "", "", start), it.revision)
    db.session.commit()
    page = loaded(client, version.article_id)
    reanchoring_service.move(rob, it, Quote(version.text[start : start + 20], "", "", start), it.revision)
    reanchoring_service.move(rob, it, Quote("The board meets again in November."), it.revision)
    db.session.commit()
    page.take(client.get(f"/articles/{version.article_id}/changes?since={page.since}").text)
    assert page.seen() == loaded(client, version.article_id).seen()


def test_a_page_of_the_newest_version_is_not_told_that_it_was_opened(client: FlaskClient, version: Version) -> None:
    sign_in(client, make_user("Olga"))
    assert "is available" not in client.get(f"/articles/{version.article_id}/changes?since=0&version=2").text


def another_act(app: Flask) -> None:
    with app.app_context():
        record(None, "house:open", ("house", 1))
        db.session.commit()


def test_what_was_done_while_a_page_was_drawn_is_asked_for(
    client: FlaskClient, version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, make_user("Olga"))
    draw, newest = drawing.render.rail, db.session.scalar(queries.NEWEST_ACT)
    db.session.rollback()

    def late(*args: object) -> object:
        monkeypatch.setattr(drawing.render, "rail", draw)
        Context().run(another_act, client.application)
        return draw(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(drawing.render, "rail", late)
    assert loaded(client, version.article_id).since == str(newest)
