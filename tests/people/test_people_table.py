"""The table of people: what each row says, its orders and filters, invitations, and the page of a person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role, SignIn, User
from factcheck.claims import service as claims
from factcheck.db import db, utcnow
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from tests.factories import make_article, make_claim, make_user, post, rating, sign_in


@pytest.fixture
def ada(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Ada", Role.ADMIN))


def names(client: FlaskClient, query: str = "") -> list[str]:
    return re.findall(r'<th scope="row">\s*<a [^>]*>([^<]*)</a>', client.get(f"/people{query}").text)


def row(client: FlaskClient, user: User) -> list[str]:
    """The cells of a person's row, without their elements."""
    page = client.get("/people").text
    found = re.search(rf'<tr id="person-{user.id}".*?</tr>', page, re.DOTALL)
    assert found is not None
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", "", cell).split()) for cell in cells]


def owe(user: User, count: int) -> None:
    """That many claims which this person was asked to review, beside one reviewed and one archived."""
    text = "\n\n".join(f"This is sentence number {number}." for number in range(1, 9))
    version, edda = make_article(text, "Many sentences"), make_user("Edda", Role.EDITOR)
    made = [make_claim(f"sentence number {number}.", version) for number in range(1, count + 3)]
    for claim in made:
        reviews.assign(edda, claim, user, None)
    reviews.submit(user, made[0], rating(), "Read it.", Confidence.HIGH)
    claims.archive(edda, made[1])
    db.session.commit()


def test_a_row_says_role_open_reviews_last_seen_and_how_somebody_signs_in(ada: FlaskClient) -> None:
    rob = make_user("Rob")
    owe(rob, 2)
    rob.password, rob.tf_primary_method = "a hash", "authenticator"
    db.session.add(SignIn(user_id=rob.id, token_sha256="0" * 64, address="127.0.0.1", device="x", ended_at=utcnow()))
    db.session.commit()
    assert row(ada, rob)[:4] == ["Reviewer", "2", "just now", "password and second factor"]
    assert row(ada, make_user("Edda"))[:4] == ["Editor", "0", "never", "no password yet"]


def test_who_has_chosen_a_language_is_shown_with_it(ada: FlaskClient) -> None:
    rob = make_user("Rob")
    rob.language = "de"
    db.session.commit()
    assert '<p class="meta">rob@newsroom.example · German (de)</p>' in ada.get("/people").text


def test_people_have_five_orders(ada: FlaskClient) -> None:
    rob, edda = make_user("Rob"), make_user("edda", Role.EDITOR)
    edda.email = "edda@newsroom.example"
    owe(rob, 1)
    seen = utcnow() - timedelta(hours=3)
    db.session.add(SignIn(user_id=edda.id, token_sha256="0" * 64, address="127.0.0.1", device="x", created_at=seen))
    db.session.commit()
    assert names(ada) == ["Ada", "edda", "Rita", "Rob"]
    assert names(ada, "?sort=role") == ["Ada", "edda", "Rita", "Rob"]
    assert names(ada, "?sort=work")[0] == "Rob"
    assert names(ada, "?sort=seen")[:2] == ["Ada", "edda"]
    assert names(ada, "?sort=newest")[-1] == "Ada"


@pytest.mark.parametrize("sort", ["", "role", "work", "seen", "newest"])
def test_pages_of_any_order_hold_each_person_once(ada: FlaskClient, sort: str) -> None:
    for number in range(34):
        make_user(f"Nils {number % 5}{'abcdefg'[number // 5]}", list(Role)[number % 3])
    page = ada.get(f"/people?sort={sort}").text
    following = re.search(r'rel="next" href="([^"]*)"', page)
    assert following is not None
    pages = page + ada.get(following[1].replace("&amp;", "&")).text
    found = re.findall(r'<tr id="person-(\d+)"', pages)
    assert sorted(map(int, found)) == sorted(db.session.scalars(db.select(User.id)))


def test_people_are_found_by_name_address_and_access(ada: FlaskClient) -> None:
    rob = make_user("Rob")
    make_user("Rita")
    rob.active = False
    db.session.commit()
    assert names(ada, "?q=RIT") == ["Rita"]
    assert names(ada, "?q=rob@newsroom") == ["Rob"]
    assert names(ada, "?access=no-access") == ["Rob"]
    assert names(ada, "?access=active") == ["Ada", "Rita"]
    assert "No access" in ada.get("/people?q=rob").text
    assert "Nobody found" in ada.get("/people?q=zzz").text


def test_a_refused_invitation_is_open_with_what_was_typed(ada: FlaskClient) -> None:
    page = ada.get("/people").text
    assert '<details class="disclosure">' in page
    answer = post(ada, "/people/invitations", name="Nils", email="", role="editor")
    assert answer.status_code == 422
    assert '<details class="disclosure" open>' in answer.text
    assert 'value="Nils"' in answer.text


def test_the_page_of_a_person_has_their_role_name_and_help_with_signing_in(ada: FlaskClient) -> None:
    rob = make_user("Rob")
    page = ada.get(f"/people/{rob.id}").text
    for path in ("", "/name", "/reset"):
        assert f'action="/people/{rob.id}{path}"' in page
    answer = post(ada, f"/people/{rob.id}/name", name=" ")
    assert answer.status_code == 422
    assert "Enter the person’s name." in answer.text
    assert 'id="name-error"' in answer.text
    assert ada.get("/people/999").status_code == 404
