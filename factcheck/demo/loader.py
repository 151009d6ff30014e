"""Filling an empty house with the demo newsroom, through the same services as everybody else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import click
from flask import current_app
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.accounts.security.hashing import hashed
from factcheck.accounts.service import make_person
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.articles import service as articles
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.config import Settings
from factcheck.corrections import withdrawals
from factcheck.db import db, utcnow
from factcheck.demo import shapes
from factcheck.demo.shapes import Story
from factcheck.demo.stories import STORIES
from factcheck.evidence import service as evidence
from factcheck.intake import service as intake
from factcheck.reanchoring.job import open_version
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence, Rating
from factcheck.reviews.queries import default_scale
from factcheck.threads import service as threads
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import CorrectionClass, Edition, Verdict

TEXTS = Path(__file__).parent / "articles"
CAST = {
    "Rita": Role.REVIEWER,
    "Rob": Role.REVIEWER,
    "Edda": Role.EDITOR,
    "Emil": Role.EDITOR,
    "Ada": Role.ADMIN,
}


class House(NamedTuple):
    """Who is there, what is claimed (by the stories' keys), and the labels of the scale."""

    people: dict[str, User]
    claims: dict[str, Claim]
    ratings: dict[str, Rating]


def load_if_empty() -> bool:
    """Load the demo if there are no people yet, in one transaction; returns whether it did."""
    if db.session.scalar(select(User.id).limit(1)) is not None:
        db.session.rollback()
        return False
    settings: Settings = current_app.extensions["settings"]
    if not settings.demo:
        raise click.ClickException("FACTCHECK_DEMO is 0, so the demo newsroom isn't available here.")
    password = hashed(settings.demo_password)
    people = {name: _person(name, role, password) for name, role in CAST.items()}
    versions = {Path(it.text.file).stem: _article(people["Rita"], settings.home, it.text) for it in STORIES}
    claims_by_key = {said.key: _claim(people["Rita"], versions, said) for it in STORIES for said in it.claims}
    ratings = {rating.key: rating for rating in db.session.scalars(default_scale()).one().ratings}
    house = House(people, claims_by_key, ratings)
    for story in STORIES:
        _work_on(house, story)
    db.session.commit()
    return True


def _work_on(house: House, story: Story) -> None:
    """Evidence, then reviews, talk, and verdicts, as a newsroom does; who still has to review is asked last."""
    for proof in story.proofs:
        _prove(house, proof)
    for row in story.opinions:
        rating, confidence = house.ratings[row.rating], Confidence(row.confidence)
        reviews.submit(house.people[row.reviewer], house.claims[row.claim], rating, row.rationale, confidence)
    for talk in story.talks:
        _talk(house, talk)
    for ruling in story.rulings:
        _rule(house, ruling)
    for task in story.tasks:
        due = utcnow().date() + timedelta(days=task.days)
        reviews.assign(house.people["Edda"], house.claims[task.claim], house.people[task.reviewer], due)
    for text in story.updates:
        _update(house, story, text)


def _person(name: str, role: Role, password: str) -> User:
    return make_person(name, f"{name.lower()}@demo.example", role, password, is_demo=True)


def _article(actor: User, home: Path, text: shapes.Text) -> Version:
    raw = (TEXTS / text.file).read_bytes()
    is_page = text.file.endswith(".html")
    title = "" if is_page else raw.decode().split("\n", 1)[0]
    details = articles.ArticleDetails(
        title, text.publisher, text.byline, _so_far(text.published_on), text.language, text.url
    )
    media_type = "text/html" if is_page else "text/plain"
    added = intake.add(actor, home, raw, media_type, details, is_undated=text.published_on is None)
    return db.session.scalars(current_version(added.article.id)).one()


def _update(house: House, story: Story, text: shapes.StoryUpdate) -> None:
    """The next version of the story's article, with its marks carried over."""
    it = db.session.scalars(select(Article).where(Article.canonical_url == story.text.url)).one()
    raw, home = (TEXTS / text.file).read_bytes(), current_app.extensions["settings"].home
    title = raw.decode().split("\n", 1)[0]
    seen = it.newest.number
    version = intake.update(house.people[text.by], home, it, raw, "text/plain", seen_number=seen, title=title)
    open_version({"version_id": version.id}, lambda done, total: None)()


def _claim(actor: User, versions: dict[str, Version], said: shapes.StoryClaim) -> Claim:
    claimant = claims.ClaimantDetails(*said.speaker) if said.speaker else None
    details = claims.ClaimDetails(
        said.statement, claimant, _so_far(said.said_on), said.place, said.kind, said.reason, said.tags
    )
    first, *others = said.words
    claim = service.highlight(actor, versions[first.article], _quotes(first), details)
    for words in others:
        service.join(actor, claim, versions[words.article], _quotes(words))
    return claim


def _so_far(day: date | None) -> date | None:
    """A day of a story, or today where the clock of this machine has not come so far."""
    return min(day, utcnow().date()) if day else None


def _quotes(words: shapes.Words) -> list[Quote]:
    first, *others = words.parts
    return [Quote(first, words.prefix, words.suffix), *map(Quote, others)]


def _prove(house: House, proof: shapes.Proof) -> None:
    rob, it = house.people["Rob"], proof.source
    source = evidence.SourceDetails(
        it.title, it.publisher, it.author, _so_far(it.published_on), it.url, it.kind, it.is_primary, it.origin
    )
    details = evidence.EvidenceDetails(proof.stance, proof.quote, proof.locator, proof.note)
    evidence.add(rob, house.claims[proof.claim], evidence.add_source(rob, source), details)


def _talk(house: House, talk: shapes.Talk) -> None:
    (first, asked), *answers = talk.said
    claim = house.claims[talk.claim]
    thread = threads.start(house.people[first], claim, asked, talk.words, is_blocking=talk.is_blocking)
    for name, said in answers:
        threads.reply(house.people[name], thread, said)
    if talk.resolved_by:
        threads.resolve(house.people[talk.resolved_by], thread)


def _rule(house: House, ruling: shapes.Ruling) -> None:
    """Bring a verdict as far as it went."""
    author, decider = house.people[ruling.author], house.people.get(ruling.approver)
    texts = (ruling.headline, ruling.summary, ruling.rationale, ruling.would_change)
    details = VerdictDetails(house.ratings[ruling.rating], *texts)
    edition = verdicts.propose(author, house.claims[ruling.claim], details)
    if ruling.state == "draft":
        return
    _submit(author, edition)
    if decider is None:
        return
    if ruling.state == "sent-back":
        verdicts.send_back(decider, edition, ruling.sent_back, edition.revision)
        return
    verdicts.approve(decider, edition, edition.revision, publish=ruling.state == "published")
    if ruling.correction:
        _correct(house, decider, edition.verdict, ruling.correction)
    if ruling.withdrawn:
        withdrawals.withdraw(decider, edition.verdict, ruling.withdrawn, edition.record_sha256 or "")


def _correct(house: House, editor: User, verdict: Verdict, it: shapes.Correction) -> None:
    details = VerdictDetails(house.ratings[it.rating], it.headline, it.summary, it.rationale)
    edition = verdicts.correct(editor, verdict, details, CorrectionClass(it.kind), it.note)
    _submit(editor, edition)
    other = house.people["Emil" if editor is house.people["Edda"] else "Edda"]
    verdicts.approve(other, edition, edition.revision)


def _submit(author: User, edition: Edition) -> None:
    verdicts.submit(author, edition, edition.revision)
    db.session.flush()
