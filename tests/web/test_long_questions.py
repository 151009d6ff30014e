"""Words of any length can be asked for: by form, without JavaScript; what is short has an address to share."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from factcheck.annotations.models import Annotation
from factcheck.db import db
from factcheck.fulltext.questions import MOST_TERMS
from factcheck.sources import service as sources
from tests.databases import States
from tests.factories import make_article, make_claim, make_evidence, make_user, post, sign_in

SENTENCES = [f"Причал номер {number} закроют на две недели, сказала мэр города Тарнби." for number in range(14)]
PARAGRAPH = " ".join(SENTENCES)  # about 900 letters, of which an address makes 5,000 bytes
LONG = (PARAGRAPH + " ") * 22  # about 20,000
SEARCHES = {  # page → where its form asks, and the title of what is found
    "/articles": ("/articles", "Причал закрыт"),
    "/claims": ("/claims/search", "The harbour opens in May"),
    "/sources": ("/sources", "О причалах"),
    "/articles/find": ("/articles/find", "Причал закрыт"),
    "/articles/1/find": ("/articles/1/find", "Причал номер"),
}


def fill() -> None:
    version = make_article(f"Причал закрыт\n\n{PARAGRAPH}\n\nЕщё один абзац.", "Причал закрыт")
    claim = make_claim(PARAGRAPH, version)
    make_evidence(claim)
    sources.add(make_user("Rita"), sources.SourceDetails("О причалах", authors=(PARAGRAPH,)))
    db.session.commit()


@pytest.fixture
def rita(app: Flask, states: States) -> FlaskClient:
    states.begin_from("piers", fill)
    return sign_in(app.test_client(), make_user("Rita"))


def search_form(page: str, action: str) -> HtmlElement:
    """The form of a page's own search."""
    return html.fromstring(page).xpath(f"//main//form[@action='{action}']")[0]


def ask(client: FlaskClient, page: str, words: str, *, is_followed: bool = True) -> TestResponse:
    """Type words into the search of a page, press its button, and go where it leads."""
    form = search_form(client.get(page).text, SEARCHES[page][0])
    fields = MultiDict((it.get("name"), it.get("value") or "") for it in form.iter("input"))
    fields["q"] = words
    assert form.get("method") == "post"
    return send(client, form.get("action"), fields) if is_followed else client.post(form.get("action"), data=fields)


def send(client: FlaskClient, url: str, fields: MultiDict[str, str]) -> TestResponse:
    """Send a form and go where it leads."""
    answer = client.post(url, data=fields)
    return client.get(answer.location) if answer.location else answer


@pytest.mark.parametrize("words", [PARAGRAPH, LONG], ids=["900", "20000"])
@pytest.mark.parametrize("page", SEARCHES)
def test_a_paragraph_can_be_pasted_into_every_search(rita: FlaskClient, page: str, words: str) -> None:
    answer = ask(rita, page, words)
    assert answer.status_code == 200
    assert SEARCHES[page][1] in answer.text or "characters were searched for" in answer.text
    field = search_form(answer.text, SEARCHES[page][0]).xpath(".//input[@name='q']")[0]
    assert field.get("value") == words.strip() or field.get("value") == words
    assert field.get("maxlength") is None


@pytest.mark.parametrize("page", SEARCHES)
def test_ordinary_words_have_an_address(rita: FlaskClient, page: str) -> None:
    answer = ask(rita, page, "причал 7", is_followed=False)
    assert answer.status_code == 303
    where = urlsplit(answer.location)
    assert (where.path, parse_qs(where.query)) == (page, {"q": ["причал 7"]})
    assert SEARCHES[page][1] in rita.get(answer.location).text


def test_the_search_of_the_masthead_takes_a_paragraph_on_every_page(rita: FlaskClient) -> None:
    for page in ("/", "/claims/1", "/articles/1"):
        form = html.fromstring(rita.get(page).text).xpath("//header//form[@role='search']")[0]
        fields = {it.get("name"): it.get("value") or "" for it in form.iter("input")}
        answer = send(rita, form.get("action"), MultiDict({**fields, "q": PARAGRAPH}))
        assert (answer.status_code, "Причал закрыт" in answer.text) == (200, True)


def test_a_long_question_is_cut_in_words(rita: FlaskClient) -> None:
    words = " ".join(f"слово{number}" for number in range(MOST_TERMS + 1))
    assert f"Only the first {MOST_TERMS} words were searched for." in ask(rita, "/claims", words * 3).text
    assert "characters were searched for" in ask(rita, "/articles/1/find", LONG).text


def test_the_pages_of_a_long_question_are_turned_by_a_form(rita: FlaskClient) -> None:
    for number in range(40):
        sources.add(make_user("Rita"), sources.SourceDetails(f"Pier {number}", authors=(PARAGRAPH,)))
    db.session.commit()
    first = ask(rita, "/sources", LONG)
    assert "41 results" in first.text
    form = html.fromstring(first.text).xpath("//nav[@class='pager']//form")[0]
    fields = {it.get("name"): it.get("value") or "" for it in form.iter("input")}
    after = form.xpath(".//button[@name='after']")[0].get("value")
    second = rita.post(form.get("action"), data={**fields, "after": after})
    assert len(re.findall(r'<th scope="row"', first.text)) == 30
    assert len(re.findall(r'<th scope="row"', second.text)) == 11
    assert "First page" in second.text


