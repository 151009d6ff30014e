"""A site that is watched in tests: its page, validators, status and robots.txt can be changed."""

from __future__ import annotations

import socket
from datetime import timedelta

from sqlalchemy import select, update

from factcheck.captures import service
from factcheck.captures.formats.web_archive import ArchivedBytes
from factcheck.captures.models import Capture, CaptureState, Door
from factcheck.db import db, utcnow
from factcheck.jobs import worker
from factcheck.jobs.models import Job, JobState
from factcheck.sources.models import Source
from factcheck.watching.models import PageLooks
from tests.factories import make_user
from tests.fetching.hostile import HostileServer, answer


class WatchedSite:
    """What the site sends at `/permit`, and at `/robots.txt`."""

    def __init__(self, page: str) -> None:
        self.page, self.status, self.url, self.etag = page, "200 OK", "", ""
        self.robots, self.robots_status = "", "404 Not Found"
        self.media_type = "text/html; charset=utf-8"
        self.server: HostileServer | None = None

    def answer(self, connection: socket.socket, path: str) -> None:
        if path == "/robots.txt":
            connection.sendall(answer(self.robots.encode(), status=self.robots_status, Content_Type="text/plain"))
        elif path == "/moved":
            connection.sendall(answer(b"", status="302 Found", Location="/permit"))
        elif self.etag and f"If-None-Match: {self.etag}" in self.requests()[-1]:
            connection.sendall(answer(b"", status="304 Not Modified", ETag=self.etag))
        else:
            headers = {"ETag": self.etag} if self.etag else {}
            body = self.page.encode()
            connection.sendall(answer(body, status=self.status, Content_Type=self.media_type, **headers))

    def requests(self, path: str = "") -> list[str]:
        """The requests that came, of one path or of all."""
        assert self.server is not None
        return [request for request in self.server.requests if request.startswith(f"GET {path}")]

    def asked(self) -> int:
        """How often the page was asked for."""
        return len(self.requests("/permit"))

    def edit(self, old: str, new: str) -> None:
        """Change words of the page."""
        assert old in self.page
        self.page = self.page.replace(old, new)


def run_jobs() -> None:
    """Do the jobs that are due, until none is."""
    worker.run_due()
    db.session.expire_all()


def capture(source: Source) -> Capture:
    """Capture a source and find its quotations."""
    found = service.request(make_user("Rita"), source)
    db.session.commit()
    run_jobs()
    return found


def keep_fetched(source: Source, page: str) -> Capture:
    """Store a page as if the server had fetched it from the address of a source now."""
    made = Capture(source_id=source.id, asked_by_id=make_user("Rita").id, door=Door.SERVER, url=source.url)
    made.state = CaptureState.WAITING
    db.session.add(made)
    archived = ArchivedBytes(source.url or "", utcnow(), page.encode(), "text/html", 200)
    service.store_result(None, made, service.taken(archived), ("Factcheck", "0.1"))
    db.session.commit()
    return made


def make_due() -> None:
    """Make every look and every round due now, as if the time until then had passed."""
    past = utcnow() - timedelta(seconds=1)
    db.session.execute(update(PageLooks).values(due_at=past))
    db.session.execute(update(Job).where(Job.state == JobState.QUEUED).values(lease_until=past))
    db.session.commit()


def look() -> None:
    """Have a round, the looks that are due, and what follows from them."""
    make_due()
    run_jobs()


def jobs(name: str) -> list[Job]:
    """The jobs of a name, oldest first."""
    return list(db.session.scalars(select(Job).where(Job.name == name).order_by(Job.id)))
