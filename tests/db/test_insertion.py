"""Objects that are inserted without the unit of work."""

from __future__ import annotations

from sqlalchemy import inspect, select

from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.claims.claimants import ClaimantDetails
from factcheck.claims.models import WORDS, Claim, Claimant, ClaimantKind
from factcheck.claims.service import ClaimDetails, add
from factcheck.db import db, insert_object
from tests.factories import make_user, statements_of

SIGNE = ClaimantDetails("Signe Holt", "mayor")


def test_an_inserted_object_is_as_if_it_had_been_flushed(app: object) -> None:
    rita, signe = make_user("Rita"), Claimant(name="Signe Holt", kind=ClaimantKind.PERSON)
    db.session.add(signe)
    db.session.flush()
    claim = Claim(quoted="words", statement="It opens", author=rita, claimant=signe)
    insert_object(claim)
    assert inspect(claim).persistent
    assert claim not in db.session.dirty
    assert statements_of(lambda: (claim.id, claim.revision, claim.created_at, claim.author_id, claim.claimant_id)) == []
    db.session.expire_all()
    assert (claim.id, claim.revision, claim.author, claim.claimant) == (1, 1, rita, signe)
    claim.statement = "It opens in May"
    db.session.flush()
    assert claim.revision == 2


def test_an_event_has_the_whole_row_with_what_was_changed_after_its_insertion(app: object) -> None:
    rita = make_user("Rita")
    claim = add(rita, "words", ClaimDetails("It opens", claimant=SIGNE, tags=("harbour", "budget")))
    claim.place = "Tarnby"
    db.session.flush()
    record(rita, "claim:highlight", ("claim", claim.id), None, {})
    states = db.session.scalars(select(Event.row_states).order_by(Event.id.desc())).first()
    assert states is not None
    row = states["claims"]["1"]
    assert (row["statement"], row["place"], row["tags"]) == ("It opens", "Tarnby", [tag.id for tag in claim.tags])
    assert row["claimant_id"] == claim.claimant_id


def test_a_new_claim_is_found_by_its_statement_its_words_and_its_claimant(app: object) -> None:
    claim = add(make_user("Rita"), "quoted words", ClaimDetails("It opens", claimant=SIGNE))
    for words in ("opens", "quoted", "signe"):
        assert list(db.session.scalars(WORDS.matching(words))) == [claim.id]
