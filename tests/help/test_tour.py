"""The tour of the first day: five steps for each role, on the desk until they are hidden."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.help.models import TourProgress
from factcheck.help.tour import EDITOR, REVIEWER
from tests.conftest import path_of
from tests.factories import make_user, post, sign_in

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def steps_on(client: FlaskClient, path: str = "/") -> list[str]:
    """The titles of the steps on a page, those that are done with a tick."""
    tree = etree.HTML(client.get(path).text)
    return [
        ("✓ " if item.get("data-done") is not None else "") + item.xpath("string(.//a)")
        for item in tree.xpath("//*[@id='tour']//li")
    ]


@pytest.mark.parametrize(("role", "steps"), [(Role.REVIEWER, REVIEWER), (Role.EDITOR, EDITOR), (Role.ADMIN, EDITOR)])
def test_five_steps_are_on_the_first_desk_and_lead_to_pages_and_help(app: Flask, role: Role, steps: tuple) -> None:
    client = sign_in(app.test_client(), make_user("Somebody", role))
    assert steps_on(client) == steps_on(client, "/help/tour") == [step.title for step in steps]
    assert len(steps) == 5
    for target in etree.HTML(client.get("/").text).xpath("//*[@id='tour']//a/@href"):
        assert client.get(target).status_code == 200, target


def test_a_step_is_ticked_off_and_back_without_a_script(rita: FlaskClient) -> None:
    answer = post(rita, "/help/tour/steps/open", done="1", back="/")
    assert (answer.status_code, path_of(answer.location)) == (303, "/")
    assert steps_on(rita)[:2] == ["✓ Open an article", "Highlight a claim"]
    assert "1 of 5 done" in rita.get("/").text
    assert path_of(post(rita, "/help/tour/steps/open", back="https://elsewhere.example/").location) == "/help/tour"
    assert steps_on(rita)[0] == "Open an article"


def test_htmx_gets_the_panel(rita: FlaskClient) -> None:
    answer = post(rita, "/help/tour/steps/rate", done="1", back="/", headers=PART)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<first-day class="tour" id="tour">')
    assert 'name="back" value="/"' in answer.text


def test_a_step_of_another_role_is_refused(rita: FlaskClient) -> None:
    answer = post(rita, "/help/tour/steps/decide", done="1")
    assert answer.status_code == 404
    assert "Your tour has no such step." in answer.text
    assert db.session.scalars(select(TourProgress)).all() == []


def test_it_is_hidden_and_called_again_with_its_ticks(rita: FlaskClient) -> None:
    post(rita, "/help/tour/steps/open", done="1")
    assert path_of(post(rita, "/help/tour/hide", back="/").location) == "/"
    assert "The tour is hidden." in rita.get("/articles").text
    assert steps_on(rita) == []
    assert steps_on(rita, "/help/tour")[0] == "✓ Open an article"
    assert path_of(post(rita, "/help/tour/show").location) == "/"
    assert steps_on(rita)[0] == "✓ Open an article"


def test_after_the_last_step_it_leads_to_the_help(rita: FlaskClient) -> None:
    for step in REVIEWER:
        assert "That’s all for the first day." not in rita.get("/").text
        post(rita, f"/help/tour/steps/{step.name}", done="1")
    assert "That’s all for the first day." in rita.get("/").text


def test_the_people_of_the_demo_have_it_when_they_ask(rita: FlaskClient) -> None:
    make_user("Rita").is_demo = True
    db.session.commit()
    assert steps_on(rita) == []
    post(rita, "/help/tour/steps/open", done="1")
    assert steps_on(rita) == []
    post(rita, "/help/tour/show")
    assert steps_on(rita)[0] == "✓ Open an article"
