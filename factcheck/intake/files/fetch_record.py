"""Records of fetched pages: kept until their bytes are added as a version, from which a capture is made then."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from factcheck.db import db, utcnow
from factcheck.fetching.client import Fetched
from factcheck.hashing import sha256_hex
from factcheck.intake.models import FetchedPage

KEPT_FOR = timedelta(days=30)
LONGEST = 2000  # characters of an address, 120 of a type


def remember_fetch(person_id: int, page: Fetched | None) -> None:
    """Keep what the server said with a page, and forget old records; nothing if nothing was fetched. Never commits."""
    if page is None:
        return
    db.session.execute(delete(FetchedPage).where(FetchedPage.created_at < utcnow() - KEPT_FOR))
    values = {"url": page.url[:LONGEST], "final_url": page.final_url[:LONGEST], "http_status": page.status}
    values |= {"headers": [list(pair) for pair in page.headers], "fetched_at": page.fetched_at}
    values |= {"media_type": page.media_type[:120], "charset": page.charset[:120]}
    db.session.add(FetchedPage(raw_sha256=sha256_hex(page.body), fetched_by_id=person_id, **values))
    db.session.flush()


def fetch_of(raw_sha256: str) -> FetchedPage | None:
    """The last record of a page with these bytes."""
    query = select(FetchedPage).where(FetchedPage.raw_sha256 == raw_sha256).order_by(FetchedPage.id.desc())
    return db.session.scalars(query.limit(1)).first()
