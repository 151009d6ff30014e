"""Claims without an article: a post, a speech, a picture or a recording is examined by its transcript."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.articles.medium import Medium
from factcheck.articles.models import Article
from factcheck.articles.queries import current_version
from factcheck.db import db
from factcheck.drafts import files
from factcheck.exports.formats import claimreview
from factcheck.exports.queries import published
from factcheck.exports.register import site
from factcheck.intake import service as intake
from factcheck.intake.files import picture as kept
from factcheck.intake.service import ArticleDetails
from factcheck.pictures.models import ArticlePicture
from factcheck.verdicts.editions.basis import changes
from factcheck.verdicts.editions.build_snapshot import build_snapshot
from tests.factories import make_claim, make_edition, make_user, post_files, upload
from tests.pictures.drawn import picture

WORDS = "The harbour will open in May, and nobody can stop it."
URL = "https://platform.example/holt/1"


def add(client: FlaskClient, **changed: str) -> Article:
    fields = {"medium": "post", "text": WORDS, "title": "Holt on the harbour", "language": "en", "byline": "Signe Holt"}
    fields |= {"publisher": "Platform", "published_on": "2026-05-01", "canonical_url": URL}
    answer = post_files(client, "/articles/new", **fields | changed)
    assert answer.status_code == 303, answer.text
    return db.session.scalars(select(Article).order_by(Article.id.desc())).first() or Article()


def test_the_text_of_a_post_is_its_words_alone(rita: FlaskClient) -> None:
    article = add(rita)
    version = db.session.scalars(current_version(article.id)).one()
    assert (article.medium, version.text) == (Medium.POST, WORDS)
    next_one = intake.update(make_user("Rita"), article, b"It opens in June.", "text/plain", seen_number=1)
    assert next_one.text == "It opens in June."


def test_fields_are_called_as_they_are_for_the_medium(rita: FlaskClient) -> None:
    page = rita.get("/articles/new?medium=speech").text
    assert "Transcript of the speech" in page
    assert re.search(r'<option selected value="speech">', page)
    preview = post_files(rita, "/articles/new", medium="speech", text=WORDS, choice="preview")
    shown = rita.get(preview.location).text
    for label in ("Speaker", "Occasion and place", "Held on"):
        assert label in shown
    assert "The headline is put before these lines" not in shown
    assert "Byline" not in shown
    assert "Posted by" in rita.get(f"/articles/{add(rita).id}/edit").text


def test_a_post_without_a_title_is_named_after_its_first_words(rita: FlaskClient) -> None:
    text = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen."
    preview = post_files(rita, "/articles/new", medium="post", text=text, choice="preview")
    shown = rita.get(preview.location).text
    assert "One two three four five six seven eight nine ten eleven twelve thirteen…" in shown


def test_an_unknown_medium_is_refused(rita: FlaskClient) -> None:
    answer = post_files(rita, "/articles/new", medium="rumour", text=WORDS, title="a", language="en", is_undated="y")
    assert (answer.status_code, "Not a valid choice" in answer.text) == (422, True)


def test_the_picture_of_a_post_is_kept_through_the_preview_and_added_with_it(rita: FlaskClient) -> None:
    raw = picture()
    fields = {"medium": "picture", "text": WORDS}
    preview = post_files(rita, "/articles/new", picture=upload(raw, "slide.png"), choice="preview", **fields)
    assert preview.status_code == 303, preview.text[preview.text.index("<main") :][:3000]
    shown = rita.get(preview.location).text
    assert "with the picture slide.png" in shown
    sha256 = re.findall(r'name="kept_picture" value="(\w{64})"', shown)[0]
    assert db.session.scalars(select(ArticlePicture)).first() is None
    article = add(rita, kept_picture=sha256, medium="picture")
    row = db.session.scalars(select(ArticlePicture)).one()
    assert (row.article_id, row.file_name, row.raw_sha256) == (article.id, "slide.png", sha256)
    assert files.newest(make_user("Rita"), kept.FORM) is None
    assert f'src="/pictures/{row.id}"' in rita.get(f"/articles/{article.id}").text


def test_a_picture_that_cant_be_read_is_refused_at_its_field(rita: FlaskClient) -> None:
    answer = post_files(rita, "/articles/new", text=WORDS, picture=upload(b"x", "a.png"), choice="preview")
    assert (answer.status_code, "This picture can’t be read" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("medium", "kind"),
    [
        ("post", "SocialMediaPosting"),
        ("picture", "ImageObject"),
        ("recording", "MediaObject"),
        ("speech", "CreativeWork"),
    ],
)
def test_readers_and_claim_review_are_told_what_it_is(rita: FlaskClient, medium: str, kind: str) -> None:
    article = add(rita, medium=medium, **({"canonical_url": ""} if medium == "speech" else {}))
    version = db.session.scalars(current_version(article.id)).one()
    edition = make_edition(make_user("Edda", Role.EDITOR), "published", make_claim("The harbour will open", version))
    item = next(iter(published()))
    place = claimreview.review(item, site())["itemReviewed"]["appearance"][0]
    assert (place["@type"], place["name"]) == (kind, "Holt on the harbour")
    if medium == "speech":
        assert place["locationCreated"] == {"@type": "Place", "name": "Platform"}
        assert "publisher" not in place
    else:
        assert (place["url"], place["publisher"]["name"]) == (URL, "Platform")
    assert json.loads(item.text)["appearances"][0]["medium"] == medium
    words = {"post": "Post", "picture": "Picture", "recording": "Video or audio", "speech": "Speech"}[medium]
    assert f"{words}: " in rita.get(f"/checks/{edition.verdict.slug}").text
    assert words in rita.get(f"/reports/{article.id}").text


def test_another_medium_under_a_verdict_is_a_change_of_its_basis(rita: FlaskClient) -> None:
    version = db.session.scalars(current_version(add(rita).id)).one()
    edition = make_edition(make_user("Edda", Role.EDITOR), "published", make_claim("The harbour will open", version))
    before = build_snapshot(edition, "a", "Edda", None)
    version.article.medium = Medium.SPEECH
    db.session.flush()
    assert [change.name for change in changes(before, build_snapshot(edition, "a", "Edda", None))] == ["article_medium"]


def test_an_edition_of_an_article_has_the_bytes_that_it_had_before_there_were_media(rita: FlaskClient) -> None:
    make_edition(state="published")
    assert "medium" not in json.loads(next(iter(published())).text)["appearances"][0]


def test_the_claimant_of_a_post_is_offered_for_its_claims(rita: FlaskClient) -> None:
    assert '"claimant_name": "Signe Holt"' in rita.get(f"/articles/{add(rita).id}").text.replace("&#34;", '"')


def test_details_are_articles_unless_said() -> None:
    assert ArticleDetails("a").medium is Medium.ARTICLE
