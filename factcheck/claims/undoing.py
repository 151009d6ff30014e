"""How acts on claims and their marks are undone and done again, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.articles.queries import current_version
from factcheck.audit.models import Event
from factcheck.claims import locating, resizing, service, settling
from factcheck.claims.described import described
from factcheck.claims.models import Annotation, Claim, Part, Placement, Settling
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.language import N_, _
from factcheck.undo.registry import register


def init_app(app: Flask) -> None:
    """Register every act on claims that has a way back."""
    archive, restore = _on_claim(service.archive), _on_claim(service.restore)
    detach, reattach = _on_annotation(service.detach), _on_annotation(service.reattach)
    register(app, "claim:highlight", archive, restore, N_("the highlighting"))
    register(app, "claim:archive", restore, archive, N_("the archiving"))
    register(app, "claim:restore", archive, restore, N_("the restoring"))
    register(app, "claim:join", detach, reattach, N_("the adding of words"))
    register(app, "claim:detach", reattach, detach, N_("the taking away of words"))
    register(app, "claim:reattach", detach, reattach, N_("the putting back of words"))
    register(app, "claim:edit", _described("before"), _described("after"), N_("what was mended"))
    register(app, "claim:resize", _resized("before"), _resized("after"), N_("the moving of a mark"))
    for kind, words in (("confirm", N_("the confirming of a mark")), ("give-up", N_("the giving up of a mark"))):
        act = settling.confirm if kind == "confirm" else settling.give_up
        register(app, f"claim:{kind}-mark", _unsettled, _settled(act), words)
    register(app, "claim:move-mark", _unsettled, _moved, N_("the placing of a mark"))
    register(app, "claim:undo-mark", _said_again, _unsettled, N_("the undoing of what was said of a mark"))


def _on_claim(act: Callable[[User, Claim], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, db.session.get_one(Claim, event.subject_id))


def _on_annotation(act: Callable[[User, Annotation], None]) -> Callable[[User, Event], None]:
    def undo(actor: User, event: Event) -> None:
        number = (event.after or {}).get("annotation") or (event.before or {})["annotation"]
        act(actor, db.session.get_one(Annotation, number))

    return undo


def _described(side: str) -> Callable[[User, Event], None]:
    """What is said about a claim, as it was on one side of the act; what the act left alone stays as it is now."""

    def undo(actor: User, event: Event) -> None:
        claim = db.session.get_one(Claim, event.subject_id)
        service.edit(actor, claim, described(claim, getattr(event, side)), claim.revision)

    return undo


def _resized(side: str) -> Callable[[User, Event], None]:
    def undo(actor: User, event: Event) -> None:
        part = db.session.get_one(Part, (event.after or {})["part"])
        place = getattr(event, side) or {}
        version = db.session.scalars(current_version(part.annotation.article_id)).one()
        resizing.resize(actor, part, locating.chosen(version, place["start"], place["end"]), part.revision)

    return undo


def _mark(event: Event) -> Placement:
    after = event.after or {}
    version = db.session.scalars(current_version(after["article"])).one()
    query = select(Placement).where(Placement.part_id == after["part"], Placement.version_id == version.id)
    placement = db.session.scalars(query).first()
    if placement is None or version.number != after["version"]:
        raise Conflict(_("Version %(number)s is the newest now. Say it of the mark there.", number=version.number))
    return placement


def _unsettled(actor: User, event: Event) -> None:
    placement = _mark(event)
    settling.undo(actor, placement, placement.revision)


def _settled(act: Callable[[User, Placement, int], None]) -> Callable[[User, Event], None]:
    def redo(actor: User, event: Event) -> None:
        placement = _mark(event)
        act(actor, placement, placement.revision)

    return redo


def _said_again(actor: User, event: Event) -> None:
    """What was said of a mark, and taken back by this act, is said again."""
    placement = _mark(event)
    last = max((it for it in placement.settlements if it.undone_at), key=lambda it: it.undone_at or it.created_at)
    if last.kind is Settling.MOVE:
        place = {"start": placement.start, "end": placement.end, **(event.before or {})}
        version = db.session.scalars(current_version(placement.version.article_id)).one()
        settling.move(actor, placement, locating.chosen(version, place["start"], place["end"]), placement.revision)
    else:
        act = settling.confirm if last.kind is Settling.CONFIRM else settling.give_up
        act(actor, placement, placement.revision)


def _moved(actor: User, event: Event) -> None:
    placement, after = _mark(event), event.after or {}
    version = db.session.scalars(current_version(after["article"])).one()
    words = locating.chosen(version, after["start"], after["end"])
    settling.move(actor, placement, words, placement.revision)
