"""The verdict at a public address: its newest edition, or why it isn't available."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.db import db
from factcheck.errors import NotFound
from factcheck.exports import queries
from factcheck.exports.queries import Published
from factcheck.i18n import _
from factcheck.i18n.labels import label_inside
from factcheck.verdicts import queries as verdicts
from factcheck.verdicts.models import Edition, Takedown
from factcheck.web.local_time import newsroom_day


def newest_edition(slug: str) -> Edition:
    """The newest published edition at an address, also a withdrawn one."""
    edition = db.session.scalars(verdicts.published(slug=slug, with_withdrawn=True)).first()
    if edition is None:
        raise NotFound(_("There is no published verdict at this address."))
    return edition


def opened(editions: Sequence[Edition]) -> list[Published]:
    """These published editions as readers may have them, in this order."""
    return queries.opened([edition.id for edition in editions])


def takedown_at(slug: str) -> Takedown | None:
    """The takedown of the verdict at an address, if there was one."""
    return db.session.scalars(verdicts.taken_down(slug)).first()


def why_gone(slug: str) -> tuple[int, str, str] | None:
    """Status, title and detail of the problem for a verdict that was taken down (451) or withdrawn (410).

    None for any other verdict. The address of the verdict's page, which has its words, isn't included.
    """
    if takedown := takedown_at(slug):
        day = newsroom_day(takedown.decided_at or takedown.created_at).isoformat()
        reason = label_inside(takedown.reason)
        return 451, _("Taken down"), _("Taken down on %(day)s: %(reason)s.", day=day, reason=reason)
    edition = db.session.scalars(verdicts.published(slug=slug, with_withdrawn=True)).first()
    if edition is None or not edition.withdrawal:
        return None
    day, reason = newsroom_day(edition.withdrawal.created_at).isoformat(), edition.withdrawal.reason
    return 410, _("Withdrawn"), _("This verdict was withdrawn on %(day)s: %(reason)s", day=day, reason=reason)
