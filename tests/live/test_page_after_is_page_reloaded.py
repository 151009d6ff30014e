"""Whatever others do, a page that took the answers reads as one that is loaded anew."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextvars import Context

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.annotations.models import Anchor, Annotation, Target
from factcheck.articles import service as articles
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.articles.service import ArticleDetails
from factcheck.audit.service import record
from factcheck.claims import service
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.db import db
from factcheck.desk import queries, views
from factcheck.errors import DomainError
from factcheck.intake import service as intake
from factcheck.jobs.worker import run_due
from factcheck.reanchoring import service as reanchoring_service
from tests.factories import make_article, make_claim, make_user, post, sign_in
from tests.live.pages import Page
from tests.texts import DELETED, DOUBLED, MOVED, NEW, OLD, REWORDED, update

ROUNDS = 25
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
RATINGS = (None, "false", "mixed", "true", "unproven")


class Newsroom:
    """People who do something at random, through the same services as everybody."""

    def __init__(self, seed: int, version: Version) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - the same acts at every run
        self.version_id = version.id
        self.people = [
            make_user("Rita"),
            make_user("Rob"),
            make_user("Edda", Role.EDITOR),
            make_user("Ada", Role.ADMIN),
        ]
        self.done = 0

    def act(self) -> None:
        """One act; what the house refuses leaves no trace."""
        acts: list[Callable[[User], object]] = [
            self.highlight, self.highlight, self.join, self.edit, self.move_on, self.archive, self.restore,
            self.detach, self.reattach, self.confirm, self.move, self.give_up, self.undo, self.resize,
            self.mend, self.put_away, self.bring_back, self.update,
        ]  # fmt: skip
        try:
            self.dice.choice(acts)(self.dice.choice(self.people))
            db.session.commit()
            self.done += 1
        except (DomainError, IndexError):
            db.session.rollback()

    @property
    def version(self) -> Version:
        return db.session.get_one(Version, self.version_id)

    def any(self, kind: type[Claim] | type[Annotation] | type[Anchor] | type[Target], *where: object) -> object:
        return self.dice.choice(list(db.session.scalars(select(kind).where(*where).order_by(kind.id))))  # type: ignore[arg-type]

    def words(self) -> Quote:
        """A run of words, sometimes over the end of a paragraph."""
        text = self.version.text
        start = self.dice.randrange(len(text) - 5)
        end = min(len(text), start + self.dice.choice((3, 12, 40, 150)))
        exact = text[start:end].strip()
        return Quote(exact, text[max(0, start - 30) : start], text[end : end + 30], text.index(exact, start))

    def details(self) -> service.ClaimDetails:
        kind = self.dice.choice((ClaimKind.CHECKABLE, ClaimKind.CHECKABLE, ClaimKind.OPINION))
        claimant = self.dice.choice((None, service.ClaimantDetails("Ilmar Voss & sons <3")))
        return service.ClaimDetails(f"A & B <{self.dice.random()}>", claimant, kind=kind, kind_reason="A view")

    def highlight(self, who: User) -> object:
        return annotation_service.highlight(
            who, self.version, [self.words() for _ in range(self.dice.choice((1, 1, 2)))], self.details()
        )

    def join(self, who: User) -> object:
        return annotation_service.join(who, self.any(Claim), self.version, [self.words()])

    def edit(self, who: User) -> object:
        claim = self.any(Claim)
        return service.edit(who, claim, self.details(), claim.revision)

    def move_on(self, who: User) -> object:
        return service.set_state(who, self.any(Claim), self.dice.choice(list(ClaimState)), self.dice.choice(RATINGS))

    def archive(self, who: User) -> object:
        return service.archive(who, self.any(Claim))

    def restore(self, who: User) -> object:
        return service.restore(who, self.any(Claim, Claim.archived_at.is_not(None)))

    def detach(self, who: User) -> object:
        return annotation_service.detach(who, self.any(Annotation))

    def reattach(self, who: User) -> object:
        return annotation_service.reattach(who, self.any(Annotation, Annotation.archived_at.is_not(None)))

    def confirm(self, who: User) -> object:
        it = self.any(Anchor)
        return reanchoring_service.confirm(who, it, it.revision)

    def move(self, who: User) -> object:
        it = self.any(Anchor)
        return reanchoring_service.move(who, it, self.words(), it.revision)

    def give_up(self, who: User) -> object:
        it = self.any(Anchor)
        return reanchoring_service.give_up(who, it, it.revision)

    def undo(self, who: User) -> object:
        it = self.any(Anchor)
        return reanchoring_service.undo(who, it, it.revision)

    def mend(self, who: User) -> object:
        article = self.version.article
        publisher, language = self.dice.choice(("", "A & B")), self.dice.choice(("en", "ar"))
        details = ArticleDetails(f"<{self.dice.random()}>", publisher, language=language)
        return articles.edit(who, article, details, article.revision)

    def put_away(self, who: User) -> object:
        return articles.archive(who, self.version.article)

    def bring_back(self, who: User) -> object:
        return articles.restore(who, self.version.article)

    def update(self, who: User) -> object:
        """A version that waits to be opened."""
        home = current_app.extensions["settings"].home
        return intake.update(who, home, self.version.article, OLD.encode(), "text/plain", seen_number=2)

    def resize(self, who: User) -> object:
        it = self.any(Target)
        return annotation_service.resize(who, it, self.words(), it.revision)


@pytest.fixture
def version(app: Flask) -> Version:
    """Version 2 of an article, with carried marks of all kinds, and another article with the same words."""
    old = make_article(OLD, "No reason to dredge")
    for words in (MOVED, REWORDED, DELETED, DOUBLED):
        make_claim(words, old)
    make_article(f"Elsewhere.\n\n{OLD}", "Another")
    fresh = update(old, NEW)
    run_due()
    return fresh


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
    draw, newest = views.render.batches, db.session.scalar(queries.NEWEST_ACT)
    db.session.rollback()

    def late(*args: object) -> object:
        monkeypatch.setattr(views.render, "batches", draw)
        Context().run(another_act, client.application)
        return draw(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(views.render, "batches", late)
    assert loaded(client, version.article_id).since == str(newest)
