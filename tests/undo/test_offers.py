"""A message offers to undo what it reports, and nothing else."""

from __future__ import annotations

from flask.testing import FlaskClient
from lxml import html

from tests.factories import make_claim, make_user, post, sign_in

EVIDENCE = {
    "find": "Call with the mayor",
    "source_kind": "page",
    "source_class": "primary",
    "stance": "refutes",
    "quote": "In September.",
}


def notice(client: FlaskClient, where: str) -> tuple[str, bool]:
    """What the page shows of the last act, and whether it offers to undo that."""
    (found,) = html.fromstring(client.get(where).text).xpath("//div[@id='notices']/div[@data-kind='success']")
    return found.text_content().strip(), "data-undoable" in found.attrib


def test_an_act_that_can_be_undone_offers_it(client: FlaskClient) -> None:
    rita, claim = sign_in(client, make_user()), make_claim()
    answer = post(rita, f"/claims/{claim.id}/evidence/new", **EVIDENCE)
    assert notice(rita, answer.location) == ("Evidence 1 added.", True)


def test_after_it_another_act_offers_nothing(client: FlaskClient) -> None:
    rita, claim = sign_in(client, make_user()), make_claim()
    rita.get(post(rita, f"/claims/{claim.id}/evidence/new", **EVIDENCE).location)
    answer = post(rita, "/me/sign-ins/end")
    assert notice(rita, answer.location) == ("You are now signed out everywhere else.", False)


def test_what_was_undone_offers_no_second_step_back(client: FlaskClient) -> None:
    rita, claim = sign_in(client, make_user()), make_claim()
    rita.get(post(rita, f"/claims/{claim.id}/evidence/new", **EVIDENCE).location)
    words, offers = notice(rita, post(rita, "/undo").location)
    assert (words.startswith("Undone"), offers) == (True, False)


def test_where_nothing_was_done_nothing_can_be_undone(client: FlaskClient) -> None:
    rita = sign_in(client, make_user())
    for can_undo in (False, True):
        assert ('action="/undo"' in main(rita)) is can_undo
        assert ('action="/undo/again"' in main(rita)) is can_undo
        make_claim()


def main(client: FlaskClient) -> str:
    """The page about what can be undone, without the menus."""
    return client.get("/undo").text.partition("<main")[2]
