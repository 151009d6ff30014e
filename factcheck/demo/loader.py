"""Filling an empty house with the demo newsroom, through the same services as everybody else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.accounts.service import make_person
from factcheck.articles import service as articles
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.claims.selectors import Quote
from factcheck.config import Settings
from factcheck.db import db, utcnow
from factcheck.demo import content
from factcheck.evidence import service as evidence
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence, Rating
from factcheck.reviews.queries import default_scale
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.models import CorrectionClass
from factcheck.verdicts.service import VerdictDetails
from factcheck.web.commands import group

TEXTS = Path(__file__).parent / "articles"
CAST = {
    "Rita": Role.REVIEWER,
    "Rob": Role.REVIEWER,
    "Edda": Role.EDITOR,
    "Emil": Role.EDITOR,
    "Ada": Role.ADMIN,
}


@group.command()
def demo() -> None:
    """Fill an empty house with the demo newsroom."""
    if not load_if_empty():
        raise click.ClickException("This house is not empty, so nothing was added.")
    click.echo("The demo newsroom is in. Sign in as Rita, Rob, Edda, Emil or Ada.")


def load_if_empty() -> bool:
    """Load the demo into a house without people, in one transaction; answers whether it did."""
    if db.session.scalar(select(User.id).limit(1)) is not None:
        db.session.rollback()
        return False
    settings: Settings = current_app.extensions["settings"]
    if not settings.demo:
        raise click.ClickException("FACTCHECK_DEMO is 0: a real house has no demo newsroom.")
    people = {name: _person(name, role, settings.demo_password) for name, role in CAST.items()}
    versions = {text.key: _article(people["Rita"], settings.home, text) for text in content.ARTICLES}
    stored = {said.key: _claim(people["Rita"], versions, said) for said in content.CLAIMS}
    _evidence(people["Rob"], stored)
    ratings = {rating.key: rating for rating in db.session.scalars(default_scale()).one().ratings}
    _reviews(people, stored, ratings)
    for ruling in content.RULINGS:
        _rule(people, stored[ruling.claim], ratings, ruling)
    for key, name, days in content.ASSIGNED:
        due = utcnow().date() + timedelta(days=days)
        reviews.assign(people["Edda"], stored[key], people[name], due)
    db.session.commit()
    return True


def _person(name: str, role: Role, password: str) -> User:
    return make_person(name, f"{name.lower()}@demo.example", role, password, is_demo=True)


def _article(actor: User, home: Path, text: content.Text) -> Version:
    raw = (TEXTS / f"{text.key}.txt").read_bytes()
    title = raw.decode().split("\n", 1)[0]
    details = articles.ArticleDetails(title, text.publisher, text.byline, text.published_on, text.language, text.url)
    added = articles.add(actor, home, raw, "text/plain", details)
    return db.session.scalars(current_version(added.article.id)).one()


def _claim(actor: User, versions: dict[str, Version], said: content.Said) -> Claim:
    claimant = claims.ClaimantDetails(said.claimant, said.role, said.claimant_kind)
    details = claims.ClaimDetails(said.statement, claimant, said.said_on, "", said.kind, said.reason, said.tags)
    first, *others = said.words
    claim = claims.highlight(actor, versions[first.article], _quotes(first), details)
    for words in others:
        claims.join(actor, claim, versions[words.article], _quotes(words))
    return claim


def _quotes(words: content.Words) -> list[Quote]:
    return [Quote(part, suffix=words.suffix if index == 0 else "") for index, part in enumerate(words.parts)]


def _evidence(actor: User, stored: dict[str, Claim]) -> None:
    for proof in content.EVIDENCE:
        source = evidence.SourceDetails(
            proof.source, proof.publisher, url=proof.url, kind=proof.kind, is_primary=proof.is_primary
        )
        details = evidence.EvidenceDetails(proof.stance, proof.quote, proof.locator)
        evidence.add(actor, stored[proof.claim], evidence.add_source(actor, source), details)


def _reviews(people: dict[str, User], stored: dict[str, Claim], ratings: dict[str, Rating]) -> None:
    for row in content.REVIEWS:
        confidence = Confidence(row.confidence)
        reviews.submit(people[row.reviewer], stored[row.claim], ratings[row.rating], row.rationale, confidence)


def _rule(people: dict[str, User], claim: Claim, ratings: dict[str, Rating], ruling: content.Ruling) -> None:
    author = people[ruling.author]
    details = VerdictDetails(ratings[ruling.rating], ruling.headline, ruling.summary, ruling.rationale)
    edition = verdicts.propose(author, claim, details)
    if ruling.state == "draft":
        return
    verdicts.submit(author, edition, edition.revision)
    db.session.flush()
    if ruling.state == "submitted":
        return
    decider = people[ruling.approver]
    if ruling.state == "sent-back":
        verdicts.send_back(decider, edition, ruling.sent_back, edition.revision)
        return
    verdicts.approve(decider, edition, edition.revision, publish=ruling.state == "published")
    if ruling.correction:
        kind, note, rating, headline = ruling.correction
        mended = VerdictDetails(ratings[rating], headline, ruling.summary, ruling.rationale)
        second = verdicts.correct(decider, edition.verdict, mended, CorrectionClass(kind), note)
        verdicts.submit(decider, second, second.revision)
        db.session.flush()
        other = next(person for person in (people["Emil"], people["Edda"]) if person is not decider)
        verdicts.approve(other, second, second.revision)
