"""A newsroom to measure: one reviewer, articles with annotations, and published verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from flask_migrate import upgrade
from sqlalchemy import func, insert, select
from sqlalchemy import text as sql

from benchmarks.server.apps.app import spread, text_of
from factcheck import create_app
from factcheck.accounts.models import Role
from factcheck.accounts.security.hashing import hashed
from factcheck.accounts.service import make_person
from factcheck.anchoring.selectors import select as select_words
from factcheck.annotations.models import Annotation, Target
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.articles.service import ArticleDetails
from factcheck.claims.models import Claim, Claimant, ClaimantKind, ClaimKind, ClaimState
from factcheck.config import Settings
from factcheck.db import Base, db, everything_visible, utcnow
from factcheck.fulltext.index import index_missing
from factcheck.intake import service as intake
from factcheck.integrity.starting import examine
from factcheck.reviews.models import Rating
from factcheck.reviews.queries import default_scale
from factcheck.verdicts.editions.snapshot import EditionSnapshot, digest
from factcheck.verdicts.editions.snapshot_rows import (
    AppearanceSnapshot,
    ClaimantSnapshot,
    EvidenceSnapshot,
    PartSnapshot,
    RatingSnapshot,
)
from factcheck.verdicts.models import Edition, EditionState, Verdict

EMAIL, PASSWORD = "rita@newsroom.example", "a password to measure with"
RATIONALE = "The permit, which the town council gave in March, names September as the month of opening [1]. " * 4
APPROVED_AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
CHUNK = 5_000  # claims of an article with published verdicts


class Spot(NamedTuple):
    """An article with the text of its one version."""

    article_id: int
    version_id: int
    text: str


class House:
    """A migrated data folder in `folder`, with a SQLite database there or the one of `url`; close() releases it."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.env = {"FACTCHECK_HOME": str(folder), "FACTCHECK_DEMO": "0", "FACTCHECK_WRITES_PER_MINUTE": "1000000"}
        self.database = folder / "factcheck.sqlite3"
        if url:
            self.env["FACTCHECK_DATABASE_URL"] = url
        self._settings = Settings.from_env(self.env)
        self._context = create_app(self._settings).test_request_context()
        self._context.push()
        upgrade()
        secret = hashed(PASSWORD)
        self._rita = make_person("Rita", EMAIL, Role.REVIEWER, secret)
        self._edda = make_person("Edda", "edda@newsroom.example", Role.EDITOR, secret)
        db.session.flush()
        self._articles = 0
        self._claim = 1
        db.session.add(Claimant(name="Signe Holt", role="mayor", kind=ClaimantKind.PERSON))
        db.session.commit()

    def close(self) -> None:
        """Take into the audit log what was filled past it, and close the database."""
        with everything_visible():
            examine(self._settings)
        if db.engine.dialect.name == "postgresql":
            _tell_postgresql()
        db.session.remove()
        db.engine.dispose()
        self._context.pop()

    def article(self, length: int, annotations: int) -> Spot:
        """An article of this length, with claims of one annotation each spread over it."""
        spot = self._add(text_of(length, self._articles + 1))
        self._claims(spot, annotations)
        db.session.commit()
        return spot

    def list_articles(self, texts: Iterable[str]) -> None:
        """Articles without claims."""
        for text in texts:
            self._add(text)
        db.session.commit()

    def published(self, count: int) -> None:
        """Add `count` published verdicts, each on a claim with one annotation, in articles of 5,000 claims."""
        rating = next(row for row in db.session.scalars(default_scale()).one().ratings if row.key == "false")
        while count > 0:
            begun = self._claim
            spot = self.article(100_000, min(count, CHUNK))
            self._verdicts(spot, range(begun, self._claim), rating)
            count -= CHUNK
        db.session.commit()

    def _add(self, text: str) -> Spot:
        self._articles += 1
        details = ArticleDetails(f"Article {self._articles}", "Tarnby Courier", language="en")
        added = intake.add(self._rita, text.encode(), "text/plain", details)
        version: Version = db.session.scalars(current_version(added.article.id)).one()
        return Spot(added.article.id, version.id, version.text)

    def _claims(self, spot: Spot, count: int) -> None:
        ids = range(self._claim, self._claim + count)
        self._claim = ids.stop
        places = [select_words(spot.text, *span) for span in spread(spot.text, count)]
        common = {"author_id": self._rita.id, "created_at": utcnow()}
        claim = {
            "claimant_id": 1,
            "place": "",
            "kind": ClaimKind.CHECKABLE,
            "kind_reason": "",
            "state": ClaimState.OPEN,
        }
        stated = [
            {"id": id_, "quoted": it.exact, "statement": f"{it.exact[:60]} {id_}", "revision": 1, **claim, **common}
            for id_, it in zip(ids, places, strict=True)
        ]
        tied = {"article_id": spot.article_id, "version_id": spot.version_id, **common}
        _insert(Claim, stated)
        index_missing()
        _insert(Annotation, [{"id": id_, "claim_id": id_, **tied} for id_ in ids])
        where = {"version_id": spot.version_id, "position": 1}
        _insert(Target, [{"annotation_id": id_, **where, **it._asdict()} for id_, it in zip(ids, places, strict=True)])

    def _verdicts(self, spot: Spot, claims: range, rating: Rating) -> None:
        now = utcnow()
        common = {
            "number": 1, "state": EditionState.PUBLISHED, "rating_id": rating.id, "headline": "It opens in September",
            "summary": "Not in May.", "rationale": RATIONALE, "would_change": "", "public_note": "",
            "author_id": self._rita.id, "approver_id": self._edda.id, "approved_at": APPROVED_AT, "published_at": now,
            "sent_back_reason": "", "revision": 1, "created_at": now,
        }  # fmt: skip
        texts = [record_of(id_, spot, rating).to_json() for id_ in claims]
        _insert(Verdict, [{"id": id_, "claim_id": id_, "slug": f"check-{id_}", "created_at": now} for id_ in claims])
        _insert(
            Edition,
            [
                {"verdict_id": id_, "record": text, "record_sha256": digest(text), **common}
                for id_, text in zip(claims, texts, strict=True)
            ],
        )


