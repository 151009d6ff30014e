"""The list of claims over HTTP: chosen in it, archived, restored and tagged together, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from factcheck.accounts.models import Role
from factcheck.claims import queries, service
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.web.idempotency import new_key
from factcheck.web.listings import _counts
from tests.factories import make_article, make_claim, make_user, sign_in


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    version = make_article()
    for words in ("The harbour will open in May", "Costs were halved", "on Monday"):
        make_claim(words, version)
    return sign_in(client, make_user("Rita"))


def claims() -> list[Claim]:
    return list(db.session.query(Claim).order_by(Claim.id))


def act(client: FlaskClient, name: str, *chosen: str, url: str = "/claims", **fields: str) -> TestResponse:
    data: MultiDict[str, Any] = MultiDict({"_key": new_key(), "act": name, **fields})
    data.setlist("claim", list(chosen))
    return client.post(url, data=data)


def boxes(page: str) -> list[str]:
    return re.findall(r'name="claim" value="(\d+-\d+)" form="bulk-bar"', page)


def test_every_row_can_be_chosen_by_a_name_and_all_of_a_page_by_a_link(rita: FlaskClient) -> None:
    page = rita.get("/claims?q=harbour&after=").text
    assert boxes(page) == ["3-1", "2-1", "1-1"]
    assert "Select claim 3: <bdi>The harbour opens in May</bdi>" in page
    assert 'form="bulk-bar" checked' not in page
    where = re.search(r'href="([^"]*)" data-choose="all"', page)
    assert where is not None
    everything = rita.get(where[1].replace("&amp;", "&")).text
    assert everything.count('form="bulk-bar" checked') == 3
    assert re.search(r'href="/claims\?q=harbour[^"]*" data-choose="none"', everything)
    assert "chosen=all" not in re.findall(r'action="([^"]*)"', everything)[-1]


def test_several_are_archived_and_restored(rita: FlaskClient) -> None:
    answer = act(rita, "archive", "1-1", "3-1", url="/claims?q=harbour&chosen=all")
    assert (answer.status_code, answer.location) == (303, "/claims?q=harbour")
    page = rita.get(answer.location).text
    assert "2 claims archived. Nothing was deleted; you can undo this." in page
    assert boxes(page) == ["2-1"]
    archived = rita.get("/claims?state=archived").text
    assert boxes(archived) == ["3-2", "1-2"]
    assert 'value="restore"' in archived
    assert 'value="tag"' not in archived
    assert 'value="archive"' not in archived
    assert act(rita, "restore", "1-2", url="/claims?state=archived").location == "/claims?state=archived"
    assert "1 claim restored." in rita.get("/claims").text


def test_several_are_tagged_and_found_by_it(rita: FlaskClient) -> None:
    assert act(rita, "tag", "1-1", "2-1", tags="Port, money").status_code == 303
    page = rita.get("/claims?tag=port").text
    assert "2 claims have the tag Port, money now." in page
    assert boxes(page) == ["2-2", "1-2"]
    assert '<option value="port">' in page
    assert act(rita, "untag", "1-2", "2-2", tags="port", url="/claims?tag=port").status_code == 303
    assert "2 claims no longer have the tag port." in rita.get("/claims?tag=money").text
    assert [[tag.name for tag in claim.tags] for claim in claims()] == [["money"], ["money"], []]


def test_a_refusal_names_the_claim_and_keeps_what_was_chosen_and_typed(rita: FlaskClient) -> None:
    claim = claims()[1]
    service.edit(make_user("Rob"), claim, service.ClaimDetails("Rob knows better"), claim.revision)
    db.session.commit()
    answer = act(rita, "tag", "1-1", "2-1", tags="port", url="/claims?q=w")
    assert answer.status_code == 409
    assert "Nothing was changed" in answer.text
    assert "Claim 2, “Rob knows better”: Somebody has changed it since the list was loaded." in answer.text
    assert re.findall(r'value="(\d-\d)" form="bulk-bar" checked', answer.text) == ["2-2", "1-1"]
    assert 'name="tags" value="port"' in answer.text
    assert act(rita, "tag", "1-1", "2-2", tags="port").status_code == 303


@pytest.mark.parametrize(
    ("name", "chosen", "tags", "status", "words"),
    [
        ("archive", (), "", 422, "Select at least one claim."),
        ("tag", ("1-1",), " , ", 422, "Enter a tag."),
        ("tag", ("1-1",), "x" * 501, 422, "500"),
        ("tag", ("1-1",), "x" * 61, 422, "at most 60"),
        ("tag", ("1",), "port", 400, "Reload the page"),
        ("tag", ("1-1; DROP",), "port", 400, "Reload the page"),
        ("tag", ("1-1", "99-1"), "port", 404, "Claim 99 doesn’t exist."),
        ("praise", ("1-1",), "", 400, "This form is incomplete"),
    ],
)
def test_what_makes_no_sense_is_refused(
    rita: FlaskClient, name: str, chosen: tuple[str, ...], tags: str, status: int, words: str
) -> None:
    answer = act(rita, name, *chosen, tags=tags)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert not any(claim.tags or claim.archived_at for claim in claims())


def test_a_decided_claim_is_not_archived_with_others(rita: FlaskClient) -> None:
    service.set_state(make_user("Edda", Role.EDITOR), claims()[2], ClaimState.DECIDED)
    db.session.commit()
    answer = act(rita, "archive", "1-1", "3-2")
    assert answer.status_code == 409
    assert "Claim 3, “The harbour opens in May”: This claim has an approved verdict" in answer.text
    assert claims()[0].archived_at is None
    asked = rita.post("/claims", data={"_key": new_key(), "act": "archive", "claim": "3-2"},
                      headers={"Accept": "application/json"})  # fmt: skip
    assert (asked.status_code, asked.json["status"]) == (409, 409)


def test_each_person_is_offered_what_they_may(app: Flask, rita: FlaskClient) -> None:
    rob = sign_in(app.test_client(), make_user("Rob"))
    page = rob.get("/claims").text
    assert 'value="tag"' in page
    assert 'value="archive"' not in page
    refused = act(rob, "archive", "1-1")
    assert (refused.status_code, "Claim 1, " in refused.text) == (403, True)
    act(rita, "archive", "1-1")
    archived = rob.get("/claims?state=archived").text
    assert (boxes(archived), 'id="bulk-bar"' in archived) == ([], False)
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    assert 'value="archive"' in edda.get("/claims").text
    assert boxes(edda.get("/claims?state=archived").text) == ["1-2"]


def test_a_repetition_is_led_to_the_outcome_of_the_first(rita: FlaskClient) -> None:
    data = {"_key": new_key(), "act": "archive", "claim": "1-1"}
    for _ in range(2):
        assert rita.post("/claims?q=o", data=data).location == "/claims?q=o"


@pytest.mark.on_sqlite
def test_counting_reads_no_claim(rita: FlaskClient) -> None:
    listings = queries.counts(None).values()
    statement = _counts("sqlite", tuple((it.build, it.shape) for it in listings))
    sql = str(statement.compile(db.engine, compile_kwargs={"literal_binds": True}))
    plan = [row[3] for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {sql}")).all()]
    steps = [step for step in plan if " claims " in step]
    assert len(steps) == len(listings)
    assert [step for step in steps if "COVERING INDEX" not in step] == []
