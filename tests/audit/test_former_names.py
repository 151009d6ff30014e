"""Entries from before a renaming: read under the present names, and proved as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from factcheck.annotations.models import Anchor, AnchorDecision, AnchorState, DecisionKind
from factcheck.audit import former_names, heads
from factcheck.audit.chain import START, digest
from factcheck.audit.models import Event
from factcheck.audit.service import NEWEST
from factcheck.db import db, insert, utcnow
from factcheck.db.row_states import columns_of, plain, take
from factcheck.integrity.log import record as broken_entries
from factcheck.integrity.rows import rows
from factcheck.jobs.worker import run_due
from factcheck.reanchoring import service
from tests.factories import make_article, make_claim, make_user
from tests.texts import DELETED, NEW, OLD, REWORDED, update

FORMER_STATES = {present: former for former, present in former_names.ANCHOR_STATES.items()}


def carried_over() -> list[Anchor]:
    old = make_article(OLD, "No reason to dredge")
    for words in (REWORDED, DELETED):
        make_claim(words, old)
    update(old, NEW)
    run_due()
    return list(db.session.scalars(select(Anchor).order_by(Anchor.id)))


def add_former(action: str, before: Mapping[str, Any], after: Mapping[str, Any], row_states: Mapping[str, Any]) -> None:
    """Append an entry as an earlier version of the software wrote it."""
    take(db.session())
    row = {"at": utcnow(), "actor_id": None, "actor_name": "Factcheck", "action": action, "subject_type": "claim"}
    row |= {"subject_id": 1, "before": before, "after": after, "row_states": row_states}
    row["previous_sha256"] = db.session.scalar(NEWEST.statement) or START
    row["sha256"] = digest(row["previous_sha256"], row)
    insert(Event, row)
    db.session.commit()


def former_row(anchor: Anchor) -> dict[str, Any]:
    values = {name: plain(getattr(anchor, name)) for name in columns_of(Anchor)}
    return {"part_id": values.pop("target_id"), **values, "state": FORMER_STATES[values["state"]]}


def test_a_former_entry_is_read_under_present_names_and_keeps_its_digest(app: Flask) -> None:
    anchor = carried_over()[0]
    states = {"placements": {str(anchor.id): former_row(anchor)}}
    add_former("claim:confirm-mark", {"state": "look"}, {"state": "sure", "part": anchor.target_id}, states)
    entry = db.session.scalars(select(Event).where(Event.action == "claim:confirm-anchor")).one()
    assert (entry.action, entry.stored_action) == ("claim:confirm-anchor", "claim:confirm-mark")
    assert (entry.before, entry.after) == ({"state": "uncertain"}, {"state": "confident", "target": anchor.target_id})
    assert list(entry.row_states or ()) == ["anchors"]
    assert db.session.scalars(select(Event.action).where(Event.id == entry.id)).one() == "claim:confirm-anchor"
    assert list(broken_entries()) == []
    assert list(rows()) == []


def test_an_action_is_found_by_its_present_name_and_never_by_a_former_one(app: Flask) -> None:
    for action in ("claim:confirm-mark", "claim:confirm-anchor", "claim:edit", "claim:move-anchor"):
        add_former(action, {}, {}, {})
    for asked in (("claim:confirm-anchor",), ("claim:edit", "claim:move-anchor"), ("claim:confirm-mark",)):
        found = db.session.scalars(select(Event.id).where(Event.is_act(*asked)).order_by(Event.id)).all()
        assert found == db.session.scalars(select(Event.id).where(Event.action.in_(asked)).order_by(Event.id)).all()
        assert len(found) == (0 if "claim:confirm-mark" in asked else 2)


def test_a_row_that_differs_from_its_former_entry_is_reported(app: Flask) -> None:
    anchor = carried_over()[0]
    states = {"placements": {str(anchor.id): {**former_row(anchor), "state": "lost", "part_id": 77}}}
    add_former("article:carry-marks", {}, {}, states)
    found = "\n".join(rows())
    assert f'anchors {anchor.id}: state is "{anchor.state.value}", but entry' in found
    assert f"anchors {anchor.id}: target_id is {anchor.target_id}, but entry" in found


def test_a_former_entry_of_a_deleted_row_says_that_it_is_gone() -> None:
    assert former_names.row_states({"parts": {"7": None}}) == {"targets": {"7": None}}
    assert former_names.row_states(None) is None
    assert former_names.details(None) is None


def test_only_the_states_of_anchors_are_mapped() -> None:
    kept = {"claims": {"1": {"state": "sure", "part_id": 3}}}
    assert former_names.row_states(kept) == kept
    assert former_names.details({"rating": "sure", "state": "decided"}) == {"rating": "sure", "state": "decided"}


def test_numbers_that_former_heads_name_stay_given_out(app: Flask) -> None:
    line = f"57:{'3f' * 32} 2026-11-01T20:45:01Z parts=12 placements=4 targets=9 editions.number/3=2\n"
    home = app.extensions["settings"].home
    (home / heads.FILE).write_text(line)
    (read,) = heads.lines(home)
    assert read.numbers == {("targets", ""): 12, ("anchors", ""): 4, ("editions.number", "3"): 2}


def test_every_present_action_is_known_by_one_name_only() -> None:
    assert not former_names.ACTIONS.keys() & former_names.ACTIONS.values()
    assert len(set(former_names.ACTIONS.values())) == len(former_names.ACTIONS)


def test_a_decision_from_before_the_renaming_is_undone(app: Flask) -> None:
    uncertain, _ = carried_over()
    rita = make_user("Rita")
    former = {"state": "look", "change": "reworded"}
    uncertain.decisions.append(AnchorDecision(kind=DecisionKind.CONFIRM, before=former, author=rita))
    uncertain.state = AnchorState.CONFIDENT
    db.session.commit()
    service.undo(rita, uncertain, uncertain.revision)
    assert uncertain.state is AnchorState.UNCERTAIN


def test_anchors_and_decisions_survive_the_way_down_and_up(app: Flask) -> None:
    uncertain, orphaned = carried_over()
    rita = make_user("Rita")
    service.confirm(rita, uncertain, uncertain.revision)
    service.give_up(rita, orphaned, orphaned.revision)
    db.session.commit()
    tables = ("targets", "anchors", "anchor_decisions", "change_answers")
    before = {name: db.session.execute(text(f"SELECT * FROM {name} ORDER BY id")).all() for name in tables}  # noqa: S608 - our own names
    db.session.remove()
    downgrade(revision="0052_edition_words")
    assert set(db.session.scalars(text("SELECT state FROM placements"))) == {"sure", "lost"}
    assert db.session.scalar(text("SELECT count(*) FROM settlements")) == 2
    db.session.remove()
    upgrade()
    after = {name: db.session.execute(text(f"SELECT * FROM {name} ORDER BY id")).all() for name in tables}  # noqa: S608 - our own names
    assert after == before
    assert list(rows()) == []
