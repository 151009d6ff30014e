"""People who do the same at the same moment: no 500, no duplicate, no deadlock."""

from __future__ import annotations

import ast
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations_with_replacement
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from werkzeug.test import TestResponse

from factcheck.accounts.models import FormerName, Invitation, Role, User
from factcheck.annotations.models import Target
from factcheck.archives.models import IndependentCopy
from factcheck.articles.models import Article, Version
from factcheck.audit.models import Event
from factcheck.calculations.models import Calculation
from factcheck.captures import service as captures
from factcheck.captures.models import Capture
from factcheck.claims.models import Claim, Claimant, Tag
from factcheck.config import PROJECT
from factcheck.db import Base, db
from factcheck.evidence.models import Evidence
from factcheck.help.models import TourProgress
from factcheck.inbox.models import FollowedFeed
from factcheck.merging.models import DistinctSources, SourceMerge
from factcheck.origins.models import OriginDecision
from factcheck.people.service import invite
from factcheck.pictures.models import ArticlePicture
from factcheck.prior_checks.models import CheckImport, PriorCheck
from factcheck.publishers.models import Publisher
from factcheck.questions.models import ClaimQuestion
from factcheck.reviews.models import Assignment, Recheck, Review
from factcheck.site.models import ReportSetting
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.threads.models import Comment
from factcheck.verdicts.models import Edition, Takedown, Verdict, Withdrawal
from factcheck.viewing.models import GraphicMark
from factcheck.watching.models import WatchedPage
from factcheck.web.drafts import Draft
from factcheck.web.idempotency import new_key
from tests.databases import IS_POSTGRESQL
from tests.factories import (
    make_article,
    make_claim,
    make_edition,
    make_evidence,
    make_thread,
    make_user,
    post,
    shown_on,
    sign_in,
    upload,
)
from tests.pictures.drawn import picture
from tests.sizes import IS_THOROUGH

PEOPLE = ("Rita", "Rob", "Ruth", "Ralf")
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)
EDITORS = ("Elsa", "Egon", "Esra", "Elia")
PATIENCE = 60.0  # seconds until a test fails; it never waits that long
WORDS = ("The harbour will open in May", "said on Monday", "not a day later", "Costs were halved")


class Sent(NamedTuple):
    """A form, its sender and its address."""

    client: FlaskClient
    url: str
    form: Mapping[str, object]


class Race(NamedTuple):
    """Forms sent at once, how many of them succeed, and the number of rows afterwards."""

    forms: list[Sent]
    winners: int
    rows: dict[type[Base], int]


RACES: dict[str, Callable[[Flask], Race]] = {}
INSERTS: set[str] = set()  # functions that insert, as `module.function`


def inserts(*functions: str) -> Callable[[Callable[[Flask], Race]], Callable[[Flask], Race]]:
    """Register a race in which these functions insert rows."""

    def mark(prepare: Callable[[Flask], Race]) -> Callable[[Flask], Race]:
        RACES[prepare.__name__] = prepare
        INSERTS.update(functions)
        return prepare

    return mark


def make_source() -> int:
    """The id of a source with an address."""
    source = sources.add(make_user("Sara"), sources.SourceDetails("Permit", url="https://town.example/permit"))
    db.session.commit()
    return source.id


def people(app: Flask, names: Sequence[str] = PEOPLE, role: Role = Role.REVIEWER) -> list[FlaskClient]:
    return [sign_in(app.test_client(), make_user(name, role)) for name in names]


def one_person(app: Flask, name: str = "Rita", role: Role = Role.REVIEWER) -> list[FlaskClient]:
    return [sign_in(app.test_client(), make_user(name, role)) for _ in PEOPLE]


def all_send(clients: Sequence[FlaskClient], where: str, /, **form: str) -> list[Sent]:
    return [Sent(client, where, form) for client in clients]


@inserts("claims.service.describe", "claims.service.add", "annotations.service._annotate", "audit.service.record")
def one_tag(app: Flask) -> Race:
    version = make_article()
    form = {"statement": "It opens", "kind": "checkable", "claimant_kind": "person", "tags": "port, sea"}
    forms = [
        Sent(client, f"/articles/{version.article_id}/claims", {**form, "exact": words})
        for client, words in zip(people(app), WORDS, strict=True)
    ]
    return Race(forms, 4, {Tag: 2, Claim: 4})


