"""Who still has to review a claim blind finds nothing of its draft or submitted verdict, wherever they look."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from factcheck.accounts.models import Role, User
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.desk.home.queries import waiting_for
from factcheck.errors import NotAllowed
from factcheck.live.events import by_article, since
from factcheck.permissions import Permission, can
from factcheck.reviews import queries as reviews_queries
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence, Rating, Review, Scale
from factcheck.threads import service as threads
from factcheck.verdicts import service
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import CorrectionClass, Edition, EditionState, Verdict
from factcheck.verdicts.workflow import UNAPPROVED
from factcheck.web.htmx import wants_fragment
from tests.databases import States
from tests.factories import make_article, make_claim, make_edition, make_evidence, make_user, post, rating, sign_in
from tests.heard import hearing
from tests.i18n.test_pseudolocale import PART, addresses

MARK = "Quagga"  # stands in every field of the hidden verdicts, and nowhere else
TEXTS = [f"{MARK} {name}" for name in ("headline", "summary", "rationale [1]", "would change")]
HELD_BACK = ("security.", "accounts.")  # forms that would sign the person out
WORDS = ("The harbour will open in May", "not a day later", "Costs were halved", "on Monday", "she told the council")
Leaks = list[str]  # addresses


@pytest.fixture
def hidden(app: Flask, states: States) -> list[Claim]:
    """Claims whose verdict is a draft, submitted, sent back, or being corrected; Rob and Emil owe a review of each."""
    states.begin_from("hidden", fill)
    return list(db.session.scalars(select(Claim).order_by(Claim.id)))


def fill() -> None:
    """Store the claims."""
    version, edda, emil = make_article(), make_user("Edda", Role.EDITOR), make_user("Emil", Role.EDITOR)
    rated = hidden_rating()
    made = [make_claim(words, version) for words in WORDS]
    for claim, state in zip(made, (*EditionState, None), strict=False):
        begin(edda, make_user("Ada", Role.ADMIN), claim, rated, state)
    threads.start(edda, made[0], "Which permit?", is_blocking=True)
    for claim in made:
        for person in (make_user("Rob"), emil):
            reviews.assign(edda, claim, person, None)
    db.session.commit()


def hidden_rating() -> Rating:
    """A rating that no form offers."""
    scale = Scale(key="hidden", version=1, name=f"{MARK} scale", is_default=False)
    scale.ratings.append(Rating(key="quagga", name=f"{MARK} rating", definition=f"{MARK}.", position=1, rank=1))
    db.session.add(scale)
    db.session.flush()
    return scale.ratings[0]


def begin(edda: User, ada: User, claim: Claim, rated: Rating, state: EditionState | None) -> None:
    """A verdict that another person's eyes must not see yet, brought as far as `state`; a draft was changed once."""
    make_evidence(claim)
    details = VerdictDetails(rated, *TEXTS)
    if state in {EditionState.APPROVED, EditionState.PUBLISHED, None}:
        plain = VerdictDetails(rating(), "It opens in autumn", "Not in May.", "The permit says so [1].")
        first = service.propose(edda, claim, plain)
        service.submit(edda, first, first.revision)
        db.session.flush()
        service.approve(ada, first, first.revision)
        edition = service.correct(edda, first.verdict, details, CorrectionClass.VERDICT_CHANGED, f"{MARK} note")
    else:
        edition = service.propose(edda, claim, replace(details, headline=f"{MARK} before"))
        service.edit(edda, edition, details, edition.revision)
    if state is EditionState.DRAFT or state is None:
        return
    service.submit(edda, edition, edition.revision)
    db.session.flush()
    if state is EditionState.SENT_BACK:
        service.send_back(ada, edition, f"{MARK} reason", edition.revision)


def leaks(
    app: Flask, client: FlaskClient, *, among: Leaks | None = None, with_parts: bool = True
) -> tuple[Leaks, Leaks]:
    """The addresses whose page and whose part show this person the mark, in any letters; `among` these, or all.

    A page that doesn't look for the headers of a part answers the same with them, so it isn't asked again.
    """
    pages, parts = Leaks(), Leaks()
    asked = [where.removesuffix("?") for _endpoint, where in addresses(app, "GET")]
    with hearing(app) as heard:
        for where in asked if among is None else [where for where in asked if where in among]:
            if has_mark(client.get(where)):
                pages.append(where)
            if with_parts and heard.is_any_of(PART) and has_mark(client.get(where, headers=PART)):
                parts.append(where)
    return pages, parts


def has_mark(answer: TestResponse) -> bool:
    return MARK.lower() in answer.text.lower()


def enter(app: Flask, name: str, role: Role = Role.REVIEWER) -> FlaskClient:
    return sign_in(app.test_client(), make_user(name, role))


@pytest.mark.on_sqlite  # who sees what is the same on both databases
@pytest.mark.parametrize(("name", "role"), [("Rob", Role.REVIEWER), ("Emil", Role.EDITOR)])
def test_no_page_and_no_part_of_one_tells_anything(app: Flask, hidden: list[Claim], name: str, role: Role) -> None:
    pages, parts = leaks(app, enter(app, name, role))
    assert pages == []
    assert parts == []