def test_claims_that_a_long_question_found_can_be_acted_on(rita: FlaskClient) -> None:
    page = html.fromstring(ask(rita, "/claims", LONG).text)
    form = page.xpath("//form[@id='bulk-bar']")[0]
    box = page.xpath("//input[@name='claim']")[0].get("value")
    answer = post(rita, form.get("action"), act="tag", claim=box, tags="piers")
    assert answer.status_code == 303
    assert "1 claim has the tag piers now." in rita.get(answer.location).text


@pytest.mark.parametrize("words", [PARAGRAPH, LONG], ids=["900", "20000"])
def test_words_can_be_joined_to_a_claim_however_many(rita: FlaskClient, words: str) -> None:
    answer = post(rita, "/articles/1/join", exact=words, look="1", q=PARAGRAPH, about="words")
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert page.xpath("//textarea[@name='exact']")[0].text.strip() == words.strip()
    assert page.xpath("//main//input[@name='q']")[0].get("value") == PARAGRAPH
    assert page.xpath("//input[@name='claim_id']/@value") == ["1"]
    assert "1 result" in answer.text
    assert db.session.query(Annotation).count() == 1


def test_few_words_to_join_have_an_address(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/1/join", exact="Ещё один абзац", look="1", hint="12", about="words")
    assert answer.status_code == 303
    page = rita.get(answer.location).text
    assert "Ещё один абзац</textarea>" in page
    assert post(rita, "/articles/1/join", exact="Ещё один абзац", claim_id="1", about="words").status_code == 303
    assert db.session.query(Annotation).count() == 2


def test_a_claim_can_be_begun_with_long_words_and_joining_leads_there(rita: FlaskClient) -> None:
    page = html.fromstring(post(rita, "/articles/1/join", exact=LONG, look="1", q="nothing like it").text)
    where = page.xpath("//main//button[@formaction]")[0].get("formaction")
    assert LONG.strip() in rita.post(where, data={"exact": LONG}).text


def test_the_library_is_asked_with_a_paragraph(rita: FlaskClient) -> None:
    answer = post(rita, "/claims/1/evidence/new", find=LONG, look="1", quote="Typed before.")
    assert answer.status_code == 200
    assert "О причалах" in answer.text
    assert "Typed before." in answer.text


def test_all_sentences_of_a_long_article_can_be_chosen(rita: FlaskClient) -> None:
    version = make_article(" ".join(f"Предложение номер {number} здесь." for number in range(900)), "Nine hundred")
    page = html.fromstring(rita.get(f"/articles/{version.article_id}/sentences").text)
    form = next(it for it in page.iter("form") if it.get("class") == "sentences")
    chosen = form.xpath(".//input[@name='at']/@value")[1:130]
    assert form.get("method") == "post"
    answer = rita.post(form.get("action"), data={"at": chosen})
    assert answer.status_code == 303
    assert len(answer.location) < 200
    text = rita.get(answer.location).text
    assert "Предложение номер 0 здесь." in text
    assert "Предложение номер 128 здесь.</textarea>" in text


def test_too_many_runs_of_sentences_are_refused_and_stay_chosen(rita: FlaskClient) -> None:
    version = make_article("\n\n".join(f"Sentence number {number}." for number in range(60)), "Sixty")
    url = f"/articles/{version.article_id}/sentences"
    chosen = html.fromstring(rita.get(url).text).xpath("//input[@name='at']/@value")
    answer = rita.post(url, data={"at": chosen})
    assert "Select 1 to 20 passages" in answer.text
    assert len(html.fromstring(answer.text).xpath("//input[@name='at' and @checked]")) == len(chosen)


def test_words_in_an_address_are_those_of_the_version_that_was_shown(rita: FlaskClient) -> None:
    start = len("Причал закрыт\n\n")
    page = html.fromstring(rita.get(f"/articles/1/claims/new?at={start}-{start + len(PARAGRAPH)}&version=1").text)
    assert page.xpath("//textarea[@name='exact']")[0].text.strip() == PARAGRAPH
    assert page.xpath("//input[@name='hint']/@value") == [str(start)]
    for wrong in ("at=9-5", "at=x", "at=0-5&version=9", "at=9000000-9000001"):
        assert rita.get(f"/articles/1/claims/new?{wrong}").status_code == 200


def test_what_is_known_of_long_words_is_asked_by_form(rita: FlaskClient) -> None:
    answer = rita.post("/articles/1/similar", data={"exact": PARAGRAPH, "hint": str(len("Причал закрыт\n\n"))})
    assert "Already highlighted as" in answer.text


def test_an_address_that_is_too_long_gets_a_page_of_ours(rita: FlaskClient) -> None:
    answer = rita.get("/claims", query_string={"q": LONG})
    assert answer.status_code == 414
    assert "This address is too long" in answer.text
    assert "</html>" in answer.text


def test_a_question_writes_nothing_and_needs_no_key(rita: FlaskClient) -> None:
    assert rita.post("/claims/search", data={"q": LONG}).status_code == 200
    assert rita.get("/claims/search").status_code == 200


def test_who_must_sign_in_first_comes_back_to_the_question(app: Flask, rita: FlaskClient) -> None:
    answer = app.test_client().post("/claims/search", data={"q": "причал 7"})
    back = parse_qs(urlsplit(answer.location).query)["next"][0]
    assert "причал 7" in rita.get(back).text
    answer = app.test_client().post("/articles", data={"q": PARAGRAPH * 3})
    assert answer.location == "/login?next=/articles"