@inserts("claims.claimants.claimant_of", "web.idempotency.commit")
def one_claimant(app: Flask) -> Race:
    version = make_article()
    form = {"statement": "It opens", "kind": "checkable", "claimant_kind": "person", "claimant_name": "Signe Holt"}
    forms = [
        Sent(client, f"/articles/{version.article_id}/claims", {**form, "exact": words})
        for client, words in zip(people(app), WORDS, strict=True)
    ]
    return Race(forms, 4, {Claimant: 1, Claim: 4})


@inserts("calculations.service.add")
def tables_on_one_claim(app: Flask) -> Race:
    """Each table gets a number of its own."""
    url = f"/claims/{make_claim().id}/tables/new"
    forms = [Sent(person, url, {"title": "Ships", "cells": ["1", "", "5"]}) for person in people(app)]
    return Race(forms, winners=4, rows={Calculation: 4})


@inserts("evidence.service.add", "sources.service.add", "publishers.service.add")
def one_source_address(app: Flask) -> Race:
    url = f"/claims/{make_claim().id}/evidence/new"
    form = {
        "title": "The permit",
        "publisher": "Town of Skarholm",
        "url": "https://town.example/permit",
        "source_kind": "page",
        "source_class": "primary",
    }
    form |= {"stance": "refutes", "quote": "Opening: September."}
    return Race(all_send(people(app), url, **form), 4, {Source: 1, Publisher: 1, Evidence: 4})


@inserts("questions.service.ask")
def one_number_of_a_question(app: Flask) -> Race:
    url = f"/claims/{make_claim().id}/questions/new"
    return Race(all_send(people(app), url, text="Who pays?"), 4, {ClaimQuestion: 4})


@inserts("captures.service.queue")
def one_capture(app: Flask) -> Race:
    make_evidence(make_claim())
    return Race(all_send(people(app), "/sources/1/captures"), 4, {Capture: 1})


@inserts("viewing.service.mark_graphic")
def one_graphic_mark(app: Flask) -> Race:
    rita, source = make_user("Rita"), make_evidence(make_claim()).source
    capture = captures.upload(rita, source, "a.png", captures.read_upload(rita, source, "a.png", PICTURE))
    db.session.commit()
    return Race(all_send(people(app), f"/captures/{capture.id}/graphic"), 1, {GraphicMark: 1})


@inserts("inbox.service.follow")
def one_feed(app: Flask) -> Race:
    url = "https://courier.example/feed"
    form = {"url": url, "seen": url, "title": "Courier", "keywords": "", "interval": "6", "choice": "add"}
    return Race(all_send(people(app, EDITORS, Role.EDITOR), "/inbox/feeds/new", **form), 1, {FollowedFeed: 1})


@inserts("reviews.service.submit")
def own_review(app: Flask) -> Race:
    form = {"rating": "false", "rationale": "The permit says September.", "confidence": "high", "seen": "0"}
    return Race(all_send(one_person(app), f"/claims/{make_claim().id}/reviews/new", **form), 1, {Review: 1})


@inserts()
def reviews_of_four(app: Flask) -> Race:
    form = {"rating": "false", "rationale": "The permit says September.", "confidence": "high"}
    return Race(all_send(people(app), f"/claims/{make_claim().id}/reviews/new", **form), 4, {Review: 4})


@inserts("reviews.service.assign")
def one_assignment(app: Flask) -> Race:
    reviewer, claim = make_user("Rita"), make_claim()
    clients = people(app, EDITORS, Role.EDITOR)
    return Race(all_send(clients, f"/claims/{claim.id}/assignments", reviewer=str(reviewer.id)), 4, {Assignment: 1})


@inserts("verdicts.service.propose")
def first_verdict(app: Flask) -> Race:
    form = {"rating": "false", "headline": "Not in May", "summary": "In autumn.", "rationale": "So it says."}
    clients = people(app, EDITORS, Role.EDITOR)
    return Race(all_send(clients, f"/claims/{make_claim().id}/verdict/new", **form), 1, {Verdict: 1, Edition: 1})


