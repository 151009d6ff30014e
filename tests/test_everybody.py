"""Every route for every role, on their own things and those of others, against the permission table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.routing import Rule

from factcheck.accounts.models import Role, SignIn
from factcheck.annotations.models import Annotation, Target
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.corrections import takedowns
from factcheck.db import db
from factcheck.drafts import service as drafts
from factcheck.evidence.models import Evidence
from factcheck.inbox import service as inbox
from factcheck.inbox.models import FollowedFeed
from factcheck.inbox.service import FeedDetails
from factcheck.permissions import Permission, can
from factcheck.prior_checks import service as prior_checks
from factcheck.prior_checks.models import CheckImport
from factcheck.prior_checks.reading.reader import read_list
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.reviews.queries import standing
from factcheck.threads.models import Thread
from factcheck.verdicts.models import Edition, Takedown, TakedownReason
from factcheck.web.idempotency import new_key
from tests import factories
from tests.databases import States
from tests.factories import make_article, make_claim, make_edition, make_thread, make_user, sign_in
from tests.heard import hearing
from tests.hostile.pages import addresses, routes

P = Permission
CAST = {
    "Rita": Role.REVIEWER,  # wrote the claims, the evidence, the conversation
    "Rob": Role.REVIEWER,  # reviewed the first claim
    "Rosa": Role.REVIEWER,  # was asked to review it and hasn't
    "Edda": Role.EDITOR,  # wrote the verdicts
    "Emil": Role.EDITOR,
    "Ada": Role.ADMIN,
}
LIST = b"claim,rating,url,publisher\nThe ferry sails at noon,False,https://other.example/1,Other"
REVIEW, DRAFT, TYPED, DEVICE = (
    "a blind rationale",
    "a headline nobody approved",
    "typed and not sent",
    "a device of Edda's",
)


class House(NamedTuple):
    """The stored objects: a claim with a draft and a review, another with a published verdict."""

    app: Flask
    claim: Claim
    draft: Edition
    waiting: Edition
    published: Edition
    thread: Thread
    takedown: Takedown

    def client(self, name: str | None) -> FlaskClient:
        client = self.app.test_client()
        return sign_in(client, make_user(name, CAST[name])) if name else client


@pytest.fixture
def house(app: Flask, states: States) -> House:
    states.begin_from("house", fill)
    draft, waiting, published = db.session.scalars(select(Edition).order_by(Edition.id))
    thread, takedown = db.session.scalars(select(Thread)).one(), db.session.scalars(select(Takedown)).one()
    return House(app, draft.verdict.claim, draft, waiting, published, thread, takedown)


def fill() -> None:
    """Fill the newsroom, the editions in the order of `house`."""
    people = {name: make_user(name, role) for name, role in CAST.items()}
    claim = make_claim()
    draft = make_edition(people["Edda"], "draft", claim)
    draft.headline = DRAFT
    text = "TARNBY. The bridge will open in June, mayor Holt said on Tuesday."
    version = make_article(text, "A bridge")
    make_edition(people["Edda"], "submitted", make_claim("The bridge will open in June", version))
    ferry = make_article(
        "The ferry sails\n\nTARNBY. The ferry sails at noon, mayor Holt said today.", "The ferry sails"
    )
    published = make_edition(people["Edda"], "published", make_claim("The ferry sails at noon", ferry))
    reviews.submit(people["Rob"], claim, factories.rating(), f"{REVIEW} [1].", Confidence.HIGH)
    reviews.assign(people["Emil"], claim, people["Rosa"], None)
    feed = FeedDetails("https://paper.example/feed", "Paper", "", 6)
    inbox.follow(people["Edda"], feed)
    prior_checks.import_list(people["Edda"], "list.csv", LIST, read_list(LIST))
    takedowns.ask(people["Edda"], published.verdict, TakedownReason.COPYRIGHT, "Court, 12 C 345")
    db.session.add(SignIn(user_id=people["Edda"].id, token_sha256="0" * 64, address="127.0.0.1", device=DEVICE))
    drafts.keep(people["Rita"], "/articles/new", "/articles/new", "A new article", {"text": [TYPED]})
    db.session.commit()
    make_thread(claim, is_blocking=True)


class Act(NamedTuple):
    """A route: the permission that it needs, and the object that it is checked for."""

    permission: Permission
    thing: Callable[[House], Any] = lambda house: None
    url: Callable[[House], str] = lambda house: ""


def first(kind: type[Any]) -> Callable[[House], Any]:
    return lambda house: db.session.scalars(select(kind).order_by(kind.id)).first()


ACTS: dict[str, Act] = {
    "/claims/{claim}/edit": Act(P.EDIT_CLAIM, lambda it: it.claim),
    "/claims/{claim}/archive": Act(P.ARCHIVE_CLAIM, lambda it: it.claim),
    "/claims/{claim}/assignments": Act(P.ASSIGN_REVIEW),
    "/annotations/{annotation}/detach": Act(P.EDIT_CLAIM, lambda it: it.claim),
    "/targets/{target}/move": Act(P.MOVE_ANCHOR, first(Annotation)),
    "/articles/{article}/archive": Act(P.ARCHIVE_ARTICLE),
    "/articles/{article}/report": Act(P.SET_REPORT),
    "/evidence/{evidence}/edit": Act(P.EDIT_EVIDENCE, first(Evidence)),
    "/evidence/{evidence}/withdraw": Act(P.WITHDRAW_EVIDENCE, first(Evidence)),
    "/sources/1/archive": Act(P.ARCHIVE_SOURCE),
    "/threads/{thread}/resolve": Act(P.RESOLVE_THREAD, lambda it: it.thread),
    "/threads/{thread}/unblock": Act(P.BLOCK_APPROVAL, lambda it: it.thread),
    "/comments/{comment}/edit": Act(P.EDIT_COMMENT, lambda it: it.thread.comments[0]),
    "/comments/{comment}/remove": Act(P.REMOVE_COMMENT, lambda it: it.thread.comments[0]),
    "/editions/{draft}/edit": Act(P.EDIT_VERDICT, lambda it: it.draft),
    "/editions/{draft}/submit": Act(P.EDIT_VERDICT, lambda it: it.draft),
    "/editions/{draft}/discard": Act(P.DISCARD_VERDICT, lambda it: it.draft),
    "/editions/{waiting}/send-back": Act(P.SEND_BACK_VERDICT, lambda it: it.waiting),
    "/editions/{waiting}/approve": Act(P.APPROVE_VERDICT, lambda it: it.waiting),
    "/editions/{waiting}/publish": Act(P.PUBLISH_VERDICT, lambda it: it.waiting),
    "/verdicts/{verdict}/correct": Act(P.CORRECT_VERDICT),
    "/verdicts/{verdict}/withdraw": Act(P.WITHDRAW_VERDICT),
    "/verdicts/{verdict}/takedown": Act(P.ASK_TAKEDOWN),
    "/takedowns/{takedown}/approve": Act(P.APPROVE_TAKEDOWN, lambda it: it.takedown),
    "/takedowns/{takedown}/decline": Act(P.DECLINE_TAKEDOWN),
    "/people/invitations": Act(P.MANAGE_PEOPLE),
    "/people/1": Act(P.MANAGE_PEOPLE),
    "/people/1/reset": Act(P.MANAGE_PEOPLE),
    "/people/1/second-factor/forget": Act(P.MANAGE_PEOPLE),
    "/people/1/name": Act(P.MANAGE_PEOPLE),
    "/people/invitations/1/revoke": Act(P.MANAGE_PEOPLE),
    "/claims/{claim}/restore": Act(P.ARCHIVE_CLAIM, lambda it: it.claim),
    "/annotations/{annotation}/reattach": Act(P.EDIT_CLAIM, lambda it: it.claim),
    "/articles/{article}/restore": Act(P.ARCHIVE_ARTICLE),
    "/evidence/{evidence}/restore": Act(P.WITHDRAW_EVIDENCE, first(Evidence)),
    "/sources/1/restore": Act(P.ARCHIVE_SOURCE),
    "/sources/1/merge/1": Act(P.MERGE_SOURCES),
    "/sources/1/apart/1": Act(P.MERGE_SOURCES),
    "/sources/merges/1/undo": Act(P.MERGE_SOURCES),
    "/sources/1/confidential": Act(P.MARK_CONFIDENTIAL),
    "/sources/1/open": Act(P.MARK_CONFIDENTIAL),
    "/inbox/feeds/new": Act(P.MANAGE_FEEDS),
    "/inbox/feeds/{feed}/edit": Act(P.MANAGE_FEEDS),
    "/inbox/feeds/{feed}/fetch": Act(P.MANAGE_FEEDS),
    "/inbox/feeds/{feed}/archive": Act(P.MANAGE_FEEDS),
    "/inbox/feeds/{feed}/restore": Act(P.MANAGE_FEEDS),
    "/evidence/{evidence}/alarm/replace": Act(P.EDIT_EVIDENCE, first(Evidence)),
    "/prior-checks/import": Act(P.IMPORT_CHECKS),
    "/prior-checks/lists/{list}/archive": Act(P.IMPORT_CHECKS),
    "/prior-checks/lists/{list}/restore": Act(P.IMPORT_CHECKS),
    "/threads/{thread}/block": Act(P.BLOCK_APPROVAL, lambda it: it.thread),
    "/comments/{comment}/restore": Act(P.REMOVE_COMMENT, lambda it: it.thread.comments[0]),
}
ANYBODY = {  # allowed for everybody in the newsroom, or on their own things; other tests cover the refusals
    "/articles/new", "/articles/#/edit", "/articles/#/update", "/articles/#/claims", "/articles/#/ends",
    "/articles/#/join", "/articles/#/presence", "/claims", "/claims/#/presence", "/claims/#/seen",
    "/claims/#/evidence/new", "/evidence/#/move", "/claims/#/reviews/new", "/claims/#/threads", "/claims/#/verdict/new",
    "/marks/#/confirm", "/marks/#/give-up", "/marks/#/move", "/marks/#/undo", "/sources/#/edit",
    "/sources/#/access", "/sources/access/#/end",  # tests/confidential covers these
    "/sources/new", "/sources/import", "/sources/#/notes/new", "/sources/notes/#/remove", "/sources/#/origin/#",
    "/claims/#/evidence/found/#", "/publishers/#/edit", "/origins",
    "/sources/#/captures", "/sources/#/captures/upload", "/threads/#/reopen",
    "/sources/#/watch", "/sources/#/unwatch", "/sources/#/look", "/articles/#/watch", "/articles/#/unwatch",
    "/articles/#/look", "/evidence/#/alarm", "/sources/#/copies/new", "/sources/#/copies/ask", "/copies/#/remove",
    "/claims/#/parts/new", "/claims/#/relations/new", "/relations/#/move", "/relations/#/remove",
    "/claims/#/questions/new", "/claim-questions/#/edit", "/claim-questions/#/move", "/claim-questions/#/remove",
    "/claim-questions/#/restore", "/claim-questions/#/answers/new", "/question-answers/#/edit",
    "/question-answers/#/remove", "/question-answers/#/restore",
    "/claims/#/tables/new", "/calculations/#/edit", "/calculations/#/up", "/calculations/#/remove",
    "/calculations/#/restore",
    "/claims/#/replies/new", "/replies/mail", "/replies/#/answer", "/replies/#/remove",
    "/claims/#/evidence/source", "/sources/#/captured", "/quotations/#/confirm", "/quotations/#/correct",
    "/claims/import", "/captures/#/graphic", "/captures/#/not-graphic", "/captures/#/source", "/captures/#/redactions",
    "/redactions/#/withdraw", "/redactions/#/restore",
    "/threads/#/reply", "/threads/#/seen", "/jobs/#/retry", "/drafts", "/drafts/discard", "/drafts/reopen",
    "/inbox/#/dismiss", "/inbox/#/restore", "/inbox/dismiss",
    "/articles/#/pictures", "/pictures/#/archive", "/pictures/#/restore",
    "/me", "/me/single-keys", "/help/tour/steps/#", "/help/tour/hide", "/help/tour/show",
    "/me/sign-ins/#/end", "/me/sign-ins/end", "/undo", "/undo/again",
}  # fmt: skip
EDITORS = {  # an editor's answers to questions; tests/verdicts covers these
    "/claims/#/basis", "/claims/#/changes", "/basis-questions/#/take-back", "/change-answers/#/take-back",
}  # fmt: skip
DONE = {200, 204, 302, 303}
PART, JSON = {"HX-Request": "true", "HX-Request-Type": "partial"}, {"Accept": "application/json"}


def place(house: House, url: str) -> str:
    return url.format(
        claim=house.claim.id,
        annotation=first(Annotation)(house).id,
        target=first(Target)(house).id,
        article=first(Annotation)(house).article_id,
        evidence=first(Evidence)(house).id,
        thread=house.thread.id,
        comment=house.thread.comments[0].id,
        draft=house.draft.id,
        waiting=house.waiting.id,
        verdict=house.published.verdict_id,
        takedown=house.takedown.id,
        feed=first(FollowedFeed)(house).id,
        list=first(CheckImport)(house).id,
    )


def sent(house: House, url: str) -> dict[str, str]:
    """A form that is complete enough to reach the permission check."""
    shown = factories.shown_on(house.client("Ada"), house.waiting.id) if "waiting" in url else {}
    rows = {"target": first(Target)(house), "claim": house.claim, "draft": house.draft, "takedown": house.takedown}
    name = url.partition("{")[2].partition("}")[0]
    thing = house.thread.comments[0] if name == "comment" else rows.get(name)
    revision = str(getattr(thing, "revision", 1))
    words = {
        "reason": "Why",
        "note": "Why",
        "body": "Other words",
        "statement": "Other words",
        "kind": "checkable",
        "claimant_kind": "person",
        "exact": "mayor Signe Holt",
        "stance": "context",
        "quote": "Other words",
    }
    role = {"role": "reviewer", "name": "Nina Nordström", "email": "nina@newsroom.example", "active": "1"}
    return {"revision": revision, **words, **role, "digest": "0" * 64, **shown, "_key": new_key()}


def recorded() -> int:
    return db.session.scalar(select(func.count()).select_from(Event).where(Event.action.not_like("review:shown%"))) or 0


def pattern(url: str) -> str:
    """An address with `#` for each number."""
    return re.sub(r"<[^>]+>|\{\w+\}|(?<=/)1(?=/|$)", "#", url)


def test_every_route_that_writes_is_among_these(app: Flask) -> None:
    writing = [rule for rule in routes(app) if "POST" in (rule.methods or ()) and not is_open(app, rule)]
    found = {pattern(rule.rule) for rule in writing if not hasattr(app.view_functions[rule.endpoint], "is_question")}
    assert found == {*map(pattern, ACTS), *ANYBODY, *EDITORS}


def is_open(app: Flask, rule: Rule) -> bool:
    """Whether a route is for signing in, or for the holder of an invitation."""
    return rule.endpoint.startswith("security.") or hasattr(app.view_functions[rule.endpoint], "is_public")


def test_nobody_who_is_not_signed_in_writes_anything(house: House) -> None:
    client, before = house.client(None), recorded()
    for rule in routes(house.app):
        if "POST" in (rule.methods or ()) and not is_open(house.app, rule):
            answer = client.post(addresses(house.app, rule, 1)[0], data={"_key": new_key()})
            assert (answer.location or "").startswith("/login"), rule
    assert recorded() == before


@pytest.mark.parametrize("url", ACTS)
def test_only_permitted_people_can_write(house: House, url: str) -> None:
    act, where = ACTS[url], place(house, url)
    may = {name: can(make_user(name, role), act.permission, act.thing(house)) for name, role in CAST.items()}
    assert set(may.values()) == {True, False}, "an act that all may do needs no test of who may"
    for name in (None, *(name for name in CAST if not may[name])):
        before = recorded()
        answer = house.client(name).post(where, data=sent(house, url))
        assert recorded() == before, (name, answer.status_code)
        if name is None:
            assert answer.location.startswith("/login"), where
        else:
            assert answer.status_code in {403, 404}, (name, answer.status_code, answer.text[-600:])
    for name in (name for name in CAST if may[name]):
        answer = house.client(name).post(where, data=sent(house, url))
        assert answer.status_code not in {403, 500}, (name, answer.text[-600:])


@pytest.mark.on_sqlite  # who sees what is the same on both databases
@pytest.mark.parametrize("name", [None, *CAST])
def test_no_page_shows_what_its_reader_may_not_see(house: House, name: str | None) -> None:
    client, told = house.client(name), set()
    user = make_user(name, CAST[name]) if name else None
    for text in every_answer(house.app, client):
        told |= {words for words in (REVIEW, DRAFT, TYPED, DEVICE) if words in text}
    seen = standing(house.claim.id, user) if user else None
    may = {
        REVIEW: name == "Rob" or can(user, P.SEE_REVIEWS, seen),
        DRAFT: name == "Edda" or can(user, P.SEE_DRAFT_VERDICT, seen),
        TYPED: name == "Rita",
        DEVICE: name == "Edda",
    }
    assert told <= {words for words, is_allowed in may.items() if is_allowed}
    assert ({REVIEW, DRAFT} & told) == {words for words in (REVIEW, DRAFT) if may[words]}, "else nothing was tested"


def every_answer(app: Flask, client: FlaskClient) -> Iterator[str]:
    """The text of every page, part and JSON answer; headers that a page doesn't look for are not sent."""
    with hearing(app) as heard:
        for rule in routes(app):
            for url in addresses(app, rule, 8) if "GET" in (rule.methods or ()) else ():
                answers = [client.get(url)]
                asked = [headers for headers in (PART, JSON) if heard.is_any_of(headers)]
                answers += [client.get(url, headers=headers) for headers in asked]
                assert max(answer.status_code for answer in answers) < 500, url
                yield from (answer.text for answer in answers)


def test_people_without_access_get_nothing(house: House) -> None:
    client, ada = house.client("Ada"), make_user("Ada", Role.ADMIN)
    ada.active = False
    db.session.commit()
    for rule in routes(house.app):
        for method in () if is_open(house.app, rule) else sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = client.open(addresses(house.app, rule, 1)[0], method=method, data={"_key": new_key()})
            assert answer.location is not None, rule
            assert answer.location.startswith("/login"), rule
