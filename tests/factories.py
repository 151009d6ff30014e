"""People and objects for tests. Rita and Rob review, Edda and Emil edit, Ada administers."""

from __future__ import annotations

import hashlib
import html
import io
import re
import secrets
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from factcheck.accounts.models import Role, SignIn, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.articles import service as articles
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version
from factcheck.articles.service import ArticleDetails
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.corrections import takedowns, withdrawals
from factcheck.db import db
from factcheck.db.row_states import NOTED
from factcheck.db.slow import NotComputed
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.hashing import sha256_hex
from factcheck.intake import service as intake
from factcheck.reviews.models import Rating
from factcheck.reviews.queries import default_scale
from factcheck.sources import service as sources
from factcheck.sources.models import SourceClass
from factcheck.threads import service as threads
from factcheck.threads.models import Thread
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import CorrectionClass, Edition, Takedown, TakedownReason, Withdrawal
from factcheck.web.idempotency import new_key

KEPT = "states that factories begin from"


def begins_from(state: str, fill: Callable[[], object]) -> bool:
    """Begin from the state that `fill` makes, if nothing was stored or read before, and nothing is patched."""
    states, settings = current_app.extensions.get(KEPT) or (None, None)
    is_plain = settings is not None and settings is current_app.extensions["settings"]
    if not is_plain or not states.is_untouched or any((*db.session.new, *db.session.identity_map.values())):
        return False
    states.begin_from(state, fill)
    return True


def make_user(name: str = "Rita", role: Role = Role.REVIEWER) -> User:
    """A person with that role; the same name returns the same person."""
    email = f"{name.lower()}@newsroom.example"
    user = db.session.query(User).filter_by(email=email).one_or_none()
    if user is None:
        user = User(name=name, email=email, role=role, active=True, fs_uniquifier=secrets.token_hex(16))
        db.session.add(user)
        db.session.flush()
        noted = db.session.info.pop(NOTED, {})
        db.session.commit()
        db.session.info[NOTED] = noted  # belongs to the next event: creating a person here isn't one
    return user


def sign_in(client: FlaskClient, user: User) -> FlaskClient:
    """Sign the client in as this person, as the sign-in page would."""
    token = secrets.token_urlsafe(16)
    digest = hashlib.sha256(token.encode()).hexdigest()
    db.session.add(SignIn(user_id=user.id, token_sha256=digest, address="127.0.0.1", device="a test"))
    db.session.commit()
    with client.session_transaction() as session:
        session.update({"_user_id": user.fs_uniquifier, "_fresh": True, "sign_in": token, "fs_cc": "set"})
    return client


def post(client: FlaskClient, url: str, /, **data: Any) -> TestResponse:
    """Send a form with an idempotency key, as a page does."""
    headers = data.pop("headers", None)
    return client.post(url, data={"_key": new_key(), **data}, headers=headers)


