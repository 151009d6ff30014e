"""People who work on one article at random."""

from __future__ import annotations

import random
from collections.abc import Callable

from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.annotations.models import Anchor, Annotation, Target
from factcheck.articles import service as articles
from factcheck.articles.models import Version
from factcheck.articles.service import ArticleDetails
from factcheck.claims import service
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.db import db
from factcheck.errors import DomainError
from factcheck.intake import service as intake
from factcheck.jobs.worker import run_due
from factcheck.reanchoring import service as reanchoring_service
from tests.factories import make_article, make_claim, make_user
from tests.texts import DELETED, DOUBLED, MOVED, NEW, OLD, REWORDED, update

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
        return intake.update(who, self.version.article, OLD.encode(), "text/plain", seen_number=2)

    def resize(self, who: User) -> object:
        it = self.any(Target)
        return annotation_service.resize(who, it, self.words(), it.revision)


def two_versions() -> Version:
    """Version 2 of an article, with carried marks of all kinds, and another article with the same words."""
    old = make_article(OLD, "No reason to dredge")
    for words in (MOVED, REWORDED, DELETED, DOUBLED):
        make_claim(words, old)
    make_article(f"Elsewhere.\n\n{OLD}", "Another")
    fresh = update(old, NEW)
    run_due()
    return fresh
