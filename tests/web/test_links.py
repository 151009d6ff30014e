"""Addresses in templates are those of Flask, built once."""

from __future__ import annotations

import pytest
from flask import Flask, url_for
from werkzeug.routing import BuildError

from factcheck.web.assets import links
from factcheck.web.assets.links import remembered

pytestmark = pytest.mark.on_sqlite  # an address is built without the database

CALLS: list[tuple[str, dict[str, object]]] = [
    ("claims.index", {}),
    ("claims.index", {"q": "a&b", "page": 2}),
    ("claims.index", {"page": 2, "q": None}),
    ("desk.workbench", {"article_id": 1}),
    ("desk.workbench", {"article_id": 1, "_anchor": "claim-7"}),
    (".index", {}),
    ("site.checks", {"_external": True}),
    ("claims.index", {"tag": ["one", "two"]}),
]


@pytest.mark.parametrize("root", ["", "/desk"])
@pytest.mark.parametrize("path", ["/claims", "/articles"])
def test_a_link_is_that_of_flask(app: Flask, root: str, path: str) -> None:
    link = remembered()
    for host in ("one.example", "two.example"):
        with app.test_request_context(path, base_url=f"https://{host}{root}"):
            for endpoint, values in CALLS * 2:
                assert link(endpoint, **values) == url_for(endpoint, **values)


def test_a_link_is_built_once_for_each_root_blueprint_and_value(app: Flask) -> None:
    built: list[str] = []
    link = remembered(lambda endpoint, **values: built.append(endpoint) or url_for(endpoint, **values))  # type: ignore[func-returns-value]
    found = set()
    for path in ("/claims", "/articles", "/claims"):
        for root in ("", "/desk"):
            with app.test_request_context(path, base_url=f"https://one.example{root}"):
                found |= {link(".index"), link("desk.workbench", article_id=1), link("desk.workbench", article_id=True)}
    assert len(built) == len(found) == 8


def test_only_so_many_links_are_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MAX_LINKS", 3)
    built: list[object] = []
    link = remembered(lambda endpoint, **values: str(built.append(values["claim_id"])))
    with app.test_request_context("/claims"):
        for claim_id in (1, 2, 3, 1, 4, 2):
            link("desk.claim", claim_id=claim_id)
    assert built == [1, 2, 3, 4, 2]


def test_what_has_no_address_is_refused(app: Flask) -> None:
    with app.test_request_context("/claims"), pytest.raises(BuildError):
        remembered()("desk.nothing")
