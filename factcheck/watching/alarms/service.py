"""Actions on alarms: a person decides that the evidence still holds; editing or withdrawing it ends an alarm, too."""

from __future__ import annotations

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_, _, count
from factcheck.permissions import Permission, require
from factcheck.watching import queries
from factcheck.watching.alarms import compare_job
from factcheck.watching.models import AlarmOutcome, QuoteAlarm

MAX_NOTE = 1_000  # code points
ENDS = {"evidence:edit": AlarmOutcome.REPLACED, "evidence:withdraw": AlarmOutcome.WITHDRAWN}
BACK = "evidence:restore"
FOLLOWED = frozenset({*ENDS, BACK})
NO_ALARM = N_("Nobody has to re-check this evidence any more: somebody has decided, or the page has its words again.")


def alarm_of(evidence_id: int) -> QuoteAlarm | None:
    """The open alarm about a piece of evidence; there is at most one."""
    return db.session.scalars(queries.alarms([evidence_id])).first()


def hold(actor: User, evidence: Evidence, note: str, seen_id: int, seen_words: str) -> None:
    """Decide that evidence still holds, although its source has changed.

    `seen_id` and `seen_words` are of the alarm that was shown. Raises Invalid for `note` if it is too long, Conflict if
    that alarm isn't open, or the page has other words by now.
    """
    require(actor, Permission.ADD_EVIDENCE)
    if len(note) > MAX_NOTE:
        limits = {"most": count(MAX_NOTE), "length": count(len(note))}
        raise Invalid("note", _("A note may have at most %(most)s characters; this one has %(length)s.", **limits))
    alarm = alarm_of(evidence.id)
    if alarm is None or evidence.archived_at is not None:
        raise Conflict(_(NO_ALARM))
    if (alarm.id, alarm.words or "") != (seen_id, seen_words):
        raise Conflict(_("The page has changed once more. Nothing was recorded. Compare it again."))
    _end(actor, alarm, AlarmOutcome.HOLDS, note.strip())
    record(actor, "evidence:hold", ("claim", evidence.claim_id), None, {"number": evidence.number, "note": alarm.note})


def take_back(actor: User, evidence: Evidence) -> None:
    """Undo the decision that evidence still holds."""
    require(actor, Permission.ADD_EVIDENCE)
    alarm = db.session.scalars(queries.of_evidence(evidence.id).limit(1)).first()
    if alarm is None or alarm.outcome is not AlarmOutcome.HOLDS or evidence.archived_at is not None:
        raise Conflict(_("There is no decision to undo."))
    _reopen(alarm)
    record(actor, "evidence:unhold", ("claim", evidence.claim_id), None, {"number": evidence.number})


def hold_again(actor: User, evidence: Evidence, note: str) -> None:
    """Redo it."""
    alarm = alarm_of(evidence.id)
    if alarm is None:
        raise Conflict(_(NO_ALARM))
    hold(actor, evidence, note, alarm.id, alarm.words or "")


def follow(happened: Event) -> None:
    """End the alarm in the transaction in which the quotation is replaced or the evidence withdrawn; or reopen it."""
    if happened.action not in FOLLOWED or happened.actor_id is None:
        return
    if happened.action == "evidence:edit" and "quote" not in (happened.after or {}):
        return
    evidence = _evidence(happened)
    if happened.action == BACK:
        last = db.session.scalars(queries.of_evidence(evidence.id).limit(1)).first()
        if last is not None and last.outcome is AlarmOutcome.WITHDRAWN:
            _reopen(last)
    elif alarm := alarm_of(evidence.id):
        _end(db.session.get_one(User, happened.actor_id), alarm, ENDS[happened.action], "")
    elif happened.action == "evidence:edit" and db.session.scalars(queries.of_evidence(evidence.id).limit(1)).first():
        compare_job.ask(evidence.source_id)  # it may quote again what isn't there any more


def _evidence(happened: Event) -> Evidence:
    number = (happened.after or happened.before or {})["number"]
    return db.session.query(Evidence).filter_by(claim_id=happened.subject_id, number=number).one()


def _end(actor: User, alarm: QuoteAlarm, outcome: AlarmOutcome, note: str) -> None:
    alarm.outcome, alarm.note, alarm.decided_by_id, alarm.decided_at = outcome, note, actor.id, utcnow()
    db.session.flush()


def _reopen(alarm: QuoteAlarm) -> None:
    alarm.outcome, alarm.note, alarm.decided_by_id, alarm.decided_at = None, "", None, None
    db.session.flush()
