"""An alarm is raised only if quoted words changed, moved or disappeared, and a person ends it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.anchoring import WordingChange
from factcheck.audit.models import Event
from factcheck.captures import service as captures
from factcheck.db import db
from factcheck.desk.home import groups
from factcheck.errors import Conflict, Invalid
from factcheck.evidence import editing
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence
from factcheck.undo import service as undo
from factcheck.watching.alarms import service
from factcheck.watching.models import AlarmOutcome, QuoteAlarm, WatchedPage
from tests.captures_site import PARAGRAPHS
from tests.factories import make_user, post, sign_in
from tests.watching.conftest import QUOTE
from tests.watching.watched_site import WatchedSite, capture, look, run_jobs

CHANGED = "The opening is planned for October."


def alarms() -> list[QuoteAlarm]:
    return list(db.session.scalars(select(QuoteAlarm).order_by(QuoteAlarm.id)))


@pytest.fixture
def alarm(cited: Evidence, site: WatchedSite) -> QuoteAlarm:
    """The site has changed the quoted words."""
    site.edit("September", "October")
    look()
    (found,) = alarms()
    return found


def test_changed_words_raise_an_alarm_with_both(alarm: QuoteAlarm, cited: Evidence) -> None:
    assert (alarm.evidence_id, alarm.change, alarm.outcome) == (cited.id, WordingChange.REWORDED, None)
    old = (alarm.old_capture.text or "")[alarm.old_start : alarm.old_end]
    assert (old, alarm.words) == (QUOTE, CHANGED)
    event = db.session.scalars(select(Event).where(Event.action == "evidence:raise-alarm")).one()
    assert (event.actor_name, event.subject_id) == ("Factcheck", cited.claim_id)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("four million", "five million"),
        ("<h1>Building permit</h1>", "<h1>Permit granted</h1><p>Updated yesterday by our reporter.</p>"),
        ("planned for September.", "planned for  September."),
    ],
)
def test_changes_elsewhere_raise_none(page: WatchedPage, site: WatchedSite, old: str, new: str) -> None:
    site.edit(old, new)
    look()
    assert alarms() == []


def test_words_that_disappeared_raise_one(page: WatchedPage, site: WatchedSite) -> None:
    site.edit(f"<p>{PARAGRAPHS[1]}</p>", "")
    look()
    (alarm,) = alarms()
    assert (alarm.change, alarm.start, alarm.words) == (WordingChange.REMOVED, None, None)


def test_words_that_moved_raise_one(page: WatchedPage, site: WatchedSite) -> None:
    site.edit(f"<p>{PARAGRAPHS[1]}</p>", "")
    site.edit(f"<p>{PARAGRAPHS[3]}</p>", f"<p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[1]}</p>")
    look()
    assert [(alarm.change, alarm.words) for alarm in alarms()] == [(WordingChange.MOVED, QUOTE)]


def test_a_capture_that_a_person_asks_for_raises_it_as_well(cited: Evidence, site: WatchedSite) -> None:
    site.edit("September", "October")
    capture(cited.source)
    assert [alarm.words for alarm in alarms()] == [CHANGED]


def test_a_copy_that_a_person_uploads_raises_none(cited: Evidence) -> None:
    """It may be of another view of the page than the server gets."""
    rita = make_user("Rita")
    found = captures.read_upload(rita, cited.source, "page.txt", b"Sign in to read this page, which has other words.")
    captures.upload(rita, cited.source, "page.txt", found)
    db.session.commit()
    run_jobs()
    assert alarms() == []


def test_a_quotation_that_was_never_found_raises_none(cited: Evidence, site: WatchedSite) -> None:
    details = editing.details_of(cited)
    editing.edit(make_user("Rita"), cited, replace(details, quote="Never on this page."), cited.revision)
    db.session.commit()
    run_jobs()
    site.edit("September", "October")
    look()
    assert alarms() == []


def test_words_that_are_there_again_end_it(alarm: QuoteAlarm, site: WatchedSite) -> None:
    site.edit("October", "September")
    look()
    assert alarm.outcome is AlarmOutcome.RESTORED
    site.edit("September", "November")
    look()
    assert [it.words for it in alarms()] == [CHANGED, CHANGED.replace("October", "November")]


def test_words_that_change_once_more_change_the_open_one(alarm: QuoteAlarm, site: WatchedSite) -> None:
    site.edit("October", "November")
    look()
    (same,) = alarms()
    assert (same.id, same.words) == (alarm.id, CHANGED.replace("October", "November"))


def test_what_still_holds_raises_none_until_the_words_change_once_more(
    alarm: QuoteAlarm, cited: Evidence, site: WatchedSite
) -> None:
    service.hold(make_user("Rob"), cited, "Only the month.", alarm.id, CHANGED)
    db.session.commit()
    assert (alarm.outcome, alarm.note) == (AlarmOutcome.HOLDS, "Only the month.")
    site.edit("four million", "five million")
    look()
    assert len(alarms()) == 1
    site.edit("October", "November")
    look()
    assert [it.outcome for it in alarms()] == [AlarmOutcome.HOLDS, None]


def test_a_decision_on_words_that_have_changed_meanwhile_is_refused(
    alarm: QuoteAlarm, cited: Evidence, site: WatchedSite
) -> None:
    site.edit("October", "November")
    look()
    with pytest.raises(Conflict, match="has changed once more"):
        service.hold(make_user("Rob"), cited, "", alarm.id, CHANGED)


def test_a_long_note_and_a_second_decision_are_refused(alarm: QuoteAlarm, cited: Evidence) -> None:
    rob = make_user("Rob")
    with pytest.raises(Invalid, match="at most 1,000 characters"):
        service.hold(rob, cited, "x" * 1001, alarm.id, CHANGED)
    service.hold(rob, cited, "", alarm.id, CHANGED)
    with pytest.raises(Conflict, match="Nobody has to re-check"):
        service.hold(rob, cited, "", alarm.id, CHANGED)


def test_a_decision_is_undone_and_done_once_more(alarm: QuoteAlarm, cited: Evidence) -> None:
    rob = make_user("Rob")
    service.hold(rob, cited, "Only the month.", alarm.id, CHANGED)
    db.session.commit()
    undo.undo(rob)
    assert alarm.outcome is None
    undo.redo(rob)
    assert (alarm.outcome, alarm.note) == (AlarmOutcome.HOLDS, "Only the month.")
    service.take_back(rob, cited)
    with pytest.raises(Conflict, match="no decision to undo"):
        service.take_back(rob, cited)


def test_replacing_the_quotation_or_withdrawing_the_evidence_ends_it(alarm: QuoteAlarm, cited: Evidence) -> None:
    rita = make_user("Rita")
    evidence.withdraw(rita, cited)
    db.session.commit()
    assert (alarm.outcome, alarm.decided_by) == (AlarmOutcome.WITHDRAWN, rita)
    evidence.restore(rita, cited)
    db.session.commit()
    assert alarm.outcome is None
    editing.edit(rita, cited, replace(editing.details_of(cited), note="Checked."), cited.revision)
    db.session.commit()
    assert alarm.outcome is None
    editing.edit(rita, cited, replace(editing.details_of(cited), quote=CHANGED), cited.revision)
    db.session.commit()
    run_jobs()
    assert [it.outcome for it in alarms()] == [AlarmOutcome.REPLACED]
    undo.undo(rita)
    db.session.commit()
    run_jobs()
    assert [it.outcome for it in alarms()] == [AlarmOutcome.REPLACED, None]


def test_the_desk_lists_it_under_now_for_the_author_and_for_editors(alarm: QuoteAlarm) -> None:
    ada, edda, rob = make_user("Ada", Role.ADMIN), make_user("Edda", Role.EDITOR), make_user("Rob")
    assert [groups.urgent_count(user) for user in (make_user("Rita"), edda, ada, rob)] == [1, 1, 1, 0]


def test_the_desk_the_claim_and_the_panel_lead_to_both_wordings(
    rita: FlaskClient, alarm: QuoteAlarm, cited: Evidence
) -> None:
    where = f"/evidence/{cited.id}/alarm"
    claim = f"/claims/{cited.claim_id}"
    for url in ("/", claim, f"{claim}/panel", f"{claim}/evidence"):
        assert where in rita.get(url).text, url
    assert "found other words at the source of evidence [1]" in rita.get(claim).text
    page = rita.get(where).text
    assert "<del>September</del>" in page
    assert "<ins>October</ins>" in page
    assert CHANGED in page  # in the field for another quotation


def test_a_person_decides_on_the_page(rita: FlaskClient, alarm: QuoteAlarm, cited: Evidence) -> None:
    where = f"/evidence/{cited.id}/alarm"
    refused = post(rita, where, note="x" * 1001, seen=alarm.id, seen_words=CHANGED)
    assert (refused.status_code, "x" * 1001 in refused.text) == (422, True)
    sent = post(rita, where, note="Only the month.", seen=alarm.id, seen_words=CHANGED)
    assert sent.status_code == 303
    page = rita.get(where).text
    assert "There is nothing to decide" in page
    assert "Only the month." in page
    assert where not in rita.get(f"/claims/{cited.claim_id}").text


def test_a_person_replaces_the_quotation_on_the_page(rita: FlaskClient, alarm: QuoteAlarm, cited: Evidence) -> None:
    where = f"/evidence/{cited.id}/alarm/replace"
    refused = post(rita, where, quote="", revision=cited.revision)
    assert (refused.status_code, "Enter the passage" in refused.text) == (422, True)
    post(rita, where, quote=CHANGED, revision=cited.revision)
    db.session.expire_all()
    assert (cited.quote, alarm.outcome) == (CHANGED, AlarmOutcome.REPLACED)


def test_somebody_elses_quotation_isnt_replaced(app: Flask, alarm: QuoteAlarm, cited: Evidence) -> None:
    rob = sign_in(app.test_client(), make_user("Rob"))
    assert "Replace quotation" not in rob.get(f"/evidence/{cited.id}/alarm").text
    assert post(rob, f"/evidence/{cited.id}/alarm/replace", quote="x", revision=1).status_code == 403


def test_words_from_a_hostile_page_are_shown_as_text(rita: FlaskClient, cited: Evidence, site: WatchedSite) -> None:
    site.edit("September", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; October")
    look()
    page = rita.get(f"/evidence/{cited.id}/alarm").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
