"""The page of an article as a source: its captured bytes can be quoted like those of any other source."""

from __future__ import annotations

from factcheck.accounts.models import User
from factcheck.articles.models import Version
from factcheck.audit.service import record
from factcheck.captures import queries
from factcheck.captures.models import Capture, CaptureState
from factcheck.captures.service import facts, refuse_archived, subject_of
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.sources.service import SourceDetails

NOT_OF_ARTICLE = N_("Only a captured page of an article can be used as a source.")
OWN = frozenset({"id", "source_id", "version_id", "asked_by_id", "created_at", "updated_at"})  # not copied


def use_as_source(actor: User, capture: Capture) -> Capture:
    """The capture of an article's page as one of a source, which is added unless the library has its address.

    The bytes, their moment and their text are the same; a source that has these bytes already gets no second capture.
    """
    require(actor, Permission.ADD_CAPTURE)
    version = capture.version
    if version is None or capture.state is not CaptureState.CAPTURED:
        raise Conflict(_(NOT_OF_ARTICLE))
    source = _source(actor, version, capture.final_url or capture.url)
    refuse_archived(source)
    same = queries.captured(source.id).where(Capture.raw_sha256 == capture.raw_sha256)
    return db.session.scalars(same).first() or _copied(actor, capture, source)


def _source(actor: User, version: Version, url: str) -> Source:
    article = version.article
    address = article.canonical_url or url
    authors = tuple(filter(None, (name.strip() for name in article.byline.split(","))))
    details = SourceDetails(
        version.headline, article.publisher, authors, article.published_on, address, language=article.language
    )
    return sources.of_address(address) or sources.add(actor, details)


def _copied(actor: User, capture: Capture, source: Source) -> Capture:
    values = {name: getattr(capture, name) for name in set(Capture.__mapper__.columns.keys()) - OWN}
    copy = Capture(source_id=source.id, asked_by_id=actor.id, **values)
    db.session.add(copy)
    db.session.flush()
    record(actor, "capture:store", subject_of(copy), None, facts(copy))
    return copy
