"""Who sees a confidential source: the rule, marking and opening one, giving access, and what is recorded of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.confidential import queries, service
from factcheck.confidential.models import SourceAccess, SourceRead
from factcheck.corrections import takedowns
from factcheck.db import db, fetch, utcnow, visible_to
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.evidence import service as evidence
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.sources import importing
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.undo import service as undoing
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.editions.requirements import RequirementNotMet
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.staleness import current
from factcheck.verdicts.models import TakedownReason
from tests.confidential.newsroom import CAST, DETAILS, DO_NOT_SEE, PLANTED, QUOTED, SEE, client_of, sees
from tests.factories import make_claim, make_edition, make_user, post, rating


@pytest.fixture
def source(app: Flask) -> Source:
    """A confidential source that Rita has used for a claim."""
    for name, role in CAST.items():
        make_user(name, role)
    made = sources.add(make_user("Rita"), DETAILS, is_confidential=True)
    evidence.add(make_user("Rita"), make_claim(), made, QUOTED)
    db.session.commit()
    return made


def test_people_who_work_on_the_claim_see_it_and_nobody_else(source: Source) -> None:
    edda, claim = make_user("Edda", Role.EDITOR), make_claim_of(source)
    reviews.assign(edda, claim, make_user("Rosa"), None)
    service.give_access(make_user("Rita"), source, make_user("Emil", Role.EDITOR))
    db.session.commit()
    assert {name for name in (*SEE, *DO_NOT_SEE) if sees(name)} == set(SEE)
    listed = {person.name for person in db.session.scalars(queries.viewers(source.id))}
    others = {person.name for person in db.session.scalars(queries.others(source.id))}
    assert (listed, others) == (set(SEE), set(CAST) - set(SEE))


def make_claim_of(source: Source) -> object:
    return db.session.scalars(select(evidence.Evidence).where(evidence.Evidence.source_id == source.id)).one().claim


def test_nobody_lets_themselves_in(source: Source) -> None:
    edda, rob, claim = make_user("Edda", Role.EDITOR), make_user("Rob"), make_claim_of(source)
    reviews.assign(edda, claim, edda, None)
    reviews.submit(rob, claim, rating(), "See [1].", Confidence.HIGH)
    db.session.commit()
    assert (sees("Edda"), sees("Rob")) == (False, False)
    source.confidential_since = utcnow()  # he has reviewed it before that
    db.session.commit()
    assert sees("Rob")


def test_an_editor_marks_a_source_and_opens_it_with_a_reason(source: Source) -> None:
    edda, open_one = make_user("Edda", Role.EDITOR), sources.add(make_user("Rob"), sources.SourceDetails("Minutes"))
    with pytest.raises(NotAllowed, match="Only an editor"):
        service.mark(make_user("Rob"), open_one)
    service.mark(edda, open_one)
    db.session.commit()
    with pytest.raises(Conflict, match="already confidential"):
        service.mark(edda, open_one)
    with pytest.raises(Invalid, match="why the newsroom"):
        service.unmark(edda, open_one, " ")
    service.unmark(edda, open_one, "The ministry has published them.")
    with pytest.raises(Conflict, match="isn’t confidential"):
        service.unmark(edda, open_one, "Again")


def test_the_publisher_of_a_source_that_is_marked_later_leaves_the_log(app: Flask) -> None:
    rita, rob = make_user("Rita"), make_user("Rob")
    open_one = sources.add(rita, sources.SourceDetails("Minutes", publisher="Board of the lighthouse"))
    db.session.commit()
    about = select(Event).where(Event.subject_type == "publisher")
    with visible_to(rob.id):
        assert len(fetch(about.with_only_columns(Event.id))) == 1
    service.mark(make_user("Edda", Role.EDITOR), open_one)
    db.session.commit()
    with visible_to(rob.id):
        assert fetch(about.with_only_columns(Event.id)) == []
    with visible_to(rita.id):
        assert len(fetch(about.with_only_columns(Event.id))) == 1


def test_an_address_is_compared_again_once_the_source_is_open(source: Source) -> None:
    other = sources.add(make_user("Rob"), sources.SourceDetails("Found by Rob", url=DETAILS.url))
    assert other is not source
    assert source.url_key is None
    (row,) = importing.plan(f"TY  - WEB\nTI  - Minutes\nUR  - {DETAILS.url}\nER  - \n")
    assert row.outcome is importing.ImportOutcome.IN_LIBRARY
    edda = make_user("Edda", Role.EDITOR)
    with pytest.raises(Conflict, match="Found by Rob"):
        service.unmark(edda, source, "It is public now.")
    sources.edit(edda, other, sources.SourceDetails("Found by Rob"), other.revision)
    service.unmark(edda, source, "It is public now.")
    db.session.commit()
    assert source.url_key is not None
    with pytest.raises(Invalid, match="everybody in the newsroom sees it"):
        sources.add(make_user("Rob"), DETAILS, is_confidential=True)


def test_access_is_given_ended_and_undone(source: Source) -> None:
    rita, rob = make_user("Rita"), make_user("Rob")
    access = service.give_access(rita, source, rob)
    db.session.commit()
    with pytest.raises(Conflict, match="already has access"):
        service.give_access(rita, source, rob)
    with pytest.raises(NotAllowed, match="Only an editor or the person who gave"):
        service.end_access(make_user("Rosa"), access)
    assert sees("Rob")
    undoing.undo(rita)
    db.session.commit()
    assert not sees("Rob")
    with pytest.raises(Conflict, match="already ended"):
        service.end_access(rita, access)
    rob.active = False
    with pytest.raises(Invalid, match="no access to the newsroom"):
        service.give_access(rita, source, rob)
    with pytest.raises(Conflict, match="isn’t confidential"):
        service.give_access(rita, sources.add(rita, sources.SourceDetails("Open")), rita)


def test_what_an_approved_verdict_names_stays_open_until_that_is_taken_down(app: Flask) -> None:
    edition, edda = make_edition(state="published"), make_user("Edda", Role.EDITOR)
    named = db.session.scalars(select(Source)).one()
    with pytest.raises(Conflict, match="Take the verdict down"):
        service.mark(edda, named)
    asked = takedowns.ask(edda, edition.verdict, TakedownReason.COPYRIGHT, "Court, 12 C 345")
    takedowns.approve(make_user("Emil", Role.EDITOR), asked, asked.revision, edition.record_sha256 or "")
    service.mark(edda, named)


def test_a_verdict_holds_nothing_of_it_and_cannot_be_approved_while_it_cites_it(source: Source) -> None:
    edda = make_user("Edda", Role.EDITOR)
    edition = make_edition(edda, "submitted", make_claim_of(source))  # cites [1], which is the confidential one
    assert [row.number for row in current(edition).evidence] == [2]
    with pytest.raises(RequirementNotMet, match="attached and cited"):
        verdicts.approve(make_user("Emil", Role.EDITOR), edition, edition.revision, publish=True)


def test_a_verdict_tells_readers_of_a_source_known_to_the_newsroom_if_its_author_chose_so(
    source: Source, app: Flask
) -> None:
    rita, emil, claim = make_user("Rita"), make_user("Emil", Role.EDITOR), make_claim_of(source)
    details = VerdictDetails(rating(), "The harbour opens in September", "Not in May.", "A document says so [1].")
    edition = verdicts.propose(rita, claim, details)
    assert (current(edition).evidence, current(edition).confidential) == ((), ())
    verdicts.edit(rita, edition, replace(details, names_confidential=True), edition.revision)
    assert current(edition).confidential == (1,)
    edition.author = make_user("Rob")  # who doesn't see it learns nothing by asking for it
    assert current(edition).confidential == ()
    edition.author = rita
    db.session.flush()
    verdicts.submit(rita, edition, edition.revision)
    db.session.flush()
    verdicts.approve(emil, edition, edition.revision, publish=True)
    db.session.commit()
    page = app.test_client().get(f"/checks/{edition.verdict.slug}").text
    assert "A source known to the newsroom" in page
    assert '<a class="citation" href="#evidence-1">1</a>' in page
    assert PLANTED not in page + (edition.record or "")
    assert EditionSnapshot.from_json(edition.record or "").confidential == (1,)


def test_the_choice_is_offered_to_authors_who_see_such_evidence(source: Source, app: Flask) -> None:
    where = f"/claims/{make_claim_of(source).id}/verdict/new"
    assert "Mention the confidential source" in client_of(app, "Rita").get(where).text
    assert "Mention the confidential source" not in client_of(app, "Rob").get(where).text


def test_it_is_added_marked_and_shared_over_http_and_each_reading_is_listed(rita: FlaskClient, app: Flask) -> None:
    answer = post(
        rita, "/sources/new", title="A call", source_class="primary", source_kind="interview", confidential="y"
    )
    assert answer.status_code == 303, answer.text
    assert "Confidential" in rita.get(answer.location).text
    rob = client_of(app, "Rob")
    assert rob.get(answer.location).status_code == 404
    given = post(rita, f"{answer.location}/access", user_id=make_user("Rob").id)
    assert given.location == f"{answer.location}#confidential"
    assert rob.get(answer.location).status_code == 200
    rob.get(answer.location)
    assert db.session.scalars(select(SourceRead.user_id)).all().count(make_user("Rob").id) == 1
    assert "Rob" in rita.get(answer.location).text.partition("Shown to")[2]
    access = db.session.scalars(select(SourceAccess)).one()
    assert post(rita, f"/sources/access/{access.id}/end").status_code == 303
    assert rob.get(answer.location).status_code == 404


def test_a_source_is_marked_and_opened_over_http(app: Flask) -> None:
    edda, number = client_of(app, "Edda"), sources.add(make_user("Rob"), sources.SourceDetails("Minutes")).id
    db.session.commit()
    assert post(edda, f"/sources/{number}/confidential").status_code == 303
    assert "Open to the newsroom" in edda.get(f"/sources/{number}").text
    refused = post(edda, f"/sources/{number}/open", reason="")
    assert (refused.status_code, "why the newsroom may see" in refused.text) == (422, True)
    assert post(edda, f"/sources/{number}/open", reason="It is public.").status_code == 303
    assert "opened the source to the newsroom" in edda.get(f"/sources/{number}/history").text
