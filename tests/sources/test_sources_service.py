"""What can be done with sources, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from factcheck.db import db
from factcheck.errors import EditConflict, Invalid
from factcheck.sources import service
from factcheck.sources.models import Source, SourceClass, SourceKind
from factcheck.sources.service import SourceDetails
from tests.factories import make_user

PERMIT = SourceDetails("Building permit", url="https://town.example/permit?x=1", source_class=SourceClass.PRIMARY)


@pytest.fixture(autouse=True)
def _with_app(app: Flask) -> None:
    """Every test here uses the database."""


@pytest.mark.parametrize("url", ["https://TOWN.example/permit?x=1", "https://town.example:443/permit?x=1#page=2"])
def test_the_same_address_gives_the_source_that_is_there(url: str) -> None:
    first = service.add(make_user("Rita"), PERMIT)
    again = service.add(make_user("Rob"), replace(PERMIT, url=url, source_class=SourceClass.UNCLASSIFIED))
    assert again is first
    assert db.session.scalar(select(func.count()).select_from(Source)) == 1


@pytest.mark.parametrize("change", [{"title": "Another title"}, {"origin": "The town"}, {"kind": SourceKind.LAW}])
def test_the_same_address_with_other_details_asks(change: dict[str, Any]) -> None:
    first = service.add(make_user("Rita"), PERMIT)
    with pytest.raises(service.KnownSource, match="this address: “Building permit”") as refusal:
        service.add(make_user("Rob"), replace(PERMIT, **change))
    assert (refusal.value.field, refusal.value.source) == ("source_id", first)
    assert db.session.scalar(select(func.count()).select_from(Source)) == 1


def test_an_address_is_kept_as_it_was_typed() -> None:
    source = service.add(make_user("Rita"), replace(PERMIT, url="https://TOWN.example/permit/?x=%2f&fbclid=1#p"))
    assert (source.url, source.url_key) == (
        "https://TOWN.example/permit/?x=%2f&fbclid=1#p",
        "https://town.example/permit?x=%2f",
    )


def test_a_source_without_title_and_address_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        service.add(make_user("Rita"), replace(PERMIT, title=" ", url=None))
    assert refusal.value.field == "title"


def test_a_new_source_without_a_title_is_named_after_its_address() -> None:
    source = service.add(make_user("Rita"), replace(PERMIT, title=" ", url="https://town.example/permits/12"))
    assert source.title == "town.example/permits/12"


def test_a_known_address_without_a_title_gives_the_source_that_has_it() -> None:
    rita = make_user("Rita")
    known = service.add(rita, PERMIT)
    assert service.add(rita, SourceDetails("", url=PERMIT.url)) is known


def test_a_stale_change_of_a_source_is_refused() -> None:
    rita = make_user("Rita")
    source = service.add(rita, PERMIT)
    service.edit(make_user("Rob"), source, replace(PERMIT, title="Permit 12/2026"), 1)
    with pytest.raises(EditConflict, match="while you were writing"):
        service.edit(rita, source, replace(PERMIT, title="The permit"), 1)


def test_an_address_of_another_source_is_refused() -> None:
    rita = make_user("Rita")
    service.add(rita, PERMIT)
    other = service.add(rita, SourceDetails("Minutes"))
    with pytest.raises(Invalid, match="Building permit") as refusal:
        service.edit(rita, other, SourceDetails("Minutes", url=PERMIT.url), other.revision)
    assert refusal.value.field == "url"
