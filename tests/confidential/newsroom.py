"""A newsroom with one confidential source, whose every field, quotation, note and capture has a planted word."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.archives import service as archives
from factcheck.captures import service as captures
from factcheck.claims.models import Claim
from factcheck.confidential import service as confidential
from factcheck.db import db, visible_to
from factcheck.drafts import service as drafts
from factcheck.evidence import editing
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.jobs import worker
from factcheck.origins import service as origins
from factcheck.reviews import service as reviews
from factcheck.sources import reliability
from factcheck.sources import service as sources
from factcheck.sources.models import Source, SourceClass
from factcheck.watching import service as watching
from tests.factories import make_article, make_claim, make_edition, make_user, sign_in

PLANTED = "qzvwqx"  # the beginning of every planted word; no other word has it
ORDINARY = "Secretariat"  # beside them, for searches
CAST = {
    "Rita": Role.REVIEWER,  # added the source and the evidence
    "Rosa": Role.REVIEWER,  # was asked to review the claim
    "Emil": Role.EDITOR,  # was given access
    "Rob": Role.REVIEWER,
    "Edda": Role.EDITOR,  # wrote a verdict on the claim
    "Ada": Role.ADMIN,
}
SEE, DO_NOT_SEE = ("Rita", "Rosa", "Emil"), (None, "Rob", "Edda", "Ada")
WIRE = (
    f"{ORDINARY} {PLANTED}captured minutes of the harbour board: the opening in May was refused, and costs were not "
    f"halved but doubled, {PLANTED}captured again. The board will meet in September to decide on the second pier."
)
DETAILS = sources.SourceDetails(
    title=f"{ORDINARY} {PLANTED}title",
    publisher=f"{PLANTED}publisher",
    authors=(f"{PLANTED}author, Ann",),
    url=f"https://{PLANTED}address.example/minutes",
    source_class=SourceClass.PRIMARY,
    origin=f"{PLANTED}origin",
    interests=f"Funded by {PLANTED}interests",
)
QUOTED = evidence.EvidenceDetails(
    Stance.REFUTES, f"the opening in May was refused, {PLANTED}quote", f"page {PLANTED}locator", f"{PLANTED}note"
)


def fill() -> None:
    """Store it, with everything that hangs on a source, before any other row of its kind."""
    people = {name: make_user(name, role) for name, role in CAST.items()}
    rita, claim = people["Rita"], make_claim()
    source = sources.add(rita, DETAILS, is_confidential=True)
    confidential.give_access(rita, source, people["Emil"])
    row = evidence.add(rita, claim, source, QUOTED)
    withdrawn = evidence.add(rita, claim, source, replace(QUOTED, note=f"{PLANTED}withdrawn"))
    evidence.withdraw(rita, withdrawn)
    reviews.assign(people["Edda"], claim, people["Rosa"], None)
    _hang_on(source, row)
    drafts.keep(rita, f"/claims/{claim.id}/evidence/new", "/", f"{PLANTED}about", {"quote": [f"{PLANTED}typed"]})
    db.session.commit()
    worker.run_due()
    ferry = make_claim("The ferry sails at noon", make_article("The ferry sails\n\nThe ferry sails at noon today."))
    make_edition(people["Edda"], "published", ferry)
    make_edition(people["Edda"], "draft", claim)
    db.session.commit()
    editing.move(rita, row, db.session.scalars(select(Evidence).order_by(Evidence.id.desc())).first(), is_after=True)
    db.session.commit()


def _hang_on(source: Source, row: Evidence) -> None:
    rita = make_user("Rita")
    reliability.add(rita, source, f"{PLANTED}caution", f"{PLANTED}reason")
    other = sources.add(rita, sources.SourceDetails("Another paper"))
    for it, name, text in ((source, f"{PLANTED}file.txt", WIRE), (other, "copy.txt", WIRE.replace(PLANTED, "un"))):
        captures.upload(rita, it, name, captures.read_upload(rita, it, name, text.encode()))
    origins.decide(rita, source, other, is_one=True)
    archives.enter(rita, source, f"https://archive.example/{PLANTED}copy")
    watching.watch(rita, source)
    editing.edit(rita, row, replace(QUOTED, note=f"{PLANTED}note, edited"), row.revision)


def secret() -> Source:
    """The confidential source."""
    return db.session.scalars(select(Source).where(Source.confidential_since.is_not(None))).one()


def claim_of() -> Claim:
    """The claim that it is evidence for."""
    return db.session.scalars(select(Claim).order_by(Claim.id)).first() or make_claim()


def client_of(app: Flask, name: str | None) -> FlaskClient:
    """A client in which this person is signed in, if any."""
    client = app.test_client()
    return sign_in(client, make_user(name, CAST[name])) if name else client


def sees(name: str | None) -> bool:
    """Whether the person's queries find the source."""
    with visible_to(make_user(name, CAST[name]).id if name else None):
        return bool(db.session.scalars(select(Source.id).where(Source.confidential_since.is_not(None))).all())
