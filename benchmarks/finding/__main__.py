"""Find the passages that bear on claims among many, and print the median and the 95th percentile.

`python -m benchmarks.finding [PASSAGES]`; on the empty database of FACTCHECK_DATABASE_URL where that is set. The
passages are sentences of the invented news of `benchmarks.origins`, in four languages, each with words of its own.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median

from flask_migrate import upgrade
from sqlalchemy import insert, text

from benchmarks.origins.families import LANGUAGES, Author
from benchmarks.searching.everything import p95
from factcheck import create_app
from factcheck.accounts.models import Role, User
from factcheck.captures.models import Capture, CaptureState, Door
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.config import PROJECT, Settings
from factcheck.db import db, utcnow
from factcheck.evidence_finder.finding import passages_on, verdicts_on
from factcheck.evidence_finder.models import CapturedPassage
from factcheck.fulltext.index import index_missing
from factcheck.sources.models import Source, SourceKind

PASSAGES, PER_TEXT, CLAIMS = 100_000, 200, 100
TARGET = 150  # milliseconds, 95th percentile


def main() -> int:
    """Fill a database, find for each claim, print the figures; 1 if the target is missed."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else PASSAGES
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({**os.environ, "FACTCHECK_HOME": folder, "FACTCHECK_DEMO": "0"}))
        with app.app_context():
            upgrade(directory=str(PROJECT / "factcheck" / "migrations"))
            claims = fill(rows)
            index_missing()
            db.session.execute(text("ANALYZE"))
            db.session.commit()
            found = [timed(claim) for claim in claims]
    used, elapsed = ([row[at] for row in found] for at in (0, 1))
    print(f"{rows:,} passages, {len(claims)} claims, {sum(row[2] for row in found)} passages offered")
    print(f"processor: median {median(used):.1f} ms, p95 {p95(used):.1f} ms; elapsed: p95 {p95(elapsed):.1f} ms")
    return 0 if p95(used) <= TARGET else 1


def fill(rows: int) -> list[Claim]:
    """Add captured texts with this many passages, and claims on what they report."""
    user = User(name="Rita", email="rita@newsroom.example", role=Role.REVIEWER, fs_uniquifier="rita", active=True)
    db.session.add(user)
    db.session.flush()
    chance, claims = random.Random(5), []  # noqa: S311 - not a secret
    for number in range(1, rows // PER_TEXT + 1):
        author = Author(LANGUAGES[number % len(LANGUAGES)], chance)
        sentences = [f"{it}, {noun(chance)}-{noun(chance)}." for it in _sentences(author)]
        add_text(number, sentences)
        if number % max(1, rows // PER_TEXT // CLAIMS) == 0:
            claims.append(claim_on(" ".join(author.sentence(chance.randrange(5)))))
    db.session.commit()
    return claims


def _sentences(author: Author) -> Iterator[str]:
    for number in range(PER_TEXT):
        yield " ".join(author.sentence(number % len(author.phrases["facts"])))


def noun(chance: random.Random) -> str:
    """A word that few texts have."""
    return "".join(chance.choice(("ba", "ko", "ri", "tel", "mun", "sa", "do", "vi")) for _ in range(4))


def add_text(number: int, sentences: list[str]) -> None:
    """A source with a captured text, a passage for each sentence."""
    db.session.add(Source(id=number, title=f"Text {number}", kind=SourceKind.PAGE, added_by_id=1))
    db.session.flush()
    values = {"id": number, "source_id": number, "door": Door.UPLOAD, "state": CaptureState.WAITING}
    db.session.execute(insert(Capture).values(**values, asked_by_id=1, text="\n".join(sentences), created_at=utcnow()))
    places, start = [], 0
    for sentence in sentences:
        places.append({"source_id": number, "capture_id": number, "start": start, "end": start + len(sentence)})
        start += len(sentence) + 1
    db.session.execute(insert(CapturedPassage), places)


def claim_on(statement: str) -> Claim:
    """A claim with these words."""
    claim = Claim(statement=statement, quoted=statement, kind=ClaimKind.CHECKABLE, state=ClaimState.OPEN, author_id=1)
    db.session.add(claim)
    db.session.flush()
    return claim


def timed(claim: Claim) -> tuple[float, float, int]:
    """Milliseconds of the processor, elapsed milliseconds, and the passages found."""
    used, begun = time.process_time(), time.perf_counter()
    found = passages_on(claim)
    verdicts_on(claim)
    return 1000 * (time.process_time() - used), 1000 * (time.perf_counter() - begun), len(found)


if __name__ == "__main__":
    raise SystemExit(main())
