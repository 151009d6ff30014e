"""How far the work on each article is, and the list narrowed by it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.articles.queries import current_version
from factcheck.claims import service as claims
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.db import db
from factcheck.desk.progress import Counted, Progress, WorkState, progress_of
from factcheck.reviews import service as reviews
from tests.factories import make_article, make_claim, make_edition, make_user, sign_in


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    """Five articles: untouched, with an open claim, in review, all decided, archived."""
    rita, edda = make_user("Rita"), make_user("Edda", Role.EDITOR)
    make_article("Nothing claimed.", "Untouched")
    make_claim("One opens", make_article("One opens.", "Open"))
    reviews.assign(edda, make_claim("Two opens", make_article("Two opens.", "Reviewed")), rita, None)
    version = make_article("Three opens. It is lovely.", "Decided")
    edition = make_edition(state="published", claim=make_claim("Three opens", version))
    opinion = claims.ClaimDetails("It is lovely", kind=ClaimKind.OPINION, kind_reason="A matter of taste.")
    service.highlight(rita, version, [Quote("It is lovely")], opinion)
    service.join(rita, edition.verdict.claim, version, [Quote("opens")])  # a second place adds no claim
    gone = make_claim("lovely", version)
    claims.archive(rita, gone)
    archived = make_article("Four opens.", "Gone").article
    archived.archived_at = archived.created_at
    db.session.commit()
    return sign_in(client, rita)


def test_counts_stand_with_each_article(rita: FlaskClient) -> None:
    page = rita.get("/articles").text
    for words in (
        "no claims yet",
        "1 found · 1 open",
        "1 found · 1 in review",
        "2 found · 1 decided · 1 published · 1 not checkable",
    ):
        assert f"<title>{words}</title>" in page or f">{words}</p>" in page


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("", {"Untouched", "Open", "Reviewed", "Decided"}),
        ("open", {"Open"}),
        ("in-review", {"Reviewed"}),
        ("decided", {"Decided"}),
        ("no-claims", {"Untouched"}),
        ("archived", {"Gone"}),
        ("nonsense", {"Untouched", "Open", "Reviewed", "Decided"}),
    ],
)
def test_the_list_is_narrowed_by_the_state_of_the_work(rita: FlaskClient, state: str, titles: set[str]) -> None:
    page = rita.get(f"/articles?state={state}").text
    every = {"Untouched", "Open", "Reviewed", "Decided", "Gone"}
    assert {title for title in every if f">{title}</a>" in page} == titles


def test_a_page_asks_once_however_many_articles_it_shows(app: Flask, rita: FlaskClient) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    progress_of([1, 2, 3, 4, 5])
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1
    counts = []
    for count in (1, 9):
        for number in range(count):
            make_article(f"Piece {count} {number}.", f"Piece {count} {number}")
        asked.clear()
        rita.get("/articles")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def counting(asked: list[str]) -> int:
    return sum("annotations" in statement for statement in asked)


def test_a_list_that_was_shown_is_counted_again_after_an_event(app: Flask, rita: FlaskClient) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    pages = [rita.get("/articles").text for _ in range(2)]
    assert (counting(asked), "2 found · 2 open" in pages[1]) == (1, False)
    make_claim("opens", db.session.scalars(current_version(2)).one())
    db.session.commit()
    asked.clear()
    assert "2 found · 2 open" in rita.get("/articles").text
    assert counting(asked) == 1


def test_a_transaction_that_may_write_counts_what_it_has_changed(rita: FlaskClient) -> None:
    rita.get("/articles")
    db.session.execute(update(Claim).where(Claim.state == ClaimState.OPEN).values(state=ClaimState.IN_REVIEW))
    assert (progress_of([2])[2].open, progress_of([2])[2].in_review) == (0, 1)
    db.session.rollback()


def test_only_what_was_not_counted_yet_is_counted() -> None:
    asked: list[Sequence[int]] = []

    def count(ids: Sequence[int]) -> dict[int, Progress]:
        asked.append(ids)
        return {it: Progress(found=it) for it in ids}

    counted = Counted()
    assert counted.of("a", [1, 2], count) == {1: Progress(1), 2: Progress(2)}
    assert counted.of("a", [2, 3], count) == {2: Progress(2), 3: Progress(3)}
    assert counted.of("b", [3], count) == {3: Progress(3)}
    assert asked == [[1, 2], [3], [3]]


def test_progress_reads_in_words() -> None:
    assert str(Progress()) == "no claims yet"
    assert str(Progress(3, 0, 1, 1, 1)) == "3 found · 1 in review · 1 decided · 1 published"
    assert {state.value for state in WorkState} == {"open", "in-review", "decided", "no-claims", "archived"}


@pytest.mark.on_sqlite
def test_no_claim_is_compared_with_all_published_verdicts(rita: FlaskClient) -> None:
    asked: list[tuple[str, object]] = []

    def note(*given: object) -> None:
        asked.append((str(given[2]), given[3]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        progress_of([1, 2, 3])
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    ((statement, parameters),) = (it for it in asked if "annotations" in it[0])
    cursor = db.engine.raw_connection().cursor()
    plan = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()]  # type: ignore[arg-type]
    assert any("SEARCH annotations" in step for step in plan), plan
    assert [step for step in plan if step.startswith("SCAN") and "JOIN" in step] == []
