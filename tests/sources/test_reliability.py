"""Notes on the reliability of sources: shown wherever a source is used, refused without a reason, undone."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.errors import Conflict, NotAllowed
from factcheck.sources import reliability
from factcheck.sources.models import SourceNote
from factcheck.undo import service as undoing
from tests.factories import make_claim, make_evidence, make_user, post

NOTE = {"note": "Corrects without saying so.", "reason": "Two changed figures in May."}


def make_note() -> SourceNote:
    row = reliability.add(make_user("Rita"), make_evidence(make_claim()).source, **NOTE)
    db.session.commit()
    return row


def test_a_note_is_shown_with_author_and_reason_wherever_the_source_is_used(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    answer = post(rita, f"/sources/{row.source_id}/notes/new", **NOTE)
    assert (answer.status_code, answer.location) == (303, f"/sources/{row.source_id}")
    for url in (f"/sources/{row.source_id}", f"/claims/{row.claim_id}/evidence", f"/claims/{row.claim_id}/panel"):
        page = rita.get(url).text
        assert all(words in page for words in (*NOTE.values(), "Rita")), url
    assert "added a note on the source" in rita.get(f"/sources/{row.source_id}/history").text


def test_a_note_without_words_or_reason_is_refused_at_both(rita: FlaskClient) -> None:
    source = make_evidence(make_claim()).source
    answer = post(rita, f"/sources/{source.id}/notes/new", note=" ")
    assert answer.status_code == 422
    assert "Enter what colleagues should know." in answer.text
    assert "Enter the reason, so that others can judge it." in answer.text


def test_a_note_is_removed_by_its_author_or_an_editor_only_and_undone(rita: FlaskClient) -> None:
    row, edda = make_note(), make_user("Edda", Role.EDITOR)
    with pytest.raises(NotAllowed, match="editor or the person who wrote"):
        reliability.remove(make_user("Rob"), row)
    reliability.remove(edda, row)
    with pytest.raises(Conflict, match="already removed"):
        reliability.remove(edda, row)
    assert reliability.notes_of([row.source_id]) == {}
    undoing.undo(edda)
    assert reliability.notes_of([row.source_id]) == {row.source_id: [row]}
    with pytest.raises(Conflict, match="isn’t removed"):
        reliability.restore(edda, row)
    assert post(rita, f"/sources/notes/{row.id}/remove").status_code == 303
    assert NOTE["note"] not in rita.get(f"/sources/{row.source_id}").text
