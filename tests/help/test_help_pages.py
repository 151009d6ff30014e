"""The documentation is served inside: every page renders, every link inside leads somewhere."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from factcheck.accounts.models import Role
from factcheck.help import pages
from factcheck.help.catalogue import FOR_READERS, OF_BLUEPRINTS, OF_ENDPOINTS, TASKS
from factcheck.help.rendering import anchor, render
from tests.factories import make_claim, make_user, sign_in

NAMES = sorted(pages.files())
LISTED = [name for task in TASKS for name in task.pages]


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


@pytest.mark.on_sqlite  # the documentation is in no database
def test_every_page_renders_and_every_link_inside_leads_to_a_page_and_a_heading(rita: FlaskClient) -> None:
    trees = {name: etree.HTML(rita.get(f"/help/{name}").text) for name in NAMES}
    assert len(trees) > 20
    for name, tree in trees.items():
        assert tree.xpath("//h1//text()"), name
        for target in tree.xpath("//article//a/@href"):
            path, _, fragment = target.partition("#")
            if path.startswith(("http://", "https://")):
                continue
            other = path.removeprefix("/help/") if path else name
            assert other in trees, (name, target)
            assert not fragment or trees[other].xpath(f"//article//*[@id='{fragment}']"), (name, target)
        for source in tree.xpath("//article//img/@src"):
            assert rita.get(source).status_code == 200, (name, source)


@pytest.mark.on_sqlite  # as above
def test_the_index_lists_each_page_once_and_pages_of_screens_exist(rita: FlaskClient) -> None:
    found = re.findall(r'href="/help/([^"#]+)"', rita.get("/help").text.partition("<main")[2])
    assert found == LISTED
    assert len(set(LISTED)) == len(LISTED)
    assert {*LISTED, *OF_BLUEPRINTS.values(), *OF_ENDPOINTS.values()} <= set(NAMES)


@pytest.mark.on_sqlite  # as above
def test_screens_belong_to_blueprints_and_endpoints_that_exist(app: Flask) -> None:
    assert OF_BLUEPRINTS.keys() <= app.blueprints.keys()
    assert OF_ENDPOINTS.keys() <= app.view_functions.keys()


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize(
    ("path", "page"),
    [("/", "desk"), ("/articles/new", "adding-articles"), ("/me", "my-account"), ("/undo", "undo"), ("/help", "")],
)
def test_the_menu_leads_to_the_help_on_the_screen(rita: FlaskClient, path: str, page: str) -> None:
    menu = rita.get(path).text.partition('<details class="menu">')[2].partition("</details>")[0]
    assert f'href="/help{"/" if page else ""}{page}"' in menu


@pytest.mark.on_sqlite  # as above
def test_hard_screens_have_a_link_of_their_own(app: Flask) -> None:
    claim = make_claim()
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    for path, page in (
        ("/articles/new", "adding-articles"),
        (f"/claims/{claim.id}/evidence/new", "evidence"),
        (f"/claims/{claim.id}/reviews/new", "reviews"),
        (f"/claims/{claim.id}/verdict/new", "verdicts"),
    ):
        assert f'href="/help/{page}"' in edda.get(path).text.partition("<main")[2], path


@pytest.mark.on_sqlite  # as above
def test_readers_see_what_is_for_readers(client: FlaskClient) -> None:
    found = re.findall(r'href="/help/([^"#]+)"', client.get("/help").text)
    assert set(found) == FOR_READERS
    for name in FOR_READERS:
        assert client.get(f"/help/{name}").status_code == 200
    for name in ("desk", "security", "nothing"):
        assert client.get(f"/help/{name}").location.endswith(f"/login?next=/help/{name}")
    assert client.get("/help/pictures/workbench.png").status_code == 303


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize("path", ["nothing", "../README", "decisions", "pictures/desk.md", "pictures/../app.py"])
def test_nothing_else_is_served(rita: FlaskClient, path: str) -> None:
    assert rita.get(f"/help/{path}").status_code == 404


@pytest.mark.on_sqlite  # as above
def test_a_picture_of_the_documentation_is_served(rita: FlaskClient) -> None:
    answer = rita.get("/help/pictures/workbench.png")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")


def test_raw_html_and_other_schemes_stay_text() -> None:
    source = '# T\n\n<script>alert(1)</script> <b onclick="x">b</b> [x](javascript:alert(1)) ![p](../no.png)\n'
    html = str(render("desk", source, lambda path: None).content)
    assert "<script" not in html
    assert "<b " not in html
    assert "href" not in html
    assert "style=" not in str(render("t", "# T\n\n|a|b|\n|:-:|--:|\n|1|2|\n", lambda path: None).content)


def test_links_go_through_the_app_or_become_plain_words() -> None:
    known = {"versions.md": "/help/versions", "decisions/0003-jobs.md": "/help/decisions/0003-jobs"}
    source = "# T\n\n## A (b), c?\n\n[v](versions.md#x) [j](decisions/0003-jobs.md) [r](../README.md) [h](#a-b-c)\n"
    page = render("desk", source, known.get)
    assert '<a href="/help/versions#x">v</a>' in page.content
    assert '<a href="/help/decisions/0003-jobs">j</a>' in page.content
    assert "<span>r</span>" in page.content
    assert page.sections == (("a-b-c", "A (b), c?"),)
    assert anchor("A (b), c?") == "a-b-c"
    inner = render("decisions/0001", "# D\n\n[up](../versions.md)", known.get)
    assert '<a href="/help/versions">up</a>' in inner.content


def test_the_search_finds_help_by_its_title(app: Flask) -> None:
    found = sign_in(app.test_client(), make_user("Edda", Role.EDITOR)).get("/search?q=conversations").text
    assert 'href="/help/threads"' in found
