"""A text or an address that is known already: what is known and what came stand side by side, and a person chooses."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from factcheck.accounts.models import Role
from factcheck.articles import service
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version
from factcheck.db import db
from factcheck.drafts import files
from factcheck.drafts import service as drafts
from factcheck.web.drafts import DraftFile
from tests.conftest import path_of
from tests.factories import make_article, make_next_version, make_user, sign_in
from tests.factories import post_files as post

NEW = "/articles/new"
TITLE = "Harbour will open in May, mayor says"
OLD = "The harbour will open in May, she said.\n\nCosts were halved, and nobody objected to it."
CHANGED = OLD.replace("in May", "in late June")
PAGE = "<html lang=en><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"


@pytest.fixture
def known(app: Flask) -> Article:
    return make_article(OLD, TITLE).article


def entered(known: Article, **more: Any) -> dict[str, Any]:
    address = known.canonical_url
    return {"title": TITLE, "language": "en", "is_undated": "y", "canonical_url": address, "text": CHANGED, **more}


def upload(text: str, name: str = "harbour.txt") -> FileStorage:
    return FileStorage(io.BytesIO(text.encode()), name)


def fields(page: str) -> dict[str, str]:
    """What a browser without JavaScript sends of the form on the page, but for the button."""
    found = {}
    (form,) = etree.HTML(page).xpath("//form[@enctype or @class='existing-articles']")
    for it in form.xpath(".//input[@name and @type!='checkbox' and @type!='file']"):
        found[it.get("name")] = it.get("value") or ""
    for it in form.xpath(".//input[@type='checkbox' and @checked]"):
        found[it.get("name")] = it.get("value") or "on"
    for it in form.xpath(".//select[@name!='kinds']"):
        found[it.get("name")] = next(
            (option.get("value") for option in it.iter("option") if option.get("selected")), ""
        )
    for it in form.xpath(".//textarea"):
        found[it.get("name")] = (it.text or "").removeprefix("\r").removeprefix("\n")
    return found


def button(page: str, words: str) -> str:
    found = re.search(rf'name="choice" value="([^"]*)"[^>]*>{words}<', page)
    assert found is not None, words
    return html.unescape(found[1])


def choose(client: FlaskClient, page: str, words: str, **more: str) -> TestResponse:
    return post(client, NEW, **{**fields(page), "choice": button(page, words), **more})


def count(kind: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_a_changed_text_under_a_known_address_is_shown_beside_it_and_stored_nowhere(
    rita: FlaskClient, known: Article
) -> None:
    answer = post(rita, NEW, **entered(known))
    assert answer.status_code == 409
    page = answer.text
    assert "This article already exists" in page
    assert "Same address" in page
    assert "<ins>2 words added</ins>" in page
    assert "<del>1 word removed</del>" in page
    assert "<ins>late June</ins>" in page
    assert "<del>May</del>" in page
    assert "version 1, 23 words" in " ".join(page.split())
    assert '<p class="meta">24 words' in page
    assert (count(Article), count(Version)) == (1, 1)
    draft = drafts.of(make_user("Rita"), NEW)
    assert draft is not None
    assert draft.fields["text"] == [CHANGED]
    assert draft.title in rita.get("/").text


def test_it_becomes_the_next_version(rita: FlaskClient, known: Article) -> None:
    page = post(rita, NEW, **entered(known)).text
    answer = choose(rita, page, "Add as version 2")
    assert path_of(answer.location).startswith("/jobs/")
    version = db.session.scalars(select(Version).where(Version.number == 2)).one()
    assert version.text == f"{TITLE}\n\n{CHANGED}"
    assert drafts.of(make_user("Rita"), NEW) is None


def newest() -> int:
    """The number of the newest article; a number that was begun and not used is not used again."""
    return db.session.scalars(select(func.max(Article.id))).one()


def test_it_becomes_a_separate_article(rita: FlaskClient, known: Article) -> None:
    page = post(rita, NEW, **entered(known)).text
    answer = choose(rita, page, "Add as a separate article")
    assert path_of(answer.location) == f"/articles/{newest()}"
    assert db.session.scalars(current_version(newest())).one().text == f"{TITLE}\n\n{CHANGED}"
    both = post(rita, NEW, **entered(known, text="Something else.")).text
    assert both.count('class="existing-article"') == 2


def test_the_known_one_is_opened_and_what_was_entered_stays_a_draft(rita: FlaskClient, known: Article) -> None:
    page = post(rita, NEW, **entered(known)).text
    answer = choose(rita, page, "Open the existing article")
    assert path_of(answer.location) == f"/articles/{known.id}"
    assert "kept as an unsaved draft" in rita.get(answer.location).text
    assert drafts.of(make_user("Rita"), NEW) is not None
    assert (count(Article), count(Version)) == (1, 1)


def test_what_was_entered_comes_back_without_javascript_too(rita: FlaskClient, known: Article) -> None:
    post(rita, NEW, **{**entered(known, byline="A. Holm", text=""), "upload": upload(CHANGED)})
    assert "/articles/new?draft=1" in rita.get(NEW).text
    page = rita.get(f"{NEW}?draft=1").text
    assert 'value="A. Holm"' in page
    assert "harbour.txt</bdi>" in page
    form = {**fields(page), "canonical_url": "https://elsewhere.example/a"}
    assert post(rita, NEW, **form).status_code == 303
    assert drafts.of(make_user("Rita"), NEW) is None
    assert "Restore your unsaved draft" not in rita.get(NEW).text


def test_one_goes_back_to_the_form_with_everything(rita: FlaskClient, known: Article) -> None:
    page = post(rita, NEW, **entered(known, byline="A. Holm")).text
    answer = rita.get(choose(rita, page, "Change what I entered").location)
    assert answer.status_code == 200
    assert "in late June" in answer.text
    assert 'value="A. Holm"' in answer.text
    assert post(rita, NEW, **{**fields(answer.text), "canonical_url": ""}).status_code == 303


def test_the_same_text_under_another_address_is_told_and_opened_without_a_trace(
    rita: FlaskClient, known: Article
) -> None:
    form = entered(known, text=OLD, canonical_url="https://elsewhere.example/a")
    page = post(rita, NEW, **form).text
    assert "This text already exists" in page
    assert "identical to version 1" in page
    assert "Add as version" not in page
    assert "https://elsewhere.example/a" in page
    assert path_of(choose(rita, page, "Open the existing article").location) == "/articles/1"
    assert drafts.of(make_user("Rita"), NEW) is not None  # its address is known nowhere else
    page = post(rita, NEW, **entered(known, text=OLD, canonical_url="")).text
    choose(rita, page, "Open the existing article")
    assert drafts.of(make_user("Rita"), NEW) is None
    page = post(rita, NEW, **form).text
    assert path_of(choose(rita, page, "Add as a separate article").location) == f"/articles/{newest()}"
    assert count(Article) == 2


def test_an_earlier_text_that_comes_back_may_be_the_next_version(rita: FlaskClient, known: Article) -> None:
    make_next_version(known, CHANGED)
    page = post(rita, NEW, **entered(known, text=OLD)).text
    assert "This is the text of version 1; the latest is version 2." in page
    assert choose(rita, page, "Add as version 3").status_code == 303


def test_details_that_differ_are_shown_and_taken_over_only_when_that_is_ticked(
    rita: FlaskClient, known: Article
) -> None:
    form = entered(known, byline="A. Holm", publisher="Tarnby Courier", published_on="2026-06-06", is_undated="")
    page = post(rita, NEW, **form).text
    table = page.partition("Different details")[2].partition("</table>")[0]
    assert re.findall(r'scope="row">([^<]*)<', table) == ["Byline", "Publication date"]
    choose(rita, page, "Add as version 2", take_details=str(known.id))
    article = db.session.get_one(Article, known.id)
    assert (article.byline, str(article.published_on), article.title) == ("A. Holm", "2026-06-06", TITLE)


def test_who_is_overtaken_while_choosing_chooses_again(app: Flask, rita: FlaskClient, known: Article) -> None:
    page = post(rita, NEW, **entered(known)).text
    make_next_version(known, OLD.replace("May", "April"))
    answer = choose(rita, page, "Add as version 2")
    assert answer.status_code == 409
    assert "Rob has since added version 2." in answer.text
    assert "in late June" in answer.text
    assert choose(rita, answer.text, "Add as version 3").status_code == 303


def test_details_changed_by_another_meanwhile_are_not_overwritten(rita: FlaskClient, known: Article) -> None:
    page = post(rita, NEW, **entered(known, byline="A. Holm")).text
    details = service.ArticleDetails(TITLE, "Courier", "B. Lind", language="en", canonical_url=known.canonical_url)
    service.edit(make_user("Rob"), known, details, known.revision)
    db.session.commit()
    answer = choose(rita, page, "Add as version 2", take_details=str(known.id))
    assert answer.status_code == 409
    assert (count(Version), db.session.get_one(Article, known.id).byline) == (1, "B. Lind")


def test_an_archived_one_and_one_that_is_being_opened_get_no_version(rita: FlaskClient, known: Article) -> None:
    make_next_version(known, OLD.replace("May", "April"), is_open=False)
    assert "Add as version" not in post(rita, NEW, **entered(known)).text
    service.archive(make_user("Edda", Role.EDITOR), other := make_article("Other.", "Other").article)
    db.session.commit()
    page = post(rita, NEW, **entered(other, text="Another.")).text
    assert "This article is archived." in page
    assert "Add as version" not in page


def test_of_many_known_ones_three_are_compared_and_the_rest_named(rita: FlaskClient, known: Article) -> None:
    for number in range(4):
        page = post(rita, NEW, **entered(known, text=f"Text {number}.")).text
        choose(rita, page, "Add as a separate article")
    page = post(rita, NEW, **entered(known)).text
    assert page.count('class="existing-article"') == 3
    assert "Other articles with this address or text" in page


@pytest.mark.parametrize("choice", ["version-9-1-1", "open-9", "version-1", "open-x", "version-1-²-1"])
def test_a_button_that_no_page_has_finds_nothing(rita: FlaskClient, known: Article, choice: str) -> None:
    assert post(rita, NEW, **entered(known), choice=choice).status_code == 404


def test_the_canonical_link_of_a_page_is_not_believed_when_it_names_the_site_only(rita: FlaskClient) -> None:
    link = '<link rel="canonical" href="https://courier.example/">'
    for name in ("One", "Two"):
        page = PAGE.format(title=name, text=f"{name}.").replace("<body>", f"{link}<body>")
        assert post(rita, NEW, upload=upload(page, f"{name}.html"), is_undated="y").status_code == 303
    assert count(Article) == 2


# a chosen file


def test_a_file_is_not_chosen_again_when_another_field_is_refused(rita: FlaskClient) -> None:
    answer = post(rita, NEW, upload=upload("The harbour opens."), language="en", is_undated="y")
    assert answer.status_code == 422
    assert "harbour.txt</bdi>" in answer.text
    again = post(rita, NEW, **{**fields(answer.text), "title": "Harbour"})
    assert again.status_code == 303
    assert db.session.scalars(current_version(1)).one().text == "Harbour\n\nThe harbour opens."
    assert count(DraftFile) == 0


def test_a_file_is_still_there_when_one_comes_back_and_gone_when_the_draft_is_discarded(rita: FlaskClient) -> None:
    post(rita, NEW, upload=upload("The harbour opens."), language="en", is_undated="y")
    page = rita.get(NEW).text
    assert "harbour.txt</bdi>" in page
    assert post(rita, NEW, **{**fields(page), "title": "H", "language": "en", "is_undated": "y"}).status_code == 303
    post(rita, NEW, upload=upload("Another."), language="en", is_undated="y")
    post(rita, f"/drafts/discard?form={NEW}")
    assert "harbour.txt" not in rita.get(NEW).text


def test_a_kept_file_is_replaced_by_another_or_left_out(rita: FlaskClient) -> None:
    first = post(rita, NEW, upload=upload("One."), language="en", is_undated="y")
    other = post(rita, NEW, **fields(first.text), upload=upload("Two.", "two.txt"))
    assert "two.txt</bdi>" in other.text
    assert "harbour.txt" not in other.text
    both = post(rita, NEW, **{**fields(other.text), "text": "Pasted.", "title": "T"})
    assert "not both" in both.text
    out = post(rita, NEW, **{**fields(both.text), "leave_out": "y", "shown": ""})
    assert db.session.scalars(current_version(1)).one().text == "T\n\nPasted."
    assert (out.status_code, count(DraftFile)) == (303, 0)


def test_a_file_that_can_not_be_read_is_not_kept(rita: FlaskClient) -> None:
    for file in (FileStorage(io.BytesIO(b"x"), "a.docx"), FileStorage(io.BytesIO(b"a" * (10 * 1024**2 + 1)), "a.txt")):
        answer = post(rita, NEW, upload=file, title="T", language="en", is_undated="y")
        assert answer.status_code == 422
        assert 'class="saved-file"' not in answer.text
    assert count(DraftFile) == 0


def test_a_file_of_somebody_else_or_one_that_is_gone_is_refused_in_words(app: Flask, rita: FlaskClient) -> None:
    page = post(rita, NEW, upload=upload("One."), language="en", is_undated="y").text
    form = {**fields(page), "title": "T"}
    rob = sign_in(app.test_client(), make_user("Rob"))
    assert "no longer stored here" in post(rob, NEW, **{**form, "_by": ""}).text
    files.let_go_all(make_user("Rita").id, NEW)
    db.session.commit()
    answer = post(rita, NEW, **form)
    assert (answer.status_code, "no longer stored here" in answer.text) == (422, True)


def test_a_file_goes_through_the_choice_as_well(rita: FlaskClient, known: Article) -> None:
    page = post(rita, NEW, **{**entered(known, text=""), "upload": upload(CHANGED)}).text
    assert "from the file harbour.txt" in page
    assert choose(rita, page, "Add as version 2").status_code == 303
    assert db.session.scalars(select(Version).where(Version.number == 2)).one().text == f"{TITLE}\n\n{CHANGED}"
    assert count(DraftFile) == 0


def test_a_file_for_a_new_version_is_not_chosen_again_either(rita: FlaskClient, known: Article) -> None:
    url = f"/articles/{known.id}/update"
    answer = post(rita, url, upload=upload(CHANGED), seen="1", title="x" * 501)
    assert answer.status_code == 422
    assert "harbour.txt</bdi>" in answer.text
    assert post(rita, url, **{**fields(answer.text), "title": ""}).status_code == 303
    assert count(DraftFile) == 0


def test_at_most_five_files_are_kept_for_one_form(app: Flask) -> None:
    user = make_user("Rita")
    for number in range(files.MAX_FILES + 2):
        files.keep(user, NEW, f"{number}.txt", str(number).encode())
    db.session.commit()
    assert count(DraftFile) == files.MAX_FILES
    newest = files.newest(user, NEW)
    assert newest is not None
    assert newest.name == f"{files.MAX_FILES + 1}.txt"
