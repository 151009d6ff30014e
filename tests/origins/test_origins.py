"""Sources whose texts go back to one are proposed; people decide, and their word outlives every comparison."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.origins import queries
from factcheck.origins.compare_job import sources_to_compare
from factcheck.origins.grouping import origin_of
from factcheck.origins.listing import sides
from factcheck.origins.models import TextFingerprint
from factcheck.origins.service import decide
from factcheck.sources.models import Source
from factcheck.undo import service as undoing
from tests.factories import make_user, post
from tests.origins.conftest import OTHER, WIRE, Captured, upload


def _proposed() -> set[tuple[str, str]]:
    return {(row.low.title, row.high.title) for row in db.session.scalars(queries.proposals())}


def _are_one(*sources: Source) -> bool:
    return all(origin_of(sources[0].id) == origin_of(it.id) for it in sources)


def test_texts_that_share_passages_are_proposed_with_them(captured: Captured) -> None:
    first, second = WIRE.split(". ")
    one = captured("Courier", f"SKARHOLM (Norden Wire) - {WIRE}")
    other = captured("Mail", f"SKARHOLM (Norden Wire) - {second} Meanwhile it rained. {first}.")
    captured("Festival", OTHER)
    assert _proposed() == {("Courier", "Mail")}
    shared = queries.shared(other.id, one.id)
    assert shared is not None
    assert shared.agencies == ["Norden Wire"]
    found = sides(shared)
    assert len(found) == 2
    assert all(low.words == high.words for low, high in found)
    assert not _are_one(one, other)  # until a person says so


def test_a_decision_outlives_every_comparison(captured: Captured) -> None:
    rita = make_user("Rita")
    one, other, third = (captured(name, WIRE) for name in ("Courier", "Mail", "Post"))
    assert _proposed() == {("Courier", "Mail"), ("Courier", "Post"), ("Mail", "Post")}
    decide(rita, other, one, is_one=True)
    decide(rita, one, third, is_one=False)
    db.session.commit()
    upload(one, OTHER)
    assert queries.shared(one.id, other.id) is None
    upload(one, f"{WIRE} Again.")
    assert queries.shared(one.id, third.id) is not None
    assert _are_one(one, other)
    assert not _are_one(one, third)
    assert _proposed() == {("Mail", "Post")}


def test_nobodys_word_is_overruled_silently(captured: Captured) -> None:
    rita = make_user("Rita")
    one, other, third = (captured(name, OTHER) for name in ("Courier", "Mail", "Post"))
    decide(rita, one, other, is_one=True)
    decide(rita, other, third, is_one=True)
    with pytest.raises(Conflict, match="one origin through “Mail”"):
        decide(rita, one, third, is_one=False)
    db.session.rollback()
    decide(rita, one, other, is_one=True)
    decide(rita, one, third, is_one=False)
    db.session.commit()
    with pytest.raises(Conflict, match="“Courier” and “Post” were decided to be two origins"):
        decide(rita, other, third, is_one=True)
    db.session.rollback()
    with pytest.raises(Conflict, match="decided already"):
        decide(rita, other, one, is_one=True)
    with pytest.raises(Invalid, match="two different sources"):
        decide(rita, one, one, is_one=True)


def test_the_origin_in_the_details_is_a_persons_word(captured: Captured) -> None:
    one, other = captured("Courier", WIRE, origin="Port of Hamn"), captured("Mail", OTHER, origin="Port of Hamn")
    assert _are_one(one, other)
    assert origin_of(other.id).name == "Port of Hamn"
    decide(make_user("Rita"), one, other, is_one=False)
    assert not _are_one(one, other)


def test_a_decision_is_made_undone_and_in_the_history(rita: FlaskClient, captured: Captured) -> None:
    one, other = captured("Courier", WIRE), captured("Mail", WIRE)
    url = f"/sources/{one.id}/origin/{other.id}"
    assert "Not decided" in rita.get(url).text
    assert "may be one origin" in rita.get(f"/sources/{one.id}").text
    assert rita.get("/origins").text.count("1 shared passage") == 1
    assert post(rita, url, decision="one").status_code == 303
    assert _are_one(one, other)
    assert "Take back decision" in rita.get(url).text
    assert "Nothing to decide" in rita.get("/origins").text
    assert post(rita, url, decision="one").status_code == 409
    assert "has one origin with another" in rita.get(f"/sources/{one.id}/history").text
    assert post(rita, "/undo").status_code == 303
    assert not _are_one(one, other)
    undoing.redo(make_user("Rita"))
    assert _are_one(one, other)
    assert rita.get(f"/sources/{one.id}/origin/{one.id}").status_code == 404


def test_texts_from_before_an_upgrade_are_compared_by_a_command(app: Flask, captured: Captured) -> None:
    source = captured("Courier", WIRE)
    assert list(sources_to_compare()) == []
    db.session.query(TextFingerprint).delete()
    db.session.commit()
    assert list(sources_to_compare()) == [source.id]
    result = app.test_cli_runner().invoke(args=["factcheck", "origins", "compare"])
    assert "sources to compare: 1" in result.output


def test_a_whole_family_is_one_decision_and_one_undo(rita: FlaskClient, captured: Captured) -> None:
    family = [captured(name, WIRE) for name in ("Courier", "Mail", "Post", "Wire")]
    captured("Festival", OTHER)
    page = rita.get("/origins").text
    assert "4 sources may be one origin" in page
    assert "6 pairs to compare" in page
    assert "4 sources may be one origin:" in (source := rita.get(f"/sources/{family[3].id}").text)
    assert f'"/origins?source={family[0].id}"' in source
    assert "6 pairs to compare" in rita.get(f"/origins?source={family[0].id}").text
    assert "Nothing to decide" in rita.get("/origins?source=9999").text
    ids = " ".join(str(it.id) for it in family)
    assert post(rita, "/origins", sources=f"{family[0].id} {family[1].id}").status_code == 409  # not the whole family
    assert post(rita, "/origins", sources="x").status_code == 422
    assert post(rita, "/origins", sources=ids).status_code == 303
    assert _are_one(*family)
    assert _proposed() == set()
    assert "Nothing to decide" in rita.get("/origins").text
    undoing.undo(make_user("Rita"))
    db.session.commit()
    assert len(_proposed()) == 6
    assert not _are_one(*family[:2])


def test_a_family_with_a_contrary_decision_is_refused_whole(rita: FlaskClient, captured: Captured) -> None:
    one, other, third = (captured(name, WIRE) for name in ("Courier", "Mail", "Post"))
    decide(make_user("Rita"), one, other, is_one=False)
    db.session.commit()
    answer = post(rita, "/origins", sources=f"{one.id} {other.id} {third.id}")
    assert answer.status_code == 409
    assert "were decided to be two origins" in answer.text
    db.session.rollback()
    assert len(_proposed()) == 2