@pytest.mark.on_sqlite  # as above
def test_nor_anything_to_who_was_not_asked_but_could_still_review(app: Flask, hidden: list[Claim]) -> None:
    assert leaks(app, enter(app, "Olli"), with_parts=False) == ([], [])


@pytest.mark.on_sqlite  # as above
def test_no_answer_to_a_form_tells_anything(app: Flask, hidden: list[Claim]) -> None:
    emil = enter(app, "Emil", Role.EDITOR)
    asked = [row for row in addresses(app, "POST", 2) if not row[0].startswith(HELD_BACK)]
    found = [where for _endpoint, where in asked if MARK in post(emil, where).text]
    assert found == []


def test_nothing_of_it_is_decided_unseen(app: Flask, hidden: list[Claim]) -> None:
    emil = make_user("Emil", Role.EDITOR)
    client = sign_in(app.test_client(), emil)
    editions = db.session.scalars(select(Edition).where(Edition.state.in_(UNAPPROVED)))
    for edition in editions.all():
        for act in ("approve", "send-back", "submit", "publish", "discard", "edit"):
            form = {"revision": edition.revision, "reason": "Why?"}
            assert post(client, f"/editions/{edition.id}/{act}", **form).status_code == 403, act
        with pytest.raises(NotAllowed, match="once you have submitted"):
            service.approve(emil, edition, edition.revision)
        with pytest.raises(NotAllowed, match="once you have submitted"):
            service.send_back(emil, edition, "Why?", edition.revision)


def test_the_stream_tells_only_what_was_touched(app: Flask, hidden: list[Claim]) -> None:
    news = since(0, hidden[0].annotations[0].article_id)
    assert news is not None
    assert MARK not in repr(news)
    assert by_article([]) == {}


def test_a_page_that_leaked_would_be_found(app: Flask, hidden: list[Claim], monkeypatch: pytest.MonkeyPatch) -> None:
    rob = enter(app, "Rob")
    for leak in (TEXTS[1], "quagga"):
        monkeypatch.setitem(app.view_functions, "sources.index", lambda leak=leak: leak)
        assert leaks(app, rob, among=["/sources"])[0] == ["/sources"]
    monkeypatch.setitem(app.view_functions, "sources.index", lambda: TEXTS[1] if wants_fragment() else "")
    assert leaks(app, rob, among=["/sources"]) == ([], ["/sources"])


def test_who_wrote_it_and_who_has_reviewed_see_it(app: Flask, hidden: list[Claim]) -> None:
    seen = ["/claims/1", "/claims/1/verdict", "/editions/1", "/verdicts/4/correct"]
    assert set(leaks(app, enter(app, "Edda", Role.EDITOR), among=seen)[0]) == set(seen)
    for claim in hidden:
        reviews.submit(make_user("Rob"), claim, rating("true"), "Read it [1].", Confidence.HIGH)
    db.session.commit()
    assert set(leaks(app, enter(app, "Rob"), among=seen[:3])[0]) == set(seen[:3])


def test_the_panel_says_that_something_is_hidden_and_the_desk_does_not_count_it(
    app: Flask, hidden: list[Claim]
) -> None:
    emil = enter(app, "Emil", Role.EDITOR)
    query = select(Edition).where(Edition.state == EditionState.SUBMITTED).order_by(Edition.id)
    submitted = db.session.scalars(query).first()
    assert submitted is not None
    panel = emil.get(f"/claims/{submitted.verdict.claim_id}/verdict").text
    assert "A verdict is being written" in panel
    assert "Write the verdict" not in panel
    assert "Waiting for your decision" not in emil.get("/").text
    reviews.submit(make_user("Emil"), submitted.verdict.claim, rating("true"), "Read it [1].", Confidence.HIGH)
    db.session.commit()
    assert "Waiting for your decision" in emil.get("/").text


def test_lists_that_the_database_counts_leave_out_what_the_permission_hides(app: Flask, hidden: list[Claim]) -> None:
    for person in db.session.scalars(select(User).where(User.role != Role.REVIEWER)).all():
        unseen = {
            claim.id
            for claim in hidden
            if not can(person, Permission.SEE_DRAFT_VERDICT, reviews_queries.standing(claim.id, person))
        }
        assert set(db.session.scalars(reviews_queries.owed_by(person.id))) == unseen
        waiting = {it.verdict.claim_id for it in db.session.scalars(waiting_for(person.id))}
        assert not waiting & unseen


def test_a_review_after_a_look_at_the_verdict_is_not_called_blind(app: Flask) -> None:
    claim = make_claim()
    make_edition(state="submitted", claim=claim)
    for name, role in (("Emil", Role.EDITOR), ("Rob", Role.REVIEWER)):
        reviews.submit(make_user(name, role), claim, rating("true"), "Read it [1].", Confidence.HIGH)
    edition = db.session.scalars(select(Edition)).one()
    service.approve(make_user("Emil", Role.EDITOR), edition, edition.revision)
    reviews.submit(make_user("Olli"), claim, rating("true"), "Read it [1].", Confidence.HIGH)
    assert [it.is_blind for it in db.session.scalars(select(Review).order_by(Review.id))] == [False, True, False]
    assert db.session.scalars(select(Verdict)).one().claim is claim
