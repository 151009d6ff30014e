"""Nobody approves what they wrote, and what was approved never changes."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.verdicts import service
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.editions.snapshot import EditionSnapshot, digest
from factcheck.verdicts.models import CorrectionClass, EditionState
from tests.factories import make_edition, make_user, rating


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_nobody_approves_their_own(app: Flask, role: Role) -> None:
    author = make_user("Author", role)
    edition = make_edition(author)
    with pytest.raises(NotAllowed):
        service.approve(author, edition, edition.revision)
    assert edition.state is EditionState.SUBMITTED


def test_a_stale_page_is_refused(app: Flask) -> None:
    edition = make_edition()
    with pytest.raises(EditConflict, match="re-check it"):
        service.approve(make_user("Emil", Role.EDITOR), edition, edition.revision - 1)
    assert edition.state is EditionState.SUBMITTED


@pytest.mark.parametrize(
    "change",
    ["UPDATE editions SET headline = 'x'", "UPDATE editions SET state = 'draft'", "DELETE FROM editions",
     "UPDATE editions SET published_at = NULL", "UPDATE versions SET text = 'x'", "DELETE FROM versions"],
)  # fmt: skip
def test_the_database_refuses_to_change_what_was_approved(app: Flask, change: str) -> None:
    make_edition(state="published")
    with pytest.raises(DatabaseError, match="never"):
        db.session.execute(text(change))
    db.session.rollback()


def test_the_record_is_what_was_approved_to_the_byte(app: Flask) -> None:
    edition = make_edition(state="approved")
    record = EditionSnapshot.from_json(edition.record or "")
    assert record.to_json() == edition.record
    assert digest(edition.record or "") == edition.record_sha256
    assert (record.author, record.approver) == ("Edda", "Emil")


def test_a_correction_is_a_new_edition_with_a_note(app: Flask) -> None:
    edition = make_edition(state="published")
    emil, edda = make_user("Emil", Role.EDITOR), make_user("Edda", Role.EDITOR)
    details = VerdictDetails(rating("mostly-false"), "It opens in autumn", "Not in May.", "The permit says so [1].")
    with pytest.raises(Invalid):
        service.correct(emil, edition.verdict, details, CorrectionClass.VERDICT_CHANGED, " ")
    second = service.correct(emil, edition.verdict, details, CorrectionClass.VERDICT_CHANGED, "We were too harsh.")
    with pytest.raises(Conflict):
        service.correct(emil, edition.verdict, details, CorrectionClass.VERDICT_CHANGED, "Twice.")
    service.submit(emil, second, second.revision)
    db.session.flush()
    service.approve(edda, second, second.revision)
    assert (edition.headline, second.number) == ("The harbour opens in September", 2)


@pytest.mark.parametrize("rationale", ["", "It cites [7].", "It cites nothing."])
def test_a_rationale_must_cite_what_is_there(app: Flask, rationale: str) -> None:
    edition = make_edition(state="draft")
    details = VerdictDetails(rating(), "Headline", "Summary", rationale)
    with pytest.raises(Invalid):
        service.edit(edition.author, edition, details, edition.revision)


def test_sending_back_needs_reasons_and_another_person(app: Flask) -> None:
    edition = make_edition()
    with pytest.raises(NotAllowed):
        service.send_back(edition.author, edition, "Mend it.", edition.revision)
    with pytest.raises(Invalid):
        service.send_back(make_user("Emil", Role.EDITOR), edition, " ", edition.revision)
