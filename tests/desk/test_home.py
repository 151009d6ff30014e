"""What the rows of the desk show, what comes first, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from factcheck.accounts.models import Role
from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.threads import service as threads
from tests.factories import make_article, make_claim, make_edition, make_user, post, rating, shown_on, sign_in

MANY = "\n\n".join(f"This is sentence number {number}." for number in range(1, 26))


def assign(claim: Claim, days: int | None, name: str = "Rita") -> Claim:
    due_on = None if days is None else utcnow().date() + timedelta(days=days)
    reviews.assign(make_user("Edda", Role.EDITOR), claim, make_user(name), due_on)
    db.session.commit()
    return claim


def groups_now(page: str) -> list[str]:
    """The groups of the rows under Now, in their order."""
    return re.findall(r'data-group="([a-z]+)"', page.partition('id="now"')[2].partition("</section>")[0])


@pytest.mark.parametrize(
    ("days", "group", "words"),
    [(-2, "late", ">2 d late<"), (0, "today", ">today<"), (1, "", ">tomorrow<"), (9, "", ""), (None, "", "")],
)
def test_what_is_late_or_due_today_is_now_and_only_that_has_a_colour(
    rita: FlaskClient, days: int | None, group: str, words: str
) -> None:
    assign(make_claim(), days)
    page = rita.get("/").text
    assert groups_now(page) == ([group] if group else [])
    assert ("To rate" in page) == (not group)
    assert words in page
    assert re.findall(r'data-due="([a-z]+)"', page) == ([group] if group else [])


def test_now_is_ranked_counted_everywhere_and_each_row_starts_the_work(app: Flask) -> None:
    version = make_article(MANY, "Many sentences")
    late, today, asked, draft = (make_claim(f"sentence number {number}.", version) for number in (1, 2, 3, 4))
    edition = make_edition(claim=draft)
    emil, edda = (sign_in(app.test_client(), make_user(name, Role.EDITOR)) for name in ("Emil", "Edda"))
    assert "<title>Desk" in edda.get("/").text
    assert "to do now" not in edda.get("/claims").text
    post(emil, f"/editions/{edition.id}/send-back", **shown_on(emil, edition.id), reason="Which page?")
    assign(today, 0, "Edda")
    assign(late, -1, "Edda")
    threads.start(make_user("Rita"), asked, "@Edda, which permit?", is_blocking=True)
    db.session.commit()
    page = edda.get("/").text
    assert groups_now(page) == ["returned", "late", "today", "questions"]
    assert "<title>(4) Desk" in page
    for url in (f"/editions/{edition.id}/edit", f"/claims/{late.id}/reviews/new", f"/claims/{today.id}/reviews/new"):
        assert f'<a class="button" href="{url}"' in page
        assert edda.get(url).status_code == 200
    assert "Sent back: <bdi>Which page?</bdi>" in page
    assert "Blocks approval" in page
    assert '<span class="count">4<span' in edda.get("/claims").text
    assert "to do now" not in emil.get("/claims").text


def test_a_row_names_the_article_and_the_claimant(rita: FlaskClient) -> None:
    make_claim()
    page = rita.get("/").text
    assert '<bdi lang="en">Harbour will open in May, mayor says</bdi>' in page.replace("\n      ", " ")
    assert "<bdi>Signe Holt</bdi>" in page


def test_disagreement_is_shown_from_the_lowest_to_the_highest_rating(app: Flask) -> None:
    claim = make_claim()
    for name, key in (("Rita", "mixed"), ("Rob", "false"), ("Olli", "mostly-true")):
        reviews.submit(make_user(name), claim, rating(key), "Read it.", Confidence.HIGH)
    db.session.commit()
    page = sign_in(app.test_client(), make_user("Edda", Role.EDITOR)).get("/").text
    row = page.partition('data-group="disagreements"')[2].partition("</li>")[0]
    assert "⟷" in row
    assert f'href="/claims/{claim.id}/verdict/new"' in row
    assert re.findall(r'data-rating="([a-z-]+)"', row) == ["false", "mostly-true"]


def test_the_desk_asks_no_more_for_many_rows_than_for_few(app: Flask) -> None:
    version, edda = make_article(MANY, "Many sentences"), make_user("Edda", Role.EDITOR)
    client, counts = sign_in(app.test_client(), edda), []
    asked: list[str] = []
    made = [make_claim(f"sentence number {number}.", version) for number in range(1, 26)]
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for few in (made[:8], made[8:16]):
        for place, claim in enumerate(few):
            assign(claim, place % 3 - 1, "Edda")
            reviews.submit(make_user("Rob"), claim, rating(), "Read it.", Confidence.HIGH)
            make_edition(make_user("Rob"), claim=claim)
        db.session.commit()
        client.get("/")
        asked.clear()
        client.get("/")
        counts.append(len([statement for statement in asked if statement.startswith("SELECT")]))
    assert counts[0] == counts[1]
    assert counts[0] <= 40


def test_a_claim_whose_verdict_somebody_has_in_hand_is_not_open(rita: FlaskClient) -> None:
    edition = make_edition(state="draft")
    assert 'data-group="open"' not in rita.get("/").text
    edda = sign_in(rita, make_user("Edda", Role.EDITOR))
    post(edda, f"/editions/{edition.id}/discard", revision=edition.revision)
    assert 'data-group="open"' in edda.get("/").text
