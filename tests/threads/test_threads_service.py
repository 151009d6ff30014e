"""What can be done with conversations and comments, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.audit.models import Event
from factcheck.audit.queries import history_of
from factcheck.claims import service as claims
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.threads import comments, queries, service
from factcheck.threads.models import Comment, Mention, Thread
from tests.factories import make_article, make_claim, make_thread, make_user


@pytest.fixture(autouse=True)
def _with_app(app: Flask) -> None:
    """Every test here uses the database."""


@pytest.fixture
def rita() -> User:
    return make_user("Rita")


@pytest.fixture
def rob() -> User:
    return make_user("Rob")


def edda() -> User:
    return make_user("Edda", Role.EDITOR)


def asked(user: User) -> list[str]:
    """What waits on this person's desk."""
    return [it.comment.body for it in db.session.scalars(queries.unseen(user.id))]


def acts() -> list[str]:
    return list(db.session.scalars(select(Event.action).order_by(Event.id)))


def test_a_conversation_is_begun_answered_resolved_and_reopened(rita: User, rob: User) -> None:
    thread = service.start(rita, make_claim(), "Which permit?")
    service.reply(rob, thread, "The one of March.")
    service.resolve(rob, thread)
    assert (thread.resolved_by, [it.body for it in thread.comments]) == (rob, ["Which permit?", "The one of March."])
    service.reopen(rita, thread)
    assert (thread.resolved_at, thread.resolved_by) == (None, None)
    assert acts()[-4:] == ["thread:start", "thread:reply", "thread:resolve", "thread:reopen"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("open in May", "open in May"),
        ("  The harbour will open  ", "The harbour will open"),
        ("“Costs were halved.”", "“Costs were halved.”"),
        ('"Costs were halved."', "“Costs were halved.”"),
        ("", None),
        ("  ", None),
    ],
)
def test_the_words_it_is_about_are_kept_as_the_claim_has_them(rita: User, typed: str, kept: str | None) -> None:
    claim = make_claim()
    version = claim.annotations[0].version
    annotation_service.join(rita, claim, version, [Quote("“Costs were halved.”")])
    db.session.commit()
    assert service.start(rita, claim, "Whose words?", typed).exact == kept


@pytest.mark.parametrize("typed", ["not a day later", "the harbor will opens in June", "x"])
def test_words_that_are_not_the_claims_are_refused_and_never_guessed(rita: User, typed: str) -> None:
    with pytest.raises(Invalid, match="isn’t in the claim’s quotation") as refusal:
        service.start(rita, make_claim(), "Whose words?", typed)
    assert refusal.value.field == "exact"


@pytest.mark.parametrize(
    ("body", "words"), [("", "Enter a comment"), (" \r\n ", "Enter a comment"), ("ü" * 5001, "5,001")]
)
def test_an_empty_or_too_long_body_is_refused_wherever_it_is_said(rita: User, body: str, words: str) -> None:
    thread = make_thread()
    said = thread.comments[0]
    for act in (
        lambda: service.start(rita, thread.claim, body),
        lambda: service.reply(rita, thread, body),
        lambda: comments.edit(rita, said, body, said.revision),
    ):
        with pytest.raises(Invalid, match=words) as refusal:
            act()
        assert refusal.value.field == "body"
        db.session.rollback()


def test_a_body_of_5000_characters_is_said(rita: User) -> None:
    assert len(make_thread(body="🎉" * 5000).comments[0].body) == 5000


