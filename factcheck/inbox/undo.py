"""Undo and redo of dismissals and archiving, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.inbox import service
from factcheck.inbox.models import FeedCandidate, FollowedFeed
from factcheck.undo.registry import Undoable


def _on_feed(act: Callable[[User, FollowedFeed], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, db.session.get_one(FollowedFeed, event.subject_id))


def _on_candidate(act: Callable[[User, FeedCandidate], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, db.session.get_one(FeedCandidate, event.subject_id))


archive, restore = _on_feed(service.archive), _on_feed(service.restore)
dismiss, bring_back = _on_candidate(service.dismiss), _on_candidate(service.bring_back)
UNDO = {
    "feed:archive": Undoable(restore, archive, N_("archiving")),
    "feed:restore": Undoable(archive, restore, N_("restoring")),
    "candidate:dismiss": Undoable(bring_back, dismiss, N_("dismissal")),
    "candidate:restore": Undoable(dismiss, bring_back, N_("restoring")),
}
