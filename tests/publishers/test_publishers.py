"""Publishers: a record for each name that sources print, found by every name, with a parent and an undo."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.citations.publisher_names import name_key
from factcheck.db import db
from factcheck.errors import EditConflict, Invalid
from factcheck.publishers import queries, service
from factcheck.publishers.models import Publisher
from factcheck.publishers.service import PublisherDetails
from factcheck.sources import importing
from factcheck.sources import service as sources
from factcheck.sources.bibliography import record_of
from factcheck.sources.models import Source
from factcheck.undo import service as undoing
from tests.factories import make_user, post


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("The Courier", "the  courier.", True),
        ("ＡＰ", "AP", True),
        ("Zürcher Bote", "Zurcher Bote", False),
        ("की", "का", False),
        ("!?", "!!", False),
    ],
)
def test_names_are_compared_without_case_and_punctuation(one: str, other: str, is_same: bool) -> None:
    assert (name_key(one) == name_key(other)) is is_same


def make_source(title: str, publisher: str) -> Source:
    source = sources.add(make_user("Rita"), sources.SourceDetails(title, publisher))
    db.session.commit()
    return source


def named(name: str) -> Publisher:
    found = queries.of_name(name)
    assert found is not None
    return found


def edit(publisher: Publisher, name: str, *aliases: str, parent: str = "") -> None:
    details = PublisherDetails(name, aliases, parent)
    service.edit(make_user("Rita"), publisher, details, publisher.revision)
    db.session.commit()


def titles(publisher: Publisher) -> set[str]:
    return {it.title for it in db.session.scalars(queries.sources_of(publisher.id))}


def names_of_all() -> list[tuple[str, list[str]]]:
    return [(it.name, it.aliases) for it in db.session.scalars(queries.publishers()).unique()]


def test_an_alias_brings_the_sources_of_its_publisher_and_undo_gives_them_back(app: Flask) -> None:
    short, _long = make_source("Wire", "NW"), make_source("Report", "Norden Wire")
    make_source("Second", "norden wire.")
    assert names_of_all() == [("Norden Wire", []), ("NW", [])]
    edit(named("Norden Wire"), "Norden Wire", "NW", "Nordens Telegrambyrå")
    assert names_of_all() == [("Norden Wire", ["NW", "Nordens Telegrambyrå"])]
    assert titles(named("NW")) == {"Wire", "Report", "Second"}
    assert short.publisher == "NW"  # as it is printed
    undoing.undo(make_user("Rita"))
    db.session.commit()
    assert names_of_all() == [("Norden Wire", []), ("NW", [])]
    assert titles(named("NW")) == {"Wire"}
    undoing.redo(make_user("Rita"))
    db.session.commit()
    assert titles(named("nordens telegrambyrå")) == {"Wire", "Report", "Second"}


def test_a_name_that_a_source_prints_always_has_a_publisher(app: Flask) -> None:
    make_source("Report", "Norden Wire")
    edit(named("Norden Wire"), "NW", "Norden Wire")
    edit(named("NW"), "NW")
    assert sorted(names_of_all()) == [("NW", []), ("Norden Wire", [])]


def test_everything_that_cannot_be_is_refused_at_its_field(app: Flask) -> None:
    for name in ("Norden Wire", "Courier", "Holding"):
        make_source(name, name)
    edit(named("Courier"), "Courier", "The Courier", parent="holding")
    assert named("Courier").parent is named("Holding")
    wire = named("Norden Wire")
    with pytest.raises(Invalid) as refusal:
        edit(wire, " ", "The Courier", parent="Nobody")
    assert {it.field for it in (refusal.value, *refusal.value.others)} == {"name", "aliases", "parent"}
    for name in ("Holding", "Courier"):
        with pytest.raises(Invalid, match="is below it"):
            edit(named("Holding"), "Holding", parent=name)
    with pytest.raises(EditConflict, match="else edited"):
        service.edit(make_user("Rita"), wire, PublisherDetails("Wire"), wire.revision + 1)


def test_the_pages_of_publishers(rita: FlaskClient) -> None:
    make_source("Wire", "NW")
    source = make_source("Report", "Norden Wire")
    publisher = named("Norden Wire")
    form: dict[str, Any] = {"revision": "1", "name": "Norden Wire", "aliases": "NW\nNW\n", "parent": ""}
    url = f"/publishers/{publisher.id}"
    assert post(rita, f"{url}/edit", **form).location == url
    page = rita.get(url).text
    assert all(words in page for words in ("Report", "Wire", "printed as"))
    assert f'href="{url}"' in rita.get(f"/sources/{source.id}").text
    assert "also" in rita.get("/publishers?q=nw").text
    assert "No publishers found" in rita.get("/publishers?q=xyz").text
    assert 'value="NW"' in post(rita, "/publishers/names", publisher="n").text
    assert f'href="{url}"' in rita.get("/search?q=norden&kind=publishers").text
    assert "edited the publisher" in rita.get(f"{url}/history").text
    assert rita.get("/publishers/1").location == url  # of the record that became an alias


def test_an_import_belongs_to_the_publisher_with_its_alias_and_comes_out_as_it_was(app: Flask) -> None:
    make_source("Wire", "Norden Wire")
    edit(named("Norden Wire"), "Norden Wire", "NW")
    text = "@book{a, title = {The market}, author = {Holt, Signe}, publisher = {NW}, year = {2026}}"
    rows = importing.plan(text)
    (added,) = importing.add_all(make_user("Rita"), rows)
    db.session.commit()
    assert titles(named("Norden Wire")) == {"Wire", "The market"}
    assert record_of(added) == rows[0].record
    assert len(names_of_all()) == 1