@inserts("site.service.set_report")
def first_report_setting(app: Flask) -> Race:
    form = {"text": "whole-text", "shows_progress": "y", "revision": "0"}
    clients = people(app, EDITORS, Role.EDITOR)
    return Race(all_send(clients, f"/articles/{make_article().article_id}/report", **form), 1, {ReportSetting: 1})


@inserts("help.tour._progress")
def first_step_of_the_tour(app: Flask) -> Race:
    return Race(all_send(one_person(app), "/help/tour/steps/open", done="1"), 4, {TourProgress: 1})


@inserts("drafts.service.keep")
def draft_of_one_form(app: Flask) -> Race:
    url = f"/drafts?form=/claims/{make_claim().id}/reviews/new&title=A+claim"
    return Race(all_send(one_person(app), url, rationale="So it says."), 4, {Draft: 1})


@inserts("intake.freezing.first_version", "intake.freezing.frozen", "storage.store.put", "drafts.files.keep")
def one_article(app: Flask) -> Race:
    url = "https://courier.example/quay"
    form = {"title": "The quay", "language": "en", "is_undated": "y", "text": "The quay is closed in August."}
    return Race(all_send(people(app), "/articles/new", **form, canonical_url=url), 1, {Article: 1})


@inserts("jobs.service.enqueue")
def next_version(app: Flask) -> Race:
    url = f"/articles/{make_article().article_id}/update"
    return Race(all_send(people(app), url, text="The harbour opens in June.", seen="1"), 1, {Version: 2})


@inserts("threads.comments.say")
def answers_to_one_question(app: Flask) -> Race:
    thread = make_thread()
    return Race(all_send(people(app), f"/threads/{thread.id}/reply", body="The permit of May."), 4, {Comment: 5})


@inserts("live.service._arrive")
def arrivals(app: Flask) -> Race:
    url = f"/articles/{make_article().article_id}/presence"
    return Race(all_send(one_person(app), url, block="1"), 4, {})


@inserts("people.service.invite")
def one_invitation(app: Flask) -> Race:
    clients = people(app, ("Ada", "Alan", "Anna", "Alma"), Role.ADMIN)
    form = {"name": "Olga", "email": "olga@newsroom.example", "role": "reviewer"}
    return Race(all_send(clients, "/people/invitations", **form), 4, {Invitation: 4})


@inserts("people.service.rename")
def one_name(app: Flask) -> Race:
    admin = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    forms = [Sent(admin, f"/people/{make_user(name).id}/name", {"name": "Robin Berg"}) for name in PEOPLE]
    return Race(forms, 1, {FormerName: 1})


@inserts("accounts.service.make_person", "accounts.service.accept")
def one_invitation_accepted(app: Flask) -> Race:
    _invitation, token = invite(make_user("Ada", Role.ADMIN), "Olga", "olga@paper.example", Role.REVIEWER)
    db.session.commit()
    clients = [app.test_client() for _ in PEOPLE]
    form = {"name": "Olga", "password": "correct horse battery", "password_confirm": "correct horse battery"}
    return Race(all_send(clients, f"/invitations/{token}", **form), 1, {User: 2})


@inserts("corrections.withdrawals.withdraw", "verdicts.basis_questions.service.reconsider")
def one_withdrawal(app: Flask) -> Race:
    edition = make_edition(state="published")
    clients = people(app, EDITORS, Role.EDITOR)
    form = {"reason": "The permit was forged.", "digest": edition.record_sha256 or ""}
    return Race(all_send(clients, f"/verdicts/{edition.verdict_id}/withdraw", **form), 1, {Withdrawal: 1})


@inserts("corrections.takedowns.ask")
def one_takedown(app: Flask) -> Race:
    edition = make_edition(state="published")
    clients = people(app, EDITORS, Role.EDITOR)
    form = {"reason": "court-order", "note": "District court, 12 C 345"}
    return Race(all_send(clients, f"/verdicts/{edition.verdict_id}/takedown", **form), 1, {Takedown: 1})


@inserts("watching.service.switch_on")
def one_watched_page(app: Flask) -> Race:
    return Race(all_send(people(app), f"/sources/{make_source()}/watch"), 1, {WatchedPage: 1})


