"""Two records of one source become one, field by field, and two again exactly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.archives import service as archives
from factcheck.archives.models import IndependentCopy
from factcheck.audit.models import Event
from factcheck.captures import queries as captures
from factcheck.captures.models import Capture
from factcheck.confidential import service as confidential
from factcheck.db import db
from factcheck.db.row_states import columns_of, plain
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.merging import service
from factcheck.merging.models import SourceMerge
from factcheck.origins import service as origins
from factcheck.origins.models import OriginDecision
from factcheck.sources import reliability
from factcheck.sources import service as sources
from factcheck.sources.models import Source, SourceNote
from factcheck.sources.service import SourceDetails
from factcheck.undo import service as undoing
from factcheck.verdicts.basis_questions import queries as questions
from factcheck.verdicts.models import Edition
from factcheck.watching import service as watching
from factcheck.watching.models import WatchedPage
from tests.factories import make_claim, make_edition, make_user, post, sign_in
from tests.origins.conftest import WIRE, upload

HERE, THERE = "https://town.example/permit", "https://archive.example/permit"


def make_source(title: str = "Building permit", **details: Any) -> Source:
    source = sources.add(make_user("Rita"), SourceDetails(title, **details))
    db.session.commit()
    return source


def edda() -> Any:
    return make_user("Edda", Role.EDITOR)


def merge(kept: Source, other: Source, *taken: str) -> SourceMerge:
    row = service.merge(edda(), kept, other, taken, service.revisions_of(kept, other))
    db.session.commit()
    return row


def is_intact(app: Flask) -> bool:
    """Whether every row is as the audit log has it, and every hash matches."""
    return app.test_cli_runner().invoke(args=["factcheck", "check"]).exit_code == 0


def rows_of_everything() -> dict[str, Any]:
    """Every column of every row that a merge may touch."""
    kinds: tuple[Any, ...] = (Source, Evidence, SourceNote, IndependentCopy, WatchedPage, OriginDecision)
    db.session.expire_all()
    names = {kind: columns_of(kind) for kind in kinds}
    found = {
        f"{kind.__tablename__} {row.id}": {name: plain(getattr(row, name)) for name in names[kind]}
        for kind in kinds
        for row in db.session.scalars(select(kind))
    }
    return found | {"captures": {it.id: it.source_id for it in db.session.scalars(select(Capture))}}


def test_everything_moves_and_comes_back_exactly(app: Flask) -> None:
    rita, kept = make_user("Rita"), make_source(url=HERE)
    other = make_source("Permit of the town", url=THERE, publisher="Town", published_on=date(2026, 5, 1))
    third = make_source("Wire")
    row = evidence.add(rita, make_claim(), other, evidence.EvidenceDetails(Stance.REFUTES, "September."))
    reliability.add(rita, other, "Late.", "Two weeks.")
    archives.enter(rita, other, "https://web.archive.example/permit")
    upload(other, WIRE)
    watching.watch(rita, other)
    origins.decide(rita, other, third, is_one=True)
    db.session.commit()
    before = rows_of_everything()
    merge(kept, other, "publisher", "url")
    assert (kept.title, kept.publisher, kept.url, kept.published_on) == ("Building permit", "Town", THERE, None)
    assert (row.source, other.current, sources.of_address(HERE), sources.of_address(THERE)) == (kept,) * 4
    assert len(db.session.scalars(captures.captured(kept.id)).all()) == 1
    assert (watching.page_of(kept) or WatchedPage()).is_on
    assert len(reliability.notes_of([kept.id])[kept.id]) == 1
    assert rows_of_everything() != before
    assert is_intact(app)
    undoing.undo(edda())
    db.session.commit()
    assert rows_of_everything() == before
    undoing.redo(edda())
    db.session.commit()
    assert row.source is kept
    undoing.undo(edda())
    db.session.commit()
    assert rows_of_everything() == before
    assert is_intact(app)


def test_what_was_added_or_edited_since_stays(app: Flask) -> None:
    kept, other = make_source(), make_source("Permit", publisher="Town")
    row = merge(kept, other, "publisher", "title")
    details = sources.details_of(kept)
    sources.edit(make_user("Rita"), kept, SourceDetails("The permit", details.publisher), kept.revision)
    added = evidence.add(make_user("Rita"), make_claim(), kept, evidence.EvidenceDetails(Stance.CONTEXT, "May."))
    service.unmerge(edda(), row)
    db.session.commit()
    assert (kept.title, kept.publisher, other.publisher) == ("The permit", "", "Town")
    assert added.source is kept
    assert other.archived_at is None


def test_a_published_edition_stays_as_it_is_and_editors_are_asked(app: Flask) -> None:
    edition = make_edition(state="published")
    source = db.session.scalars(select(Source)).one()
    snapshot = edition.record
    kept = make_source("Permit 12/2026")
    merge(kept, source)
    db.session.expire_all()
    assert db.session.get_one(Edition, edition.id).record == snapshot
    assert is_intact(app)
    editor = sign_in(app.test_client(), edda())
    assert "still stands" in editor.get(f"/claims/{edition.verdict.claim_id}/basis").text


def test_what_cannot_be_merged_is_refused_and_nothing_changes(app: Flask) -> None:
    rita, kept, other, third = make_user("Rita"), make_source(url=HERE), make_source(url=THERE), make_source()
    with pytest.raises(NotAllowed, match="Only an editor can merge"):
        service.merge(rita, kept, other, (), service.revisions_of(kept, other))
    with pytest.raises(Invalid, match="two different sources"):
        merge(kept, kept)
    seen = service.revisions_of(kept, other)
    sources.edit(rita, other, SourceDetails("Permit", url=THERE), other.revision)
    db.session.commit()
    with pytest.raises(EditConflict, match="edited since"):
        service.merge(edda(), kept, other, (), seen)
    for source in (kept, other):
        watching.watch(rita, source)
    db.session.commit()
    with pytest.raises(Conflict, match="Both pages are watched"):
        merge(kept, other)
    db.session.rollback()
    watching.unwatch(rita, kept)
    origins.decide(rita, kept, third, is_one=True)
    origins.decide(rita, other, third, is_one=False)
    db.session.commit()
    with pytest.raises(Conflict, match="“Building permit”, the other to be another"):
        merge(kept, other)
    db.session.rollback()
    assert (kept.merged_into_id, other.merged_into_id, other.archived_at) == (None, None, None)
    origins.decide(rita, other, third, is_one=None)
    sources.archive(edda(), kept)
    db.session.commit()
    with pytest.raises(Conflict, match="is archived"):
        merge(kept, other)


def test_a_chain_leads_to_its_end_and_is_undone_from_there(app: Flask) -> None:
    first, second, third = make_source(url=HERE), make_source("B"), make_source("C")
    row = merge(second, first)
    last = merge(third, second)
    assert sources.of_address(HERE) is third
    with pytest.raises(Conflict, match="merged into another source already"):
        merge(third, first)
    with pytest.raises(Conflict, match="Undo that merge first"):
        service.unmerge(edda(), row)
    with pytest.raises(Conflict, match="Undo that merge instead"):
        sources.restore(edda(), first)
    service.unmerge(edda(), last)
    service.unmerge(edda(), row)
    with pytest.raises(Conflict, match="undone already"):
        service.unmerge(edda(), row)
    assert sources.of_address(HERE) is first


def test_old_addresses_lead_on_for_good(app: Flask) -> None:
    editor = sign_in(app.test_client(), edda())
    kept, other = make_source(), make_source("Permit", url=HERE)
    url = f"/sources/{kept.id}/merge/{other.id}"
    page = editor.get(url).text
    assert "nothing: nobody used the other record yet" in page
    seen = {"revision": kept.revision, "other_revision": other.revision}
    answer = post(editor, url, taken="url", **seen)
    assert (answer.status_code, answer.location) == (303, f"/sources/{kept.id}")
    assert post(editor, url, **seen).status_code == 409
    for path in ("", "/history", "/edit"):
        answer = editor.get(f"/sources/{other.id}{path}")
        assert (answer.status_code, answer.location) == (301, f"/sources/{kept.id}{path}")
    assert b"Building permit" in editor.get(f"/sources/export?id={other.id}&as=csl").data
    assert "merged record" in editor.get(f"/sources/{kept.id}/history").text
    assert "Merged records" in editor.get(f"/sources/{kept.id}").text
    assert other.title not in editor.get("/sources?state=archived").text
    row = db.session.scalars(select(SourceMerge)).one()
    assert post(editor, f"/sources/merges/{row.id}/undo").location == f"/sources/{other.id}"
    actions = db.session.scalars(select(Event.action).where(Event.subject_id == other.id)).all()
    assert {"source:merge-into", "source:unmerge-from"} <= set(actions)


def test_reviewers_see_no_way_to_merge(rita: FlaskClient) -> None:
    source = make_source()
    assert "Merge" not in rita.get(f"/sources/{source.id}").text
    assert rita.get(f"/sources/{source.id}/merge").status_code == 403


def test_confidential_sources_are_not_merged_nor_merged_ones_made_confidential(app: Flask) -> None:
    kept, other, hidden = make_source(), make_source("Permit"), make_source("A call")
    confidential.mark(edda(), hidden)
    db.session.commit()
    with pytest.raises(Conflict, match="is confidential"):
        merge(kept, hidden)
    db.session.rollback()
    merge(kept, other)
    with pytest.raises(Conflict, match="Undo that merge first"):
        confidential.mark(edda(), kept)


def test_editors_are_asked_about_a_verdict_whose_source_is_another_record_now(app: Flask) -> None:
    claim = make_edition(state="published").verdict.claim
    named = db.session.scalars(select(Evidence).where(Evidence.claim_id == claim.id)).one().source
    row = merge(make_source("Another record of the permit"), named)
    assert questions.open_question(claim.id) is not None
    service.unmerge(edda(), row)
    db.session.commit()
    assert questions.open_question(claim.id) is None