ACTS: dict[str, Callable[[User, Thread, Comment], object]] = {
    "start": lambda who, thread, _: service.start(who, thread.claim, "Which page?"),
    "reply": lambda who, thread, _: service.reply(who, thread, "This page."),
    "resolve": lambda who, thread, _: service.resolve(who, thread),
    "reopen": lambda who, thread, _: service.reopen(who, thread),
    "block": lambda who, thread, _: service.block(who, thread),
    "unblock": lambda who, thread, _: service.unblock(who, thread),
    "edit": lambda who, _, comment: comments.edit(who, comment, "Which page?", comment.revision),
    "remove": lambda who, _, comment: comments.remove(who, comment),
    "restore": lambda who, _, comment: comments.restore(who, comment),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_said_about_an_archived_claim(rita: User, act: str) -> None:
    thread = make_thread()
    claims.archive(rita, thread.claim)
    with pytest.raises(Conflict, match="archived"):
        ACTS[act](rita, thread, thread.comments[0])


@pytest.mark.parametrize("act", [*ACTS, "see"])
def test_who_has_no_access_any_more_may_nothing(rita: User, act: str) -> None:
    thread = make_thread()
    rita.active = False
    with pytest.raises(NotAllowed):
        (ACTS[act] if act in ACTS else lambda *_: service.see(rita, thread))(rita, thread, thread.comments[0])


@pytest.mark.parametrize("act", ["block", "edit", "remove", "restore"])
def test_what_is_anothers_is_left_to_them_and_to_editors(rob: User, act: str) -> None:
    thread = make_thread()
    if act == "restore":
        comments.remove(thread.author, thread.comments[0])
    with pytest.raises(NotAllowed):
        ACTS[act](rob, thread, thread.comments[0])
    if act == "edit":
        with pytest.raises(NotAllowed, match="Only its author"):
            ACTS[act](edda(), thread, thread.comments[0])
    else:
        ACTS[act](edda(), thread, thread.comments[0])


@pytest.mark.parametrize("act", ["resolve", "unblock"])
def test_a_block_is_lifted_by_an_editor_or_by_who_began_it(rita: User, rob: User, act: str) -> None:
    for who in (rita, edda()):
        thread = make_thread(is_blocking=True)
        with pytest.raises(NotAllowed, match="who started"):
            ACTS[act](rob, thread, thread.comments[0])
        ACTS[act](who, thread, thread.comments[0])
        assert list(db.session.scalars(queries.blocking(thread.claim_id))) == []
        db.session.rollback()


@pytest.mark.parametrize(
    ("before", "act", "words"),
    [
        ("", "reopen", "already open"),
        ("resolve", "resolve", "already resolved"),
        ("resolve", "reply", "Rita resolved this conversation in the meantime"),
        ("resolve", "block", "Reopen it first"),
        ("resolve", "unblock", "Reopen it first"),
        ("block", "block", "already blocks approval"),
        ("", "unblock", "doesn’t block approval"),
        ("", "restore", "been removed"),
        ("remove", "remove", "already been removed"),
        ("remove", "edit", "Restore it first"),
    ],
)
def test_what_is_so_already_is_refused(rita: User, before: str, act: str, words: str) -> None:
    thread = make_thread()
    if before:
        ACTS[before](rita, thread, thread.comments[0])
    with pytest.raises((Conflict, Invalid), match=words):
        ACTS[act](rita, thread, thread.comments[0])


def test_only_what_is_open_and_blocking_blocks(rita: User) -> None:
    claim = make_claim()
    make_thread(claim)
    first, second = make_thread(claim, is_blocking=True), make_thread(claim, is_blocking=True)
    make_thread(make_claim(version=make_article("The harbour will open in May. Again.")), is_blocking=True)
    assert list(db.session.scalars(queries.blocking(claim.id))) == [first.id, second.id]
    service.resolve(rita, first)
    service.unblock(rita, second)
    assert list(db.session.scalars(queries.blocking(claim.id))) == []
    service.reopen(rita, first)
    assert list(db.session.scalars(queries.blocking(claim.id))) == [first.id]


def test_ones_own_words_are_changed_and_the_record_keeps_what_they_were(rita: User) -> None:
    said = make_thread().comments[0]
    comments.edit(rita, said, "Which permit, and of which day?", said.revision)
    assert said.edited_at is not None
    event = db.session.scalars(history_of(("comment", said.id))).one()
    assert event.before == {"body": "Which permit?"}
    assert event.after == {"body": "Which permit, and of which day?", "asked": []}
    comments.edit(rita, said, "Which permit, and of which day?\r\n", said.revision)
    assert len(db.session.scalars(history_of(("comment", said.id))).all()) == 1


def test_a_stale_change_is_refused(rita: User) -> None:
    said = make_thread().comments[0]
    comments.edit(rita, said, "Which page?", said.revision)
    with pytest.raises(EditConflict, match="in another window"):
        comments.edit(rita, said, "Which permit of March?", said.revision - 1)
    assert said.body == "Which page?"


def test_a_removed_comment_keeps_its_place_and_comes_back(rita: User) -> None:
    said = make_thread().comments[0]
    comments.remove(edda(), said)
    assert said.removed_by.name == "Edda"
    event = db.session.scalars(history_of(("comment", said.id))).one()
    assert (event.actor_name, event.before, event.after) == ("Edda", {"body": "Which permit?"}, None)
    comments.restore(rita, said)
    assert (said.removed_at, said.removed_by, said.body) == (None, None, "Which permit?")


def test_who_is_named_is_asked_until_they_look(rita: User, rob: User) -> None:
    thread = make_thread(body="@rob, which permit?")
    assert asked(rob) == ["@rob, which permit?"]
    service.see(rob, thread)
    assert asked(rob) == []
    before = len(acts())
    service.see(rob, thread)
    assert len(acts()) == before
    assert acts()[-1] == "mention:see"


def test_who_answers_has_seen_what_they_were_asked_there_and_only_there(rita: User, rob: User) -> None:
    claim = make_claim()
    thread = make_thread(claim, "@Rob, which permit?")
    make_thread(claim, "@Rob, which page?")
    service.reply(rob, thread, "The one of March.")
    assert asked(rob) == ["@Rob, which page?"]


def test_the_longest_name_is_asked_and_everybody_of_that_name(rita: User) -> None:
    both = [User(name="Rob Lund", email=f"{n}@x.example", role=Role.REVIEWER, fs_uniquifier=f"{n}") for n in range(2)]
    db.session.add_all(both)
    db.session.commit()
    rob = make_user("Rob")
    make_thread(body="@Rob Lund, which permit?")
    assert [len(asked(user)) for user in (rob, *both)] == [0, 1, 1]


def test_ones_own_name_and_who_has_no_access_any_more_are_not_asked(rita: User, rob: User) -> None:
    rob.active = False
    db.session.commit()
    thread = make_thread(body="@Rita and @Rob should look.")
    assert (asked(rita), asked(rob)) == ([], [])
    assert [it.user.name for it in thread.comments[0].mentions] == ["Rita"]


def test_a_change_asks_whom_it_names_now_and_nobody_twice(rita: User, rob: User) -> None:
    thread = make_thread(body="@Rob, which permit?")
    said = thread.comments[0]
    service.see(rob, thread)
    comments.edit(rita, said, "@Rob and @Edda, which permit?", said.revision)
    db.session.flush()
    assert asked(rob) == []
    emil = edda()
    comments.edit(rita, said, "@Rob and @Edda: which permit?", said.revision)
    assert asked(emil) == ["@Rob and @Edda: which permit?"]
    comments.edit(rita, said, "Which permit?", said.revision)
    assert asked(emil) == []
    assert db.session.scalars(select(Mention)).all() == []


def test_what_is_removed_or_archived_asks_nobody(rita: User, rob: User) -> None:
    thread = make_thread(body="@Rob, which permit?")
    comments.remove(rita, thread.comments[0])
    assert asked(rob) == []
    comments.restore(rita, thread.comments[0])
    assert len(asked(rob)) == 1
    claims.archive(rita, thread.claim)
    assert asked(rob) == []


def test_what_blocks_stands_first_then_what_is_open(rita: User) -> None:
    claim = make_claim()
    threads = [make_thread(claim, is_blocking=number == 1) for number in range(4)]
    service.resolve(rita, threads[2])
    db.session.commit()
    shown = [it.id for it in db.session.scalars(queries.of_claim(claim.id))]
    assert shown == [threads[number].id for number in (1, 3, 0, 2)]


@pytest.mark.parametrize("kind", [Thread, Comment])
def test_the_database_refuses_what_was_done_by_nobody(rita: User, kind: type[Thread] | type[Comment]) -> None:
    thread = make_thread()
    if kind is Thread:
        thread.resolved_at = utcnow()
    else:
        thread.comments[0].removed_at = utcnow()
    with pytest.raises(IntegrityError, match="by_somebody"):
        db.session.flush()
    db.session.rollback()
