"""The job that asks an archive service for a copy of a source, through the one door to the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urljoin

from flask import current_app

from factcheck.archives import queries, service
from factcheck.archives.models import CopyState, IndependentCopy
from factcheck.audit.models import Event
from factcheck.captures.models import Capture, Door
from factcheck.db import db
from factcheck.fetching.client import Fetched, fetch
from factcheck.fetching.exchange import first_header
from factcheck.fetching.policy import PUBLIC
from factcheck.fetching.refusals import FetchRefused, Reason
from factcheck.i18n import N_, _
from factcheck.jobs.handlers import MAX_TRIES, WEB, JobHandler, NotNow, Report
from factcheck.jobs.service import unfinished
from factcheck.sources.models import Source
from factcheck.urls import is_web_address

FOLLOWED = frozenset({"capture:store"})
SECONDS = 60.0  # archives fetch the page before they answer
PASSING = frozenset({Reason.UNREACHABLE, Reason.BUSY, Reason.TOO_SLOW, Reason.INCOMPLETE, Reason.SERVER_BUSY})
NO_COPY = N_("The archive service answered, but didn’t say where the copy is.")


def follow(happened: Event) -> None:
    """Ask the service in the transaction in which a source is captured for the first time, if one is set."""
    if happened.action not in FOLLOWED or happened.subject_type != "source" or not service.save_address():
        return
    source = db.session.get_one(Source, happened.subject_id)
    has_one = db.session.scalars(queries.of_source(source.id).limit(1)).first() is not None
    if has_one or source.is_confidential or not is_web_address(source.url or ""):
        return
    query = db.session.query(Capture.asked_by_id).filter_by(source_id=source.id, door=Door.SERVER)
    if person := query.order_by(Capture.id.desc()).first():
        service.queue(person[0], source)


def ask_archive(arguments: Mapping[str, Any], _report: Report) -> Callable[[], None]:
    """The job: ask, and keep the address of the copy, or the reason. Raises NotNow for what may pass."""
    copy = db.session.get_one(IndependentCopy, int(arguments["copy_id"]))
    if copy.state is not CopyState.ASKED:
        return lambda: None
    copy_id, of_url, is_last = copy.id, copy.of_url, _is_last_attempt(copy.id)
    db.session.rollback()  # a slow server must not keep a transaction open
    url = reason = ""
    try:
        url = _address_of_copy(_asked(of_url), of_url)
        reason = "" if url else _(NO_COPY)
    except FetchRefused as refusal:
        if refusal.reason in PASSING and not is_last:
            raise NotNow(str(refusal)) from None
        reason = str(refusal)

    def write() -> None:
        fresh = db.session.get_one(IndependentCopy, copy_id)
        if fresh.state is CopyState.ASKED:
            service.end(fresh, url, reason)

    return write


def _is_last_attempt(copy_id: int) -> bool:
    job = unfinished(f"{service.JOB}:{copy_id}")
    return job is None or job.tries >= MAX_TRIES


def _asked(of_url: str) -> Fetched:
    template = service.save_address()
    if not template:
        raise FetchRefused(Reason.OFF)
    networks = current_app.extensions["settings"].fetch_networks
    address = template.replace("{encoded}", quote(of_url, safe="")).replace("{url}", of_url)
    return fetch(address, PUBLIC._replace(allowed=networks or (), seconds=SECONDS))


def _address_of_copy(page: Fetched, of_url: str) -> str:
    """The address that the service names (Content-Location, RFC 9110 §8.7), or to which it has led; empty if none."""
    named = urljoin(page.final_url, first_header(page.headers, "content-location"))
    url = named if named != page.final_url or page.final_url != page.url else ""
    return url if is_web_address(url) and not service.refusal_of(url, of_url) else ""


JOBS = {service.JOB: JobHandler(ask_archive, N_("Asking an archive service for a copy"), lane=WEB)}
