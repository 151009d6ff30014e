"""Fills an empty installation with the demo newsroom, through the same services as everybody else."""

from __future__ import annotations

from datetime import timedelta
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
from factcheck.articles.versions.opening import opening_key
from factcheck.captures.following import suspended
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.corrections import withdrawals
from factcheck.db import db, utcnow
from factcheck.demo import shapes
from factcheck.demo.shapes import Story, so_far
from factcheck.demo.stories import STORIES
from factcheck.demo.working_out import work_out
from factcheck.intake import service as intake
from factcheck.jobs.service import unfinished
from factcheck.reanchoring.job import open_version
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence, Rating
from factcheck.reviews.queries import default_scale
from factcheck.site import service as reports
from factcheck.site.models import ReportText
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


class Newsroom(NamedTuple):
    """The people, the claims (by the stories' keys), and the ratings of the scale."""

    people: dict[str, User]
    claims: dict[str, Claim]
    ratings: dict[str, Rating]


@suspended()  # the addresses of its sources don't exist
def load_if_empty() -> bool:
    """Load the demo if there are no people yet, in one transaction; returns whether it did."""
    if db.session.scalar(select(User.id).limit(1)) is not None:
        db.session.rollback()
        return False
    if not current_app.extensions["settings"].demo:
        raise click.ClickException("FACTCHECK_DEMO is 0, so the demo newsroom isn't available here.")
    password = hashed(current_app.extensions["settings"].demo_password)
    people = {name: _person(name, role, password) for name, role in CAST.items()}
    versions = {Path(it.text.file).stem: _article(people["Rita"], it.text) for it in STORIES}
    claims_by_key = {said.key: _claim(people["Rita"], versions, said) for it in STORIES for said in it.claims}
    ratings = {rating.key: rating for rating in db.session.scalars(default_scale()).one().ratings}
    newsroom = Newsroom(people, claims_by_key, ratings)
    for story in STORIES:
        _work_on(newsroom, story)
    article = versions["strait"].article
    reports.set_report(people["Edda"], article, ReportText.WHOLE, shows_progress=True, seen_revision=0)
    db.session.commit()
    return True


def _work_on(newsroom: Newsroom, story: Story) -> None:
    """Evidence and numbers, then reviews, conversations, and verdicts; who still has to review is assigned last."""
    work_out(newsroom.people, newsroom.claims, story)
    for row in story.opinions:
        rating, confidence = newsroom.ratings[row.rating], Confidence(row.confidence)
        reviews.submit(newsroom.people[row.reviewer], newsroom.claims[row.claim], rating, row.rationale, confidence)
    for talk in story.talks:
        _talk(newsroom, talk)
    for ruling in story.rulings:
        _rule(newsroom, ruling)
    for task in story.tasks:
        due = utcnow().date() + timedelta(days=task.days)
        reviews.assign(newsroom.people["Edda"], newsroom.claims[task.claim], newsroom.people[task.reviewer], due)
    for text in story.updates:
        _update(newsroom, story, text)


def _person(name: str, role: Role, password: str) -> User:
    return make_person(name, f"{name.lower()}@demo.example", role, password, is_demo=True)


def _article(actor: User, text: shapes.Text) -> Version:
    raw = (TEXTS / text.file).read_bytes()
    is_page = text.file.endswith(".html")
    title = "" if is_page else raw.decode().split("\n", 1)[0]
    day = so_far(text.published_on)
    details = articles.ArticleDetails(title, text.publisher, text.byline, day, text.language, text.url)
    media_type = "text/html" if is_page else "text/plain"
    added = intake.add(actor, raw, media_type, details, is_undated=text.published_on is None)
    return db.session.scalars(current_version(added.article.id)).one()


def _update(newsroom: Newsroom, story: Story, text: shapes.StoryUpdate) -> None:
    """The next version of the story's article, with its marks carried over."""
    article = db.session.scalars(select(Article).where(Article.canonical_url == story.text.url)).one()
    raw = (TEXTS / text.file).read_bytes()
    title, seen = raw.decode().split("\n", 1)[0], article.newest.number
    version = intake.update(newsroom.people[text.by], article, raw, "text/plain", seen_number=seen, title=title)
    open_version({"version_id": version.id}, lambda done, total: None)()
    db.session.delete(unfinished(opening_key(version)))  # its job, which was done here


def _claim(actor: User, versions: dict[str, Version], row: shapes.StoryClaim) -> Claim:
    claimant = claims.ClaimantDetails(*row.speaker) if row.speaker else None
    details = claims.ClaimDetails(
        row.statement, claimant, so_far(row.said_on), row.place, row.kind, row.reason, row.tags
    )
    first, *others = row.words
    claim = service.highlight(actor, versions[first.article], _quotes(first), details)
    for words in others:
        service.join(actor, claim, versions[words.article], _quotes(words))
    return claim


def _quotes(words: shapes.Words) -> list[Quote]:
    first, *others = words.parts
    return [Quote(first, words.prefix, words.suffix), *map(Quote, others)]


def _talk(newsroom: Newsroom, talk: shapes.Talk) -> None:
    (first, question), *answers = talk.said
    claim = newsroom.claims[talk.claim]
    thread = threads.start(newsroom.people[first], claim, question, talk.words, is_blocking=talk.is_blocking)
    for name, comment in answers:
        threads.reply(newsroom.people[name], thread, comment)
    if talk.resolved_by:
        threads.resolve(newsroom.people[talk.resolved_by], thread)


def _rule(newsroom: Newsroom, ruling: shapes.Ruling) -> None:
    """Bring a verdict to its state."""
    author, decider = newsroom.people[ruling.author], newsroom.people.get(ruling.approver)
    texts = (ruling.headline, ruling.summary, ruling.rationale, ruling.would_change)
    details = VerdictDetails(newsroom.ratings[ruling.rating], *texts)
    edition = verdicts.propose(author, newsroom.claims[ruling.claim], details)
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
        _correct(newsroom, decider, edition.verdict, ruling.correction)
    if ruling.withdrawn:
        withdrawals.withdraw(decider, edition.verdict, ruling.withdrawn, edition.record_sha256 or "")


def _correct(newsroom: Newsroom, editor: User, verdict: Verdict, correction: shapes.Correction) -> None:
    texts = (correction.headline, correction.summary, correction.rationale)
    details = VerdictDetails(newsroom.ratings[correction.rating], *texts)
    edition = verdicts.correct(editor, verdict, details, CorrectionClass(correction.kind), correction.note)
    _submit(editor, edition)
    verdicts.approve(newsroom.people["Emil" if editor.name == "Edda" else "Edda"], edition, edition.revision)


def _submit(author: User, edition: Edition) -> None:
    verdicts.submit(author, edition, edition.revision)
    db.session.flush()
