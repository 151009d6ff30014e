"""Undo and redo of actions on watched pages and alarms, through the same services."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_
from factcheck.sources.models import Source
from factcheck.undo.registry import Undoable
from factcheck.watching import service
from factcheck.watching.alarms import service as alarms


def _on(kind: type[Source] | type[Article], act: Callable[[User, service.Subject], object]) -> Callable[..., None]:
    def undo(actor: User, event: Event) -> None:
        act(actor, cast(service.Subject, db.session.get_one(kind, event.subject_id)))

    return undo


def _evidence(event: Event) -> Evidence:
    number = (event.after or {})["number"]
    query = select(Evidence).where(Evidence.claim_id == event.subject_id, Evidence.number == number)
    return db.session.scalars(query).one()


def _unhold(actor: User, event: Event) -> None:
    alarms.take_back(actor, _evidence(event))


def _hold(actor: User, event: Event) -> None:
    alarms.hold_again(actor, _evidence(event), (event.after or {}).get("note", ""))


UNDO = {
    "source:watch": Undoable(_on(Source, service.unwatch), _on(Source, service.watch), N_("watching")),
    "source:unwatch": Undoable(_on(Source, service.watch), _on(Source, service.unwatch), N_("end of watching")),
    "article:watch": Undoable(_on(Article, service.unwatch), _on(Article, service.watch), N_("watching")),
    "article:unwatch": Undoable(_on(Article, service.watch), _on(Article, service.unwatch), N_("end of watching")),
    "evidence:hold": Undoable(_unhold, _hold, N_("decision that evidence still holds")),
}