@inserts("origins.service.decide")
def one_decision_on_an_origin(app: Flask) -> Race:
    user, first = make_user("Rita"), make_source()
    other = sources.add(user, sources.SourceDetails("Wire copy"))
    db.session.commit()
    clients = people(app)
    return Race(all_send(clients, f"/sources/{first}/origin/{other.id}", decision="one"), 1, {OriginDecision: 1})


@inserts("merging.service.merge")
def one_merge_of_two_sources(app: Flask) -> Race:
    first, user = make_source(), make_user("Rita")
    other = sources.add(user, sources.SourceDetails("Permit of the town"))
    db.session.commit()
    seen = {"revision": "1", "other_revision": "1"}
    pairs = [(first, other.id), (other.id, first)] * 2
    clients = people(app, EDITORS, Role.EDITOR)
    forms = [
        Sent(client, f"/sources/{kept}/merge/{merged}", seen)
        for client, (kept, merged) in zip(clients, pairs, strict=True)
    ]
    return Race(forms, 1, {SourceMerge: 1})


@inserts("merging.service.decide_distinct")
def one_decision_that_sources_are_two(app: Flask) -> Race:
    first = make_source()
    other = sources.add(make_user("Rita"), sources.SourceDetails("Permit of the town"))
    db.session.commit()
    clients = people(app, EDITORS, Role.EDITOR)
    return Race(all_send(clients, f"/sources/{first}/apart/{other.id}"), 1, {DistinctSources: 1})


@inserts("archives.service.enter")
def one_independent_copy(app: Flask) -> Race:
    where, copy = f"/sources/{make_source()}/copies/new", "https://web.archive.example/2026/permit"
    return Race(all_send(people(app), where, url=copy), 1, {IndependentCopy: 1})


@inserts("prior_checks.service.import_list", "prior_checks.service._store")
def one_list_of_checks(app: Flask) -> Race:
    row = b"claim,publisher,url,rating\nThe harbour opens in May.,Fact Bureau,https://bureau.example/1,False\n"
    clients = people(app, EDITORS, Role.EDITOR)
    forms = [Sent(it, "/prior-checks/import", {"choice": "import", "upload": upload(row, "a.csv")}) for it in clients]
    return Race(forms, 1, {CheckImport: 1, PriorCheck: 1})


@inserts("pictures.service.add")
def one_picture(app: Flask) -> Race:
    where = f"/articles/{make_article().article_id}/pictures"
    forms = [Sent(it, where, {"picture": upload(picture(), "a.png")}) for it in people(app)]
    return Race(forms, 4, {ArticlePicture: 1})


@inserts()
def one_decision(app: Flask) -> Race:
    edition = make_edition(state="submitted")
    clients = people(app, EDITORS, Role.EDITOR)
    forms = [Sent(it, f"/editions/{edition.id}/approve", shown_on(it, edition.id)) for it in clients]
    return Race(forms, 1, {Edition: 1})


@inserts("undo.service.as_one")
def tags_of_several(app: Flask) -> Race:
    version = make_article()
    ids = [make_claim(words, version).id for words in WORDS[:2]]
    form = {"act": "tag", "tags": "port", "claim": [f"{it}-1" for it in ids]}
    return Race([Sent(it, "/claims", form) for it in people(app)], 1, {Tag: 1})


@inserts("undo.service.undo", "undo.service._inside")
def one_undo(app: Flask) -> Race:
    make_claim()
    return Race(all_send(one_person(app), "/undo"), 1, {Claim: 1})


@inserts("reviews.rechecks.follow")
def one_edit(app: Flask) -> Race:
    form = {"statement": "It opens late", "kind": "checkable", "claimant_kind": "person", "revision": "1"}
    clients = people(app, EDITORS, Role.EDITOR)
    return Race(all_send(clients, f"/claims/{make_claim().id}/edit", **form), 1, {Claim: 1, Recheck: 1})


@inserts()
def one_archive(app: Flask) -> Race:
    claim = make_claim()
    return Race(all_send(one_person(app), f"/claims/{claim.id}/archive"), 1, {Claim: 1})


@inserts()
def one_key(app: Flask) -> Race:
    version, key = make_article(), new_key()
    form = {"statement": "It opens", "kind": "checkable", "claimant_kind": "person", "exact": WORDS[0], "_key": key}
    return Race(all_send(one_person(app), f"/articles/{version.article_id}/claims", **form), 4, {Claim: 1})


