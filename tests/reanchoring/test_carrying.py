"""Marks in a new version of their article: moved, reworded, doubled, deleted; none lost in silence."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextvars import Context

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.anchoring.selectors import Quote, WordingChange
from factcheck.annotations import queries
from factcheck.annotations.models import Anchor, AnchorState
from factcheck.annotations.service import highlight
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.claims.service import ClaimDetails
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.jobs.models import Job, JobState
from factcheck.jobs.worker import run_due
from tests.factories import compute_and_write, make_article, make_claim, make_user, sign_in
from tests.texts import DELETED, DOUBLED, MOVED, NEW, OLD, REWORDED, update


@pytest.fixture
def version(app: Flask) -> Version:
    old = make_article(OLD, "No reason to dredge")
    for words in (MOVED, REWORDED, DELETED, DOUBLED):
        make_claim(words, old)
    return update(old, NEW)


def placed(version: Version) -> dict[int, tuple[AnchorState, WordingChange, str | None]]:
    db.session.expire_all()
    rows = db.session.scalars(select(Anchor).where(Anchor.version_id == version.id))
    return {row.target_id: (row.state, row.change, row.exact) for row in rows}


def test_each_of_four_marks_has_its_own_outcome_and_none_is_missing(version: Version) -> None:
    assert run_due() == 1
    assert placed(version) == {
        1: (AnchorState.CONFIDENT, WordingChange.MOVED, MOVED),
        2: (AnchorState.UNCERTAIN, WordingChange.REWORDED, REWORDED.replace("14", "11")),
        3: (AnchorState.ORPHANED, WordingChange.REMOVED, None),
        4: (AnchorState.CONFIDENT, WordingChange.UNCHANGED, DOUBLED),
    }
    assert db.session.scalars(current_version(version.article_id)).one().number == 2
    assert len(queries.places(version.id)) == 3


def test_until_its_marks_are_there_nobody_works_on_the_new_version(version: Version) -> None:
    assert db.session.scalars(current_version(version.article_id)).one().number == 1
    assert placed(version) == {}


def test_a_mark_made_while_the_job_ran_is_carried_as_well(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.reanchoring import job as carrying

    old = db.session.scalars(current_version(version.article_id)).one()
    write = carrying.open_version({"version_id": version.id}, lambda done, total: None)
    make_claim("The harbour board of Tarnby met on Tuesday evening", old)
    compute_and_write(write)
    db.session.commit()
    assert len(placed(version)) == 5
    carrying.open_version({"version_id": version.id}, lambda done, total: None)()  # repeated: nothing is done twice
    db.session.commit()
    assert len(placed(version)) == 5


def test_from_version_to_version_a_mark_is_carried_from_where_it_was_made(version: Version) -> None:
    run_due()
    third = update(db.session.get_one(Version, version.id), OLD)
    run_due()
    assert Counter(state for state, _, _ in placed(third).values()) == {AnchorState.CONFIDENT: 4}
    assert placed(third)[3] == (AnchorState.CONFIDENT, WordingChange.UNCHANGED, DELETED)
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert (job.state, job.done, job.total) == (JobState.DONE, 4, 4)


def test_the_page_shows_old_and_new_words_and_counts_that_add_up(version: Version, client: FlaskClient) -> None:
    rita = sign_in(client, make_user("Rita"))
    assert rita.get("/articles/1/versions/2/marks").status_code == 404  # not open yet
    run_due()
    page = rita.get("/articles/1/versions/2/marks").text
    for number, words in ((2, "to resolve"), (4, "carried over"), (2, "certain"), (1, "uncertain"), (1, "not found")):
        assert f"<strong>{number}</strong> {words}" in page
    assert "<del>14</del>" in page
    assert "<ins>11</ins>" in page
    assert "a similar one was found" in page
    assert MOVED not in page
    every = rita.get("/articles/1/versions/2/marks?show=all").text
    assert MOVED in every
    assert rita.get("/articles/1/versions/2/marks?show=none").status_code == 404


def test_the_workbench_says_of_every_mark_whose_words_changed_that_they_did(
    version: Version, client: FlaskClient
) -> None:
    rita = sign_in(client, make_user("Rita"))
    run_due()
    page = rita.get("/articles/1").text
    assert 'aria-label="Claim 2, open. Uncertain: reworded"' in page
    assert 'aria-label="Claim 1, open. Moved in this version"' in page
    assert 'aria-label="Claim 4, open"' in page
    assert "Uncertain: reworded" in page
    assert "Claim 3," not in page
    assert 'aria-label="Claim 3, open"' in rita.get("/articles/1/versions/1").text


def test_the_check_finds_a_mark_without_a_place_and_a_place_on_other_words(version: Version, app: Flask) -> None:
    run_due()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["factcheck", "check"]).exit_code == 0
    row = db.session.scalars(select(Anchor).where(Anchor.target_id == 2)).one()
    row.exact = "other words"
    db.session.delete(db.session.scalars(select(Anchor).where(Anchor.target_id == 1)).one())
    db.session.commit()
    output = runner.invoke(args=["factcheck", "check"]).output
    assert "target 1 has no place in version 2" in output
    assert "does not slice to its words" in output


def test_a_mark_made_in_the_very_moment_of_opening_is_carried_as_well(version: Version, app: Flask) -> None:
    old = db.session.scalars(current_version(version.article_id)).one()
    highlight(make_user("Rita"), old, [Quote("in the customs house")], ClaimDetails("They met in the customs house"))
    opening = threading.Thread(target=lambda: Context().run(in_context, app, run_due))
    opening.start()
    opening.join(0.5)  # it has to wait: the mark is not committed yet
    db.session.commit()
    opening.join(20)
    assert len(placed(version)) == 5


def in_context(app: Flask, act: Callable[[], object]) -> None:
    with app.app_context():
        act()


def test_words_are_not_tied_to_a_version_that_is_no_longer_the_newest(version: Version) -> None:
    old = db.session.scalars(current_version(version.article_id)).one()
    run_due()
    with pytest.raises(Conflict, match="Version 2 of this article is now"):
        highlight(make_user("Rita"), old, [Quote("in the customs house")], ClaimDetails("They met there"))
