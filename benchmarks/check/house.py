"""A newsroom with many annotations, and with later versions in which they have anchors."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from benchmarks.server.house import House, Spot
from factcheck.anchoring.selectors import WordingChange
from factcheck.annotations.models import Anchor, AnchorState, Target
from factcheck.articles import service as articles
from factcheck.articles.models import Article, Version
from factcheck.audit.service import record
from factcheck.db import db, utcnow
from factcheck.intake import service as intake
from factcheck.verdicts.models import Edition

LENGTH, EACH = 100_000, 5_000  # code points and targets of an article
ADDED = "The editors have added a line to this article since it was first published."
LOST = 50  # one in so many annotations is orphaned in the second version


class Archive(House):
    """The newsroom of benchmarks.server with many targets, half of them in articles with two versions."""

    def approved(self, count: int) -> None:
        """Published verdicts with one target each, their approvals in the audit log."""
        self.published(count)
        for verdict_id, sha256 in db.session.execute(select(Edition.verdict_id, Edition.record_sha256)).all():
            record(self._edda, "verdict:approve", ("verdict", verdict_id), None, {"record_sha256": sha256})
        db.session.commit()
        db.session.expunge_all()

    def fill(self, targets: int) -> None:
        """Articles of 5,000 targets, every second one with a second version."""
        for number in range(targets // EACH):
            spot = self.article(LENGTH, EACH)
            if number % 2:
                self._update(spot)
            db.session.expunge_all()

    def _update(self, spot: Spot) -> None:
        """A version with a line inserted after the title, which shifts all annotations."""
        article = db.session.get_one(Article, spot.article_id)
        title, rest = spot.text.split("\n\n", 1)
        text = "\n\n".join((title, ADDED, rest))
        version = intake.update(self._rita, article, text.encode(), "text/plain", seen_number=1)
        self._place(version, len(ADDED) + 2)
        articles.open_version(None, version)
        db.session.commit()

    def _place(self, version: Version, shift: int) -> None:
        targets = select(Target.id, Target.start, Target.end, Target.exact).join(Target.annotation)
        made = db.session.execute(
            targets.where(Target.version_id != version.id, Target.annotation.has(article=version.article))
        )
        common = {"version_id": version.id, "created_at": utcnow()}
        rows = [
            {"target_id": id_, **common, **_state(id_, start + shift, end + shift, exact)}
            for id_, start, end, exact in made
        ]
        db.session.execute(insert(Anchor), rows)


def _state(target_id: int, start: int, end: int, exact: str) -> dict[str, Any]:
    if target_id % LOST == 0:
        return {
            "state": AnchorState.ORPHANED,
            "change": WordingChange.REMOVED,
            "score": 0.0,
            "start": None,
            "end": None,
            "exact": None,
        }
    place = {"start": start, "end": end, "exact": exact}
    return {"state": AnchorState.CONFIDENT, "change": WordingChange.UNCHANGED, "score": 1.0, **place}
