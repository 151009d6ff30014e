"""People change their own name and what their own pages look like; the next page has it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import select

from factcheck.accounts.models import Role, Theme, User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.errors import NotAllowed
from factcheck.i18n import site_language
from factcheck.people import service
from tests.factories import make_edition, make_user, post, sign_in

SAME = {"name": "Rita", "language": "", "time_zone": "", "theme": "system", "has_single_keys": "y"}
CHOSEN = {"name": "Rita", "language": "en-XA", "time_zone": "Asia/Kolkata", "theme": "dark"}


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def html_of(page: str) -> dict[str, str]:
    """The attributes of the element `html`."""
    return {str(name): str(value) for name, value in etree.HTML(page).attrib.items()}


def acts() -> list[tuple[str, dict[str, object] | None, dict[str, object] | None]]:
    own = select(Event).where(Event.actor_id.is_not(None))
    return [(it.action, it.before, it.after) for it in db.session.scalars(own.order_by(Event.id))]


def test_what_is_chosen_is_stored_recorded_and_on_the_next_page(rita: FlaskClient) -> None:
    assert post(rita, "/me", **CHOSEN).status_code == 303
    user = db.session.scalars(select(User)).one()
    assert (user.language, user.time_zone, user.theme, user.has_single_keys) == (
        "en-XA", "Asia/Kolkata", Theme.DARK, False,
    )  # fmt: skip
    before = {"language": None, "time_zone": None, "theme": "system", "has_single_keys": True}
    after = {"language": "en-XA", "time_zone": "Asia/Kolkata", "theme": "dark", "has_single_keys": False}
    assert acts() == [("person:preferences", before, after)]
    page = rita.get("/articles").text
    assert html_of(page) == {"lang": "en-XA", "dir": "ltr", "data-theme": "dark", "data-single-keys": "off"}
    assert '<meta name="color-scheme" content="dark">' in page
    assert "Articles" not in page
    form = etree.HTML(rita.get("/me").text)
    assert form.xpath("//option[@selected]/@value") == ["en-XA", "Asia/Kolkata"]
    assert form.xpath("//input[@checked][@name!='']/@value") == ["dark"]


def test_the_same_again_changes_nothing(rita: FlaskClient) -> None:
    assert post(rita, "/me", **SAME).status_code == 303
    assert acts() == []


def test_people_who_chose_nothing_and_readers_follow_the_newsroom_and_their_device(client: FlaskClient) -> None:
    for path in ("/checks", "/login"):
        page = client.get(path).text
        assert html_of(page) == {"lang": "en", "dir": "ltr"}
        assert '<meta name="color-scheme" content="light dark">' in page
    assert html_of(sign_in(client, make_user("Rita")).get("/me").text) == {"lang": "en", "dir": "ltr"}


def test_the_public_site_keeps_the_newsrooms_language_and_days_and_takes_the_theme(app: Flask) -> None:
    make_edition(state="published")
    rob, reader = sign_in(app.test_client(), make_user("Rob")), app.test_client()
    slug = reader.get("/checks").text.partition('href="/checks/')[2].partition('"')[0]
    plain = rob.get(f"/checks/{slug}")
    post(rob, "/me", **{**CHOSEN, "name": "Rob", "time_zone": "Pacific/Kiritimati"})
    page = rob.get(f"/checks/{slug}", headers={"If-None-Match": plain.headers["ETag"]})
    assert html_of(page.text)["data-theme"] == "dark"
    assert html_of(page.text)["lang"] == "en"
    body = etree.HTML(page.text).xpath("//time/@datetime | //time/text()")
    assert body == etree.HTML(reader.get(f"/checks/{slug}").text).xpath("//time/@datetime | //time/text()")


def test_undo_restores_name_and_settings_in_one_step(rita: FlaskClient) -> None:
    post(rita, "/me", **{**CHOSEN, "name": "Rita Berg"})
    assert "Called Rita until" in sign_in(rita, make_user("Ada", Role.ADMIN)).get("/people").text
    sign_in(rita, make_user("Rita"))
    assert post(rita, "/undo").status_code == 303
    user = db.session.scalars(select(User).where(User.email == "rita@newsroom.example")).one()
    assert (user.name, user.language, user.theme, user.has_single_keys) == ("Rita", None, Theme.SYSTEM, True)
    assert post(rita, "/undo/again").status_code == 303
    db.session.expire_all()
    assert (user.name, user.theme, user.time_zone) == ("Rita Berg", Theme.DARK, "Asia/Kolkata")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "Enter the person’s name."),
        ("name", "Edda", "Somebody here has or had this name"),
        ("name", "R" * 201, "200"),
        ("language", "tlh", "Not a valid choice."),
        ("time_zone", "Europe/Tarnby", "Not a valid choice."),
        ("time_zone", "Asia/Calcutta", "Not a valid choice."),  # a former name
        ("theme", "sepia", "Not a valid choice."),
    ],
)
def test_a_refusal_is_at_its_field_and_keeps_the_rest(rita: FlaskClient, field: str, value: str, message: str) -> None:
    make_user("Edda", Role.EDITOR)
    answer = post(rita, "/me", **{**CHOSEN, field: value})
    assert answer.status_code == 422
    page = etree.HTML(answer.text)
    assert message in "".join(page.xpath(f"//*[@id='{field}-error']//text()"))
    if field != "time_zone":
        assert page.xpath("//select[@id='time_zone']//option[@selected]/@value") == ["Asia/Kolkata"]
    assert acts() == []
    assert html_of(rita.get("/me").text) == {"lang": "en", "dir": "ltr"}


def test_single_keys_are_switched_from_the_list_of_shortcuts(rita: FlaskClient) -> None:
    assert post(rita, "/me/single-keys").status_code == 303
    assert html_of(rita.get("/me").text)["data-single-keys"] == "off"
    assert post(rita, "/me/single-keys", headers={"HX-Request": "true"}, has_single_keys="on").status_code == 204
    assert "data-single-keys" not in html_of(rita.get("/me").text)


def test_nobody_but_an_administrator_renames_somebody_else(app: Flask) -> None:
    with pytest.raises(NotAllowed, match="managed by administrators"):
        service.rename(make_user("Edda", Role.EDITOR), make_user("Rita"), "Rita Berg")


def test_a_language_whose_catalogue_is_gone_is_the_newsrooms(rita: FlaskClient) -> None:
    make_user("Rita").language = "de"
    make_user("Rita").time_zone = "Europe/Tarnby"
    db.session.commit()
    assert html_of(rita.get("/").text)["lang"] == site_language().tag
    assert etree.HTML(rita.get("/me").text).xpath("//select/option[1]/@value") == ["", ""]


def test_the_pseudo_languages_are_offered_in_the_demo_only(
    rita: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'value="ar-XB"' in rita.get("/me").text
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], demo=False))
    assert 'value="ar-XB"' not in rita.get("/me").text