def post_files(client: FlaskClient, url: str, /, **data: Any) -> TestResponse:
    """Send a form with files and its key, encoded in memory: the client's own temporary files are never closed."""
    boundary, body = encode_multipart({"_key": new_key(), **data})
    return client.post(url, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def upload(data: bytes, name: str) -> FileStorage:
    """A file as a form sends it."""
    return FileStorage(io.BytesIO(data), name)


def selects_of(act: Callable[[], object]) -> int:
    """The number of queries that an act asks the database."""
    return len([statement for statement in statements_of(act) if statement.startswith("SELECT")])


def statements_of(act: Callable[[], object]) -> list[str]:
    """The statements that an act sends to the database, without those that begin and end transactions."""
    asked: list[str] = []

    def note(*given: Any) -> None:
        asked.append(given[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return [statement for statement in asked if not statement.startswith(("BEGIN", "COMMIT", "PRAGMA"))]


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" type="hidden" value="([^"]*)"', page)
    assert found is not None, name
    return html.unescape(found[1])


def shown_on(client: FlaskClient, edition_id: int) -> dict[str, str]:
    """The revision that the page of an edition shows; a decision must send it along."""
    page = client.get(f"/editions/{edition_id}").text
    found = re.findall(r'type="hidden" name="(revision|digest|shown)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


# the main job, step by step

HARBOUR = ArticleDetails("Harbour", "Tarnby Courier", "A. Holm", date(2026, 6, 6), "en", "https://courier.example/a")

TEXT = (
    "Harbour will open in May, mayor says\n\n"
    "TARNBY 🎉. The harbour will open in May, mayor Signe Holt said on Monday.\n\n"
    "“We open in May, and not a day later,” she told the council. “Costs were halved.”"
)


def make_article(text: str = TEXT, title: str = "Harbour will open in May, mayor says") -> Version:
    """An article with its first version."""
    details = ArticleDetails(
        title, "Tarnby Courier", language="en", canonical_url=f"https://courier.example/{sha256_hex(text)[:8]}"
    )
    added = intake.add(make_user("Rita"), text.encode(), "text/plain", details)
    db.session.commit()
    return db.session.scalars(current_version(added.article.id)).one()


def make_sentences(count: int = 25) -> Version:
    """An article of that many sentences, “This is sentence number 1.” and so on, each a paragraph."""
    return make_article("\n\n".join(f"This is sentence number {it}." for it in range(1, count + 1)), "Many sentences")


def make_next_version(article: Article, text: str, *, is_open: bool = True) -> Version:
    """A new version of the article, added by Rob; open without carried-over annotations, or waiting."""
    seen = db.session.scalars(current_version(article.id)).one().number
    version = intake.update(make_user("Rob"), article, text.encode(), "text/plain", seen_number=seen)
    if is_open:
        articles.open_version(None, version)
    db.session.commit()
    return version


def add_article(
    text: str | bytes = "The harbour opens.", details: ArticleDetails = HARBOUR, **more: Any
) -> intake.Added:
    """An article that Rita adds; also what was said about it."""
    raw, media_type = text.encode() if isinstance(text, str) else text, more.pop("media_type", "text/plain")
    added = intake.add(make_user("Rita"), raw, media_type, details, **more)
    db.session.commit()
    return added


def make_claim(words: str = "The harbour will open in May", version: Version | None = None) -> Claim:
    """A claim with an annotation in an article."""
    if version is None and begins_from(f"claim_{sha256_hex(words)[:8]}", lambda: _make_claim(words, make_article())):
        return db.session.scalars(select(Claim)).one()
    return _make_claim(words, version or make_article())


def _make_claim(words: str, version: Version) -> Claim:
    details = claims.ClaimDetails("The harbour opens in May", claims.ClaimantDetails("Signe Holt", "mayor"))
    claim = service.highlight(make_user("Rita"), version, [Quote(words)], details)
    db.session.commit()
    return claim


def make_evidence(claim: Claim) -> Evidence:
    """Evidence from a primary source."""
    rita = make_user("Rita")
    source = sources.add(
        rita,
        sources.SourceDetails("Building permit", url="https://town.example/permit", source_class=SourceClass.PRIMARY),
    )
    row = evidence.add(rita, claim, source, evidence.EvidenceDetails(Stance.REFUTES, "Opening: September."))
    db.session.commit()
    return row


def make_thread(claim: Claim | None = None, body: str = "Which permit?", *, is_blocking: bool = False) -> Thread:
    """A conversation that Rita began."""
    thread = threads.start(make_user("Rita"), claim or make_claim(), body, is_blocking=is_blocking)
    db.session.commit()
    return thread


def rating(key: str = "false") -> Rating:
    """A rating of the default scale."""
    return next(row for row in db.session.scalars(default_scale()).one().ratings if row.key == key)


def make_edition(
    author: User | None = None, state: str = "submitted", claim: Claim | None = None, rated: str = "false"
) -> Edition:
    """A verdict's first edition in a state: draft, submitted, approved or published."""
    by_edda = partial(_make_edition, None, state, None, rated)
    if author is None and claim is None and begins_from(f"{state}_{rated.replace('-', '_')}", by_edda):
        return db.session.scalars(select(Edition)).one()
    return _make_edition(author, state, claim, rated)


def _make_edition(author: User | None, state: str, claim: Claim | None, rated: str) -> Edition:
    claim = claim or make_claim()
    make_evidence(claim)
    author = author or make_user("Edda", Role.EDITOR)
    emil = make_user("Emil", Role.EDITOR)
    details = VerdictDetails(rating(rated), "The harbour opens in September", "Not in May.", "The permit says so [1].")
    edition = verdicts.propose(author, claim, details)
    if state != "draft":
        verdicts.submit(author, edition, edition.revision)
        db.session.flush()
    if state in {"approved", "published"}:
        verdicts.approve(emil, edition, edition.revision, publish=state == "published")
    db.session.commit()
    return edition


def make_correction(edition: Edition, rated: str, state: str = "published") -> Edition:
    """A correction of a published edition, by Emil, decided by Edda; another rating changes the verdict."""
    emil, kind = make_user("Emil", Role.EDITOR), CorrectionClass.CLARIFICATION
    if rated != edition.rating.key:
        kind = CorrectionClass.VERDICT_CHANGED
    texts = ("The harbour opens in autumn", "Not in May, but soon.", "The permit says so [1].")
    details = VerdictDetails(rating(rated), *texts)
    correction = verdicts.correct(emil, edition.verdict, details, kind, "We read the permit again.")
    if state != "draft":
        verdicts.submit(emil, correction, correction.revision)
        db.session.flush()
    if state in {"approved", "published"}:
        edda = make_user("Edda", Role.EDITOR)
        verdicts.approve(edda, correction, correction.revision, publish=state == "published")
    db.session.commit()
    return correction


def compute_and_write(write: Callable[[], None]) -> None:
    """Finish a job as the worker does: compute first, then write."""
    try:
        write()
    except NotComputed as missing:
        missing.compute()
        compute_and_write(write)


def make_withdrawal(edition: Edition, reason: str = "The permit was forged.") -> Withdrawal:
    """Edda's withdrawal of the verdict with this newest published edition."""
    edda = make_user("Edda", Role.EDITOR)
    withdrawal = withdrawals.withdraw(edda, edition.verdict, reason, edition.record_sha256 or "")
    db.session.commit()
    return withdrawal


def make_takedown(edition: Edition) -> Takedown:
    """The takedown of the verdict with this newest published edition: Edda asks, Emil approves."""
    edda, emil = make_user("Edda", Role.EDITOR), make_user("Emil", Role.EDITOR)
    takedown = takedowns.ask(edda, edition.verdict, TakedownReason.COURT_ORDER, "District court, 12 C 345")
    takedowns.approve(emil, takedown, takedown.revision, edition.record_sha256 or "")
    db.session.commit()
    return takedown
