"""The nightly job that puts the captures since the last one under a root, and has each open root stamped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import current_app

from factcheck.audit.service import LOG, record
from factcheck.config.time_authority import TimeAuthority
from factcheck.db import db, utcnow
from factcheck.db.slow import slow_step
from factcheck.fetching.client import post
from factcheck.fetching.policy import PUBLIC
from factcheck.fetching.refusals import FetchRefused, Reason
from factcheck.health import clear_alarm, raise_alarm
from factcheck.i18n import N_
from factcheck.jobs.handlers import WEB, JobHandler, Report
from factcheck.jobs.service import enqueue
from factcheck.storage import store
from factcheck.time_proofs import merkle, queries
from factcheck.time_proofs.models import ProvenCapture, TimeProof
from factcheck.time_proofs.tokens import Stamp, StampRefused, TimestampRequest

JOB = "time-proof:stamp"
AT = timedelta(minutes=10)  # after midnight, UTC: what ended yesterday is stored by then
RETRY = timedelta(hours=1)
ALARM = "time-authority"
WORDS = N_(
    "The time authority hasn’t stamped the captures of the last days: %(reason)s Factcheck asks again every hour. "
    "Captures aren’t affected."
)
TOKEN, PEM = "application/timestamp-reply", "application/pem-certificate-chain"


class Answered(NamedTuple):
    """What came of asking for a stamp of a root: the stamp, or the reason why there is none."""

    root: str
    stamp: Stamp | None = None
    reason: str = ""


def configured_authority() -> TimeAuthority | None:
    """The authority of the settings; None if there is none."""
    found: TimeAuthority | None = current_app.extensions["settings"].time_authority
    return found


def schedule(wait: timedelta | None = None) -> None:
    """Queue the next run, after a wait or in the coming night; without an authority none. Never commits."""
    if configured_authority() is not None:
        due = utcnow() + wait if wait else next_night(utcnow())
        enqueue(JOB, {}, location="/jobs", key=JOB, due=due)


def next_night(now: datetime) -> datetime:
    """The next moment at which yesterday is complete."""
    due = now.replace(hour=0, minute=0, second=0, microsecond=0) + AT
    return due if due > now else due + timedelta(days=1)


def stamp_captures(_arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: make the root of the captures up to midnight, have each open root stamped, and queue the next run.

    A failure is kept in words; it stops nothing.
    """
    authority = configured_authority()
    if authority is None:
        return lambda: None
    midnight = utcnow().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = db.session.execute(queries.unproven(midnight)).all()
    leaves = [(id_, merkle.leaf(raw, warc)) for id_, raw, warc in rows]
    roots = [proof.root_sha256 for proof in db.session.scalars(queries.unstamped())]
    roots += [merkle.root([hashed for _, hashed in leaves])] if leaves else []
    db.session.rollback()  # a slow authority must not keep a transaction open
    answers = []
    for number, root in enumerate(roots):
        report(number, len(roots))
        answers.append(ask(root, authority))

    def write() -> None:
        if leaves:
            _add(roots[-1], [id_ for id_, _ in leaves])
        for answer in answers:
            _keep(answer, authority)
        _tell(answers)
        schedule(RETRY if any(answer.reason for answer in answers) else None)

    return write


@slow_step("asking a time authority")
def ask(root: str, authority: TimeAuthority) -> Answered:
    """Ask the authority for a stamp of a root, and verify it."""
    networks = current_app.extensions["settings"].fetch_networks
    request = TimestampRequest(bytes.fromhex(root))
    try:
        if networks is None:
            raise FetchRefused(Reason.OFF)
        policy = PUBLIC._replace(allowed=networks)
        answer = post(authority.url, request.data, "application/timestamp-query", policy)
        stamp = request.stamp(answer.body, authority.certificates)
    except (FetchRefused, StampRefused) as refusal:
        return Answered(root, reason=str(refusal))
    store.keep(stamp.token)
    store.keep(authority.certificates)
    return Answered(root, stamp)


def _add(root: str, capture_ids: list[int]) -> None:
    proof = TimeProof(root_sha256=root, captures=len(capture_ids))
    db.session.add(proof)
    db.session.flush()
    places = enumerate(capture_ids)
    db.session.add_all(ProvenCapture(capture_id=id_, proof_id=proof.id, position=at) for at, id_ in places)
    record(None, "capture:seal", LOG, None, {"root_sha256": root, "captures": len(capture_ids)})


def _keep(answer: Answered, authority: TimeAuthority) -> None:
    proof = db.session.scalars(queries.unstamped().where(TimeProof.root_sha256 == answer.root)).one()
    proof.authority, proof.tried_at, proof.reason = authority.url, utcnow(), answer.reason
    if answer.stamp is None:
        db.session.flush()
        record(None, "capture:not-stamped", LOG, None, {"root_sha256": answer.root, "reason": answer.reason})
        return
    token, certificates = store.put(answer.stamp.token, TOKEN), store.put(authority.certificates, PEM)
    proof.token_sha256, proof.certificates_sha256, proof.stamped_at = token, certificates, answer.stamp.at
    db.session.flush()
    record(None, "capture:stamp", LOG, None, {"root_sha256": answer.root, "stamped_at": answer.stamp.at})


def _tell(answers: list[Answered]) -> None:
    """Raise or clear the alarm for administrators."""
    if failed := next((answer for answer in answers if answer.reason), None):
        raise_alarm(ALARM, WORDS, "factcheck health", reason=failed.reason)
    else:
        clear_alarm(ALARM)


JOBS = {JOB: JobHandler(stamp_captures, N_("Stamping captures with the time"), lane=WEB)}
