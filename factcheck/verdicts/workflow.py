"""The steps of an edition and the moves between them (pure)."""

from __future__ import annotations

import enum

from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.i18n.labels import label_inside
from factcheck.verdicts.models import EditionState


class Move(enum.StrEnum):
    """What can be done with an edition, as the past tense it leaves in the record."""

    EDIT = "changed"
    SUBMIT = "submitted"
    SEND_BACK = "sent back"
    APPROVE = "approved"
    PUBLISH = "published"
    DISCARD = "discarded"


UNFINISHED = frozenset({EditionState.DRAFT, EditionState.SENT_BACK})
UNAPPROVED = UNFINISHED | {EditionState.SUBMITTED}  # hidden from people who review the claim blind
MOVES: dict[Move, tuple[frozenset[EditionState], EditionState | None]] = {
    Move.EDIT: (UNFINISHED, None),
    Move.SUBMIT: (UNFINISHED, EditionState.SUBMITTED),
    Move.SEND_BACK: (frozenset({EditionState.SUBMITTED}), EditionState.SENT_BACK),
    Move.APPROVE: (frozenset({EditionState.SUBMITTED}), EditionState.APPROVED),
    Move.PUBLISH: (frozenset({EditionState.APPROVED}), EditionState.PUBLISHED),
    Move.DISCARD: (UNFINISHED, None),
}
REFUSALS = {
    Move.EDIT: N_("Only a draft or a verdict that was sent back can be edited; this one is %(state)s."),
    Move.SUBMIT: N_("Only a draft or a verdict that was sent back can be submitted; this one is %(state)s."),
    Move.SEND_BACK: N_("Only a submitted verdict can be sent back; this one is %(state)s."),
    Move.APPROVE: N_("Only a submitted verdict can be approved; this one is %(state)s."),
    Move.PUBLISH: N_("Only an approved verdict can be published; this one is %(state)s."),
    Move.DISCARD: N_("Only a draft or a verdict that was sent back can be discarded; this one is %(state)s."),
}


def after(state: EditionState, move: Move) -> EditionState:
    """The state that follows; raises Conflict, with a message, if the move isn't possible now."""
    sources, target = MOVES[move]
    if state not in sources:
        raise Conflict(_(REFUSALS[move], state=label_inside(state)))
    return target or state
