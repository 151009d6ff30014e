"""Requests to re-check a claim: to those who highlighted or reviewed it, when somebody else has changed it.

Each person has one request for everything that is new to them, until they mark it as seen, or review the claim again. A
change that was undone cancels it. Tags are only for finding claims, and don't count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import joinedload

from factcheck.accounts.models import User
from factcheck.annotations.models import Annotation, Target
from factcheck.audit.models import Event
from factcheck.audit.queries import history_of
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.reviews.models import Recheck, Review

MOVES = frozenset({"claim:resize", "claim:move-anchor", "claim:give-up-anchor", "claim:undo-anchor-decision"})
TIES = {"claim:join": True, "claim:reattach": True, "claim:detach": False}  # whether the claim has the words afterwards
HIDES = {"claim:archive": True, "claim:restore": False}
FOLLOWED = frozenset({"claim:edit", *MOVES, *TIES, *HIDES})
QUIET = frozenset({"tags", "state", "score", "change"})  # fields that follow from others, or are only for finding
Key = tuple[str, Any]  # a field, and the id of its target or annotation


class ClaimChange(NamedTuple):
    """A change by somebody: before and after as in the audit log."""

    act: Event
    field: str
    before: Any
    after: Any


def asked_of(user_id: int) -> Select[Recheck]:
    """The claims that this person is asked to re-check, oldest first."""
    query = select(Recheck).where(Recheck.user_id == user_id).options(joinedload(Recheck.claim))
    return query.order_by(Recheck.since_event_id, Recheck.claim_id)


def of(user: User, claim_id: int) -> Recheck | None:
    """The request to this person for this claim."""
    return db.session.get(Recheck, (user.id, claim_id))


def unseen(recheck: Recheck) -> list[ClaimChange]:
    """What others have changed since this person last saw the claim, oldest first."""
    acts = _acts(recheck)
    return [ClaimChange(act, *it) for act in acts if act.actor_id != recheck.user_id for it in _fields(act)]


def follow(act: Event) -> None:
    """After an act: ask those whom it concerns, or ask no more where all is as it was."""
    if act.actor_id is None or act.action not in FOLLOWED or act.subject_type != "claim":
        return
    if not any(True for _ in _fields(act)):
        return
    for user_id in sorted(_concerned(act) - {act.actor_id}):
        recheck = db.session.get(Recheck, (user_id, act.subject_id))
        if recheck is None:
            db.session.add(Recheck(user_id=user_id, claim_id=act.subject_id, since_event_id=act.id))
        elif _is_as_it_was(_acts(recheck)):
            db.session.delete(recheck)
    db.session.flush()


def see(actor: User, claim_id: int, newest_id: int) -> None:
    """Mark everything up to this event as seen; later events still count."""
    recheck = of(actor, claim_id)
    if recheck is None:
        return
    later = [it.act.id for it in unseen(recheck) if it.act.id > newest_id]
    if later:
        recheck.since_event_id = later[0]
    else:
        db.session.delete(recheck)
    db.session.flush()


def let_go(user_id: int, claim_id: int) -> None:
    """Delete the request: this person has reviewed the claim as it is now."""
    db.session.execute(delete(Recheck).where(Recheck.user_id == user_id, Recheck.claim_id == claim_id))


def _acts(recheck: Recheck) -> list[Event]:
    query = history_of(("claim", recheck.claim_id)).where(Event.id >= recheck.since_event_id)
    return list(db.session.scalars(query.where(Event.is_act(*FOLLOWED))))


def _concerned(act: Event) -> set[int]:
    """The people who highlighted the claim, or the words that were moved, and everybody who has reviewed it."""
    claim_id, concerned = act.subject_id, {**(act.before or {}), **(act.after or {})}
    people = set(db.session.scalars(select(Review.reviewer_id).where(Review.claim_id == claim_id)))
    people |= set(db.session.scalars(select(Claim.author_id).where(Claim.id == claim_id)))
    mine = select(Annotation.author_id)
    if "target" in concerned:
        people |= set(db.session.scalars(mine.join(Target).where(Target.id == concerned["target"])))
    elif "annotation" in concerned:
        people |= set(db.session.scalars(mine.where(Annotation.id == concerned["annotation"])))
    return people


def _fields(act: Event) -> Iterator[tuple[str, Any, Any]]:
    """The changes of an event that somebody should see: field, before, after."""
    before, after = act.before or {}, act.after or {}
    if act.action in HIDES:
        yield "archived", not HIDES[act.action], HIDES[act.action]
    elif act.action in TIES:
        words = " […] ".join(_words({**before, **after}["annotation"]))
        yield "words", *((None, words) if TIES[act.action] else (words, None))
    elif act.action in MOVES:
        if before.get("exact") != after.get("exact", before.get("exact")):
            yield "words", before.get("exact"), after["exact"]
        elif before.get("start") != after.get("start", before.get("start")):
            yield "position", before.get("start"), after["start"]
    else:
        yield from _described(before, after)


def _described(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name, value in after.items():
        if name in before and before[name] != value and name not in QUIET:
            yield name, before[name], value


def _words(annotation_id: int) -> Iterable[str]:
    return db.session.scalars(
        select(Target.exact).where(Target.annotation_id == annotation_id).order_by(Target.position)
    )


def _is_as_it_was(acts: Iterable[Event]) -> bool:
    """Whether these events together leave everything as it was before the first of them."""
    first: dict[Key, Any] = {}
    last: dict[Key, Any] = {}
    for act in acts:
        told = {**(act.before or {}), **(act.after or {})}
        number = told.get("target", told.get("annotation"))
        for name, before, after in _fields(act):
            first.setdefault((name, number), before)
            last[(name, number)] = after
    return first == last
