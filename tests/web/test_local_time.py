"""A day is the calendar day of the person who reads, and the newsroom's on public pages and in exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.db import db
from factcheck.desk.home import groups
from factcheck.exports.register import site
from factcheck.reviews import service as reviews
from factcheck.verdicts.models import Edition
from factcheck.web import filters, local_time
from factcheck.web.input import days
from tests.factories import make_claim, make_edition, make_user, post, sign_in

EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"  # UTC+14 and UTC−11: a day and an hour apart
SPRING, AUTUMN = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)  # Europe/Oslo


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Set the clock."""
    for module in (local_time, filters, days):
        monkeypatch.setattr(module, "utcnow", lambda: moment)


def in_zone(name: str | None, person: str = "Rita", role: Role = Role.REVIEWER) -> User:
    user = make_user(person, role)
    user.time_zone = name
    db.session.commit()
    return user


@pytest.mark.on_sqlite  # computed from a zone, without the database
@pytest.mark.parametrize(
    ("moment", "days_of"),
    [  # the day in the west, in UTC, in the east
        (datetime(2026, 6, 6, 9, 59, 59, tzinfo=UTC), (5, 6, 6)),
        (datetime(2026, 6, 6, 10, tzinfo=UTC), (5, 6, 7)),  # three days at once
        (datetime(2026, 6, 6, 10, 59, 59, tzinfo=UTC), (5, 6, 7)),
        (datetime(2026, 6, 6, 11, tzinfo=UTC), (6, 6, 7)),
        (datetime(2026, 6, 6, 23, 59, 59, tzinfo=UTC), (6, 6, 7)),
    ],
)
def test_a_day_begins_where_the_person_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch, moment: datetime, days_of: tuple[int, int, int]
) -> None:
    at(monkeypatch, moment)
    people = (in_zone(WEST), None, in_zone(EAST, "Rob"))
    assert tuple(local_time.today(person).day for person in people) == days_of


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_day_of_23_or_25_hours_is_one_day(app: Flask, monkeypatch: pytest.MonkeyPatch, change: datetime) -> None:
    rita = in_zone("Europe/Oslo")
    seen = []
    for hour in range(-26, 50):
        at(monkeypatch, change + timedelta(hours=hour))
        seen.append(local_time.today(rita))
    assert all(later - earlier in (timedelta(0), timedelta(days=1)) for earlier, later in pairwise(seen))
    assert seen.count(change.date()) == (23 if change is SPRING else 25)


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        (SPRING - timedelta(seconds=1), "Europe/Oslo", "29 March 2026, 01:59 CET"),
        (SPRING, "Europe/Oslo", "29 March 2026, 03:00 CEST"),
        (AUTUMN - timedelta(seconds=1), "Europe/Oslo", "25 October 2026, 02:59 CEST"),
        (AUTUMN, "Europe/Oslo", "25 October 2026, 02:00 CET"),
        (AUTUMN, EAST, "25 October 2026, 15:00 UTC+14"),
        (AUTUMN, "America/Sao_Paulo", "24 October 2026, 22:00 UTC−3"),
        (AUTUMN, "Asia/Kolkata", "25 October 2026, 06:30 IST"),
        (AUTUMN, "Asia/Kathmandu", "25 October 2026, 06:45 UTC+5:45"),
        (AUTUMN, None, "25 October 2026, 01:00 UTC"),
    ],
)
def test_the_tooltip_has_the_time_and_the_zone_of_the_reader(
    app: Flask, monkeypatch: pytest.MonkeyPatch, moment: datetime, zone: str | None, words: str
) -> None:
    at(monkeypatch, moment + timedelta(hours=1))
    g.user = in_zone(zone)
    assert f'title="{words}">1 h ago<' in filters.when(moment)
    at(monkeypatch, moment + timedelta(days=40))
    assert f">{words}<" in filters.when(moment)


@pytest.mark.parametrize(
    ("zone", "shown", "group"),
    [(WEST, "tomorrow", "assigned"), ("UTC", "today", "today"), (EAST, "1 d late", "late")],
)
def test_a_deadline_means_the_day_of_the_person(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, zone: str, shown: str, group: str
) -> None:
    at(monkeypatch, datetime(2026, 6, 6, 10, 30, tzinfo=UTC))
    rob = in_zone(zone, "Rob")
    reviews.assign(make_user("Edda", Role.EDITOR), make_claim(), rob, date(2026, 6, 6))
    db.session.commit()
    page = sign_in(client, rob).get("/").text
    row = page.partition(f'data-group="{group}"')[2].partition("</li>")[0]
    assert f">{shown}</time>" in row
    assert groups.urgent_count(rob) == (group != "assigned")


def test_others_are_overdue_by_the_day_of_the_editor_who_looks(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, datetime(2026, 6, 6, 10, 30, tzinfo=UTC))
    reviews.assign(make_user("Edda", Role.EDITOR), make_claim(), in_zone(WEST, "Rob"), date(2026, 6, 6))
    db.session.commit()
    group = next(it for it in groups.GROUPS if it.name == "overdue")
    assert group.total(in_zone(EAST, "Edda", Role.EDITOR)) == 1
    assert group.total(in_zone("UTC", "Emil", Role.EDITOR)) == 0


@pytest.mark.parametrize(("zone", "status"), [(WEST, 303), ("UTC", 303), (EAST, 422)])
def test_a_due_date_is_past_when_the_day_is_over_where_the_person_is(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, zone: str, status: int
) -> None:
    at(monkeypatch, datetime(2026, 6, 6, 10, 30, tzinfo=UTC))
    rob, claim = make_user("Rob"), make_claim()
    sign_in(client, in_zone(zone, "Edda", Role.EDITOR))
    answer = post(client, f"/claims/{claim.id}/assignments", reviewer=rob.id, due_on="2026-06-06")
    assert answer.status_code == status
    assert ("This date has passed" in answer.text) is (status == 422)


def test_readers_and_exports_have_the_newsrooms_day(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make_edition(state="published")
    edition = db.session.scalars(select(Edition)).one()
    published = edition.published_at
    assert published is not None
    for name in (EAST, WEST):
        settings = replace(app.extensions["settings"], time_zone=name)
        monkeypatch.setitem(app.extensions, "settings", settings)
        day = published.astimezone(local_time.zone(name)).date()
        reader, rita = app.test_client(), sign_in(app.test_client(), in_zone("UTC"))
        for client in (reader, rita):
            page = client.get(f"/checks/{edition.verdict.slug}")
            assert page.status_code == 200
            times = etree.HTML(page.text).xpath("//time/text()")
            assert filters.day_in_words(day) in times
        assert site().day(published) == day.isoformat()
        assert f'"datePublished":"{day.isoformat()}"' in reader.get("/exports/claimreview.jsonld").text.replace(" ", "")
