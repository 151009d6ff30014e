"""Find claims among many by the index and by LIKE over the same rows, and print the medians.

`python -m benchmarks.searching [ROWS]`; on the empty database of FACTCHECK_DATABASE_URL where that is set.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert, or_, text

from factcheck import create_app
from factcheck.accounts.models import Role, User
from factcheck.claims.models import Claim, Claimant, ClaimantKind, ClaimKind, ClaimState
from factcheck.claims.queries import listed
from factcheck.config import PROJECT, Settings
from factcheck.db import db, utcnow
from factcheck.fulltext.index import index_missing
from factcheck.web.long_searches import count_of

ROWS = 200_000
TIMES = 5
BATCH = 10_000
ENGLISH = "harbour mayor council ferry budget school bridge quay cost million year people said will not open closed"
RUSSIAN = "гавань мэр совет паром бюджет школа мост причал стоимость миллион год люди сказал будет закрыт открыт"
CHINESE = "市议会星期一决定拨款修建新码头大桥学校预算渡轮关闭开放人年百万元"
WORDS = {"en": ENGLISH.split(), "ru": RUSSIAN.split(), "zh": list(CHINESE)}
QUESTIONS = {
    "a number in one row": "77777",
    "a word in a quarter of the rows": "harbour",
    "two words": "harbour ferry",
    "one letter": "h",
    "a word in capitals": "ПРИЧАЛ",
    "a phrase": '"mayor council"',
    "two Chinese characters": "码头",
    "four Chinese characters": "新码头大",
    "a paragraph of 68 words": " ".join(WORDS["en"] * 4),
}


def main() -> int:
    """Fill a database, run each query, print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({**os.environ, "FACTCHECK_HOME": folder, "FACTCHECK_DEMO": "0"}))
        with app.app_context():
            upgrade(directory=str(PROJECT / "factcheck" / "migrations"))
            fill(rows)
            begun = time.perf_counter()
            index_missing()
            db.session.execute(text("ANALYZE"))  # as PostgreSQL does automatically after a while
            db.session.commit()
            seconds = time.perf_counter() - begun
            print(f"{rows:,} claims on {db.engine.dialect.name}, indexed in {seconds:.1f} s\n")
            table(app)
    return 0


def fill(rows: int) -> None:
    """Add `count` claims, in three languages in turn."""
    chance = random.Random(17)  # noqa: S311 - not a secret
    db.session.add(User(name="Rita", email="rita@newsroom.example", role=Role.REVIEWER, fs_uniquifier="rita"))
    db.session.add(Claimant(name="Signe Holt", role="mayor", kind=ClaimantKind.PERSON))
    db.session.flush()
    fixed = {"claimant_id": 1, "place": "", "kind": ClaimKind.CHECKABLE, "kind_reason": "", "state": ClaimState.OPEN}
    fixed |= {"author_id": 1, "created_at": utcnow(), "revision": 1}
    for start in range(1, rows + 1, BATCH):
        numbers = range(start, min(start + BATCH, rows + 1))
        texts = [sentence(chance, number) for number in numbers]
        values = [
            {"id": id_, "quoted": text, "statement": text, **fixed} for id_, text in zip(numbers, texts, strict=True)
        ]
        db.session.execute(insert(Claim), values)
    db.session.commit()


def sentence(chance: random.Random, number: int) -> str:
    """Twelve words of one language, and the number of the row."""
    language = ("en", "en", "ru", "zh")[number % 4]
    return ("" if language == "zh" else " ").join(chance.choices(WORDS[language], k=12)) + f" {number}"


def table(app: Flask) -> None:
    """Print the time of each query: its first page, and its count."""
    print("| query | found | page, ms | count, ms | LIKE, ms |\n|---|--:|--:|--:|--:|")
    for name, asked in QUESTIONS.items():
        found = count_of(listed(asked), Claim.id)
        page = timed(lambda asked=asked: db.session.scalars(listed(asked).limit(31)).unique().all())  # type: ignore[misc]
        count = timed(lambda asked=asked: count_of(listed(asked), Claim.id))  # type: ignore[misc]
        like = timed(lambda asked=asked: db.session.scalars(by_like(asked)).unique().all())  # type: ignore[misc]
        print(f"| {name} | {found:,} | {page:.1f} | {count:.1f} | {like:.1f} |", flush=True)


def by_like(asked: str) -> object:
    """The first page by LIKE."""
    query = listed()
    for word in asked.strip('"').split()[:10]:
        columns = (Claim.statement, Claim.quoted, Claimant.name)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return query.limit(31)


def timed(ask: Callable[[], object]) -> float:
    """The median in milliseconds."""
    found = []
    for _ in range(TIMES):
        db.session.rollback()
        db.session.expunge_all()
        begun = time.perf_counter()
        ask()
        found.append(1000 * (time.perf_counter() - begun))
    return median(found)


if __name__ == "__main__":
    raise SystemExit(main())