NO_RACE = {
    "publishers.service._take_names": "looks for the name first, with the writers' lock of its view",
    "redaction.service.redact": "of two copies of one original, the second sees the first (tests/redaction)",
    "confidential.reads.store": "each reading is a row of its own",
    "confidential.service._give": "an access is unique in its table, and given again by whoever comes second",
    "sources.reliability.add": "each note is a row of its own",
    "relations.service.relate": "looks first, with the writers’ lock; an index refuses a second whole of a part",
    "questions.answering.add": "each answer is one of its own, however alike",
    "replies.service.ask": "each request is one of its own, however alike",
    "archives.service.queue": "looks for one that is under way first, as an address that is entered looks for its like",
    "captures.article_job.capture_version.write": "by one worker, which holds the job (tests/jobs)",
    "intake.files.fetch_record.remember_fetch": "each fetch is a row of its own",
    "time_proofs.stamping_job._add": "by one worker, which holds the job (tests/jobs)",
    "watching.alarms.compare_job._settle": "by one worker, which holds the job (tests/jobs)",
    "watching.looks.robots.store": "by jobs of one lane, of which one is done at a time",
    "watching.looks.source_look._add": "by jobs of one lane, of which one is done at a time",
    "watching.looks.source_look.note_gone": "by jobs of one lane, of which one is done at a time",
    "inbox.fetch_job._add": "by one worker for each feed; of two feeds with one address, the later job runs again",
    "accounts.session.begin": "each sign-in has a secret of its own",
    "reanchoring.job._store": "by one worker, which holds the job (tests/jobs)",
    "corrections.source_changes.answer": "each answer is a row of its own",
    "storage.marker.refuse_other_place": "at the start of a server, whose first statement waits for another one",
    "captures.quote_job._store": "by one worker, which holds the job (tests/jobs)",
    "captures.article_source._copied": "looks for the same bytes first, with the writers' lock of its view",
    "captures.service.upload": "each copy is a row of its own; of the same bytes, the second sees the first",
    "health.watch.can_write": "a trial that is rolled back",
    "db.prepared._call": "makes a statement and carries none out",
    "drafts.files.store_ahead": "a piece that is there already is left as it is (tests/drafts)",
    "db.insertion.first_or_add": "raced by tags and claimants",
    "db.insertion.insert_object": "raced by claims",
}


def inserting_functions() -> set[str]:
    """All our functions that insert rows, found in the source."""
    found = set()
    for path in sorted((PROJECT / "factcheck").rglob("*.py")):
        if "migrations" not in path.parts:
            module = ".".join(path.relative_to(PROJECT / "factcheck").with_suffix("").parts)
            found |= {f"{module}.{name}" for name in _inserting(ast.parse(path.read_text()), "")}
    return found


def _inserting(node: ast.AST, name: str) -> set[str]:
    found = set()
    for child in ast.iter_child_nodes(node):
        inside = f"{name}.{child.name}".strip(".") if isinstance(child, ast.FunctionDef) else name
        if isinstance(child, ast.Call) and ast.unparse(child.func) in {
            "db.session.add",
            "put",
            "first_or_add",
            "insert",
            "insert_apart",
            "insert_object",
        }:
            found.add(inside)
        found |= _inserting(child, inside)
    return found


def test_every_function_that_inserts_is_raced() -> None:
    assert inserting_functions() == INSERTS | NO_RACE.keys()


