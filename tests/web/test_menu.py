"""The main menu shows where one is."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from tests.factories import make_claim, make_evidence, make_user, sign_in

HERE = re.compile(r'data-goes="(\w+)" aria-current="(\w+)"')
pytestmark = [pytest.mark.usefixtures("filled_once"), pytest.mark.on_sqlite]  # the menu is the same on both databases


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/", ("desk", "page")),
        ("/desk/drafts", ("desk", "true")),
        ("/inbox", ("articles", "true")),
        ("/articles/1/report", ("articles", "true")),
        ("/claims", ("claims", "page")),
        ("/evidence/1/edit", ("claims", "true")),
        ("/prior-checks/lists", ("claims", "true")),
        ("/publishers", ("sources", "true")),
        ("/origins", ("sources", "true")),
        ("/watching", ("sources", "true")),
    ],
)
def test_a_page_belongs_to_one_entry_of_the_menu(rita: FlaskClient, path: str, entry: tuple[str, str]) -> None:
    make_evidence(make_claim())
    assert HERE.findall(rita.get(path).text) == [entry]


@pytest.mark.parametrize("path", ["/me", "/search", "/undo", "/help", "/nowhere"])
def test_what_is_everywhere_belongs_to_none(client: FlaskClient, path: str) -> None:
    ada = sign_in(client, make_user("Ada", Role.ADMIN))  # whose menu has all entries
    assert HERE.findall(ada.get(path).text) == []