def _tell_postgresql() -> None:
    """Let it count on after the numbers given here, and plan with what is stored, as it would a minute later."""
    for kind in (Claim, Annotation, Verdict):
        db.session.execute(select(func.setval(f"{kind.__tablename__}_id_seq", func.max(kind.id))))
    db.session.execute(sql("ANALYZE"))
    db.session.commit()


def _insert(kind: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(kind), rows)


def record_of(claim_id: int, spot: Spot, rating: Rating) -> EditionSnapshot:
    """A snapshot of a small verdict's size: two pieces of evidence, one appearance."""
    words = select_words(spot.text, 100 + claim_id % 5_000, 160 + claim_id % 5_000)
    place = AppearanceSnapshot(
        annotation_id=claim_id, article_id=spot.article_id, version=1, text_sha256="0" * 64, title="Article",
        publisher="Tarnby Courier", byline="A. Holm", url=f"https://courier.example/{spot.article_id}", language="en",
        direction="ltr", published_on="2026-06-06", parts=(PartSnapshot(**words._asdict()),),
    )  # fmt: skip
    evidence = tuple(
        EvidenceSnapshot(
            number=number, stance="refutes", quote="Opening: September, if weather allows.", locator="page 4", note="",
            title="Building permit", publisher="Tarnby", author="", published_on=None,
            url="https://tarnby.example/permit", kind="document", is_primary=True,
        )
        for number in (1, 2)
    )  # fmt: skip
    return EditionSnapshot(
        claim_id=claim_id, slug=f"check-{claim_id}", number=1, statement=f"The harbour opens in May {claim_id}",
        quoted=words.exact, claimant=ClaimantSnapshot("Signe Holt", "mayor", "person", None), said_on="2026-06-06",
        place="Tarnby", headline="It opens in September", summary="Not in May.", would_change="",
        rating=RatingSnapshot(rating.key, rating.name, rating.definition, rating.position, 1, 5, "Default", 1),
        rationale=RATIONALE,
        correction_class=None, public_note="", author="Rita", approver="Edda",
        approved_at=APPROVED_AT.isoformat(timespec="seconds"),
        reviewers=("Rita", "Rob"), appearances=(place,), evidence=evidence,
    )  # fmt: skip