def at_once(app: Flask, forms: Sequence[Sent]) -> list[TestResponse]:
    """The answers to forms sent at one moment, in order."""
    start, answers = threading.Barrier(len(forms)), dict[int, TestResponse]()

    def send(index: int, it: Sent) -> None:
        with app.app_context():
            start.wait(PATIENCE)
            answers[index] = post(it.client, it.url, **it.form)

    db.session.remove()
    threads = [threading.Thread(target=send, args=pair) for pair in enumerate(forms)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return [answers[index] for index in range(len(forms))]


@pytest.mark.parametrize("name", sorted(RACES))
def test_the_same_at_the_same_moment(app: Flask, name: str) -> None:
    race = RACES[name](app)
    answers = at_once(app, race.forms)
    tally = Counter(answer.status_code for answer in answers)
    assert set(tally) <= {200, 204, 303, 404, 409, 422}, (tally, [answer.text for answer in answers])
    assert sum(count for status, count in tally.items() if status < 400) == race.winners, tally
    for kind, count in race.rows.items():
        assert db.session.scalar(select(func.count()).select_from(kind)) == count, kind
    acts = db.session.execute(select(Event.id, Event.previous_sha256)).all()
    assert len({before for _id, before in acts}) == len(acts), "the chain forks"


def acts_on_one_claim(app: Flask) -> list[Sent]:
    """Forms about one claim and its evidence and reviews, each by another person."""
    edition = make_edition(state="submitted")
    claim = edition.verdict.claim
    claim_id, article_id = claim.id, claim.annotations[0].article_id
    row = make_evidence(claim)
    thread = make_thread(claim)
    target_id = db.session.scalars(select(Target.id)).first()
    edda, emil, rob, ruth = [
        sign_in(app.test_client(), make_user(name, role))
        for name, role in (
            ("Elsa", Role.EDITOR),
            ("Egon", Role.EDITOR),
            ("Rob", Role.REVIEWER),
            ("Ruth", Role.REVIEWER),
        )
    ]
    edit = {"statement": "It opens late", "kind": "checkable", "claimant_kind": "person", "tags": "port"}
    review = {"rating": "false", "rationale": "So it says [1].", "confidence": "high"}
    return [
        Sent(rob, f"/claims/{claim_id}/edit", {**edit, "revision": str(claim.revision)}),
        Sent(rob, f"/claims/{claim_id}/reviews/new", review),
        Sent(
            ruth,
            f"/claims/{claim_id}/evidence/new",
            {"title": "Log", "source_class": "primary", "stance": "refutes", "quote": "Closed."},
        ),
        Sent(ruth, f"/evidence/{row.id}/withdraw", {}),
        Sent(ruth, f"/threads/{thread.id}/reply", {"body": "Edda, look."}),
        Sent(rob, f"/threads/{thread.id}/block", {}),
        Sent(edda, f"/editions/{edition.id}/approve", shown_on(edda, edition.id)),
        Sent(emil, f"/editions/{edition.id}/send-back", {**shown_on(emil, edition.id), "reason": "Read [1] again."}),
        Sent(edda, f"/claims/{claim_id}/archive", {}),
        Sent(emil, f"/claims/{claim_id}/assignments", {"reviewer": str(make_user("Rob").id)}),
        Sent(rob, f"/targets/{target_id}/move", {"exact": "The harbour will open", "revision": "1"}),
        Sent(ruth, f"/articles/{article_id}/update", {"text": "The harbour opens in June.", "seen": "1"}),
        Sent(rob, "/undo", {}),
    ]


def deadlocks() -> int:
    """The number of deadlocks that PostgreSQL found in this database."""
    if not IS_POSTGRESQL:
        return 0
    query = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    return int(db.session.scalar(text(query)) or 0)


PAIRS = list(combinations_with_replacement(range(13), 2))


@pytest.mark.parametrize("pair", PAIRS if IS_THOROUGH else PAIRS[::7])
def test_any_two_events_on_one_claim_at_the_same_moment(app: Flask, pair: tuple[int, int]) -> None:
    before = deadlocks()
    forms = acts_on_one_claim(app)
    assert len(forms) == 13
    answers = at_once(app, [forms[index] for index in pair])
    assert {answer.status_code for answer in answers} <= {200, 303, 403, 404, 409, 422}, [it.text for it in answers]
    assert deadlocks() == before


def test_a_request_that_lost_a_deadlock_runs_again(app: Flask) -> None:
    """On PostgreSQL two requests that write only their own rows may still meet; the loser's view runs again."""
    race = RACES["draft_of_one_form"](app)
    for _round in range(5):
        assert {it.status_code for it in at_once(app, race.forms)} == {200}


def test_every_module_named_here_exists() -> None:
    for name in INSERTS:
        module = name.rsplit(".", 1)[0].replace(".", "/")
        assert (Path(PROJECT) / "factcheck" / f"{module}.py").exists(), name
