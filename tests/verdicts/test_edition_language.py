"""A verdict is in a language that somebody chose, or that its article has; and not in one whose letters it lacks."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.articles import service as articles
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.intake import service as intake
from factcheck.verdicts import service
from factcheck.verdicts.editions import language as edition_language
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import CorrectionClass, Edition
from tests.factories import hidden, make_evidence, make_user, post, rating, sign_in

FINNISH = ("Laituri maksoi vähemmän", "Ei neljää miljoonaa.", "Niin sanoo lupa [1].")
RUSSIAN = ("Причал стоил меньше", "Не четыре миллиона.", "Так говорит разрешение [1].")


def claim_in(app: Flask, language: str, text: str) -> Claim:
    """A claim that stands in an article in this language."""
    details = articles.ArticleDetails(text[:20], language=language, canonical_url=f"https://lehti.example/{language}")
    added = intake.add(make_user("Rita"), text.encode(), "text/plain", details)
    version: Version = db.session.scalars(current_version(added.article.id)).one()
    claim = annotation_service.highlight(make_user("Rita"), version, [Quote(text)], claims.ClaimDetails(text))
    make_evidence(claim)
    return claim


@pytest.fixture
def finnish(app: Flask) -> Claim:
    return claim_in(app, "fi", "Laituri maksoi neljä miljoonaa.")


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


def proposed(claim: Claim, texts: tuple[str, str, str], language: str = "") -> Edition:
    """The draft of a verdict by Edda."""
    details = VerdictDetails(rating(), *texts, language=language)
    return service.propose(make_user("Edda", Role.EDITOR), claim, details)


def approved(edition: Edition) -> EditionSnapshot:
    """What is frozen of it."""
    service.submit(edition.author, edition, edition.revision)
    db.session.flush()
    service.approve(make_user("Emil", Role.EDITOR), edition, edition.revision)
    db.session.commit()
    return EditionSnapshot.from_json(edition.record or "")


@pytest.mark.parametrize(
    ("texts", "given", "language"),
    [
        (FINNISH, "", "fi"),
        (FINNISH, "SV-fi", "sv-FI"),
        (RUSSIAN, "ru", "ru"),
        (RUSSIAN, "sr-Cyrl", "sr-Cyrl"),
        (("2026", "4,2 %", "[1]"), "", "fi"),
    ],
)
def test_the_language_is_frozen_with_the_verdict(
    finnish: Claim, texts: tuple[str, str, str], given: str, language: str
) -> None:
    assert approved(proposed(finnish, texts, given)).language == language


def test_words_that_cannot_be_in_the_language_of_the_article_are_in_the_newsrooms(app: Flask) -> None:
    arabic = claim_in(app, "ar", "كلف الرصيف أربعة ملايين.")
    assert proposed(arabic, ("The quay cost less", "Not four.", "So it says [1].")).language == "en"


def test_where_neither_fits_it_is_undetermined_not_guessed(finnish: Claim, app: Flask) -> None:
    edition = proposed(finnish, RUSSIAN)
    assert approved(edition).language == "und"
    page = app.test_client().get(f"/checks/{edition.verdict.slug}").text
    assert f'<h1 lang="" dir="auto">{RUSSIAN[0]}' in page


@pytest.mark.parametrize("given", ["finnish language", "x", "fi_FI", "<b>"])
def test_what_is_no_tag_is_refused(finnish: Claim, given: str) -> None:
    with pytest.raises(Invalid, match="Choose the language") as refusal:
        proposed(finnish, FINNISH, given)
    assert refusal.value.field == "language"


@pytest.mark.parametrize(("texts", "given"), [(RUSSIAN, "fi"), (FINNISH, "ru"), (FINNISH, "ar"), (RUSSIAN, "zh-Hant")])
def test_a_language_of_which_no_letter_is_there_is_refused(
    finnish: Claim, texts: tuple[str, str, str], given: str
) -> None:
    with pytest.raises(Invalid, match="don’t seem to be in this language"):
        proposed(finnish, texts, given)


@pytest.mark.parametrize(
    ("tag", "text", "answer"),
    [
        ("ru", "Путин and NATO", True),
        ("ru-Latn", "Prichal stoil menshe", True),
        ("sr", "Pristanište", True),
        ("ja", "Quay", True),
        ("zh-Hans", "码头", True),
        ("zh", "quay", False),
        ("en", "", True),
        ("en", "Причал", False),
    ],
)
def test_letters_tell_what_cannot_be(tag: str, text: str, answer: bool) -> None:
    assert edition_language.fits(tag, [text]) is answer


def test_a_correction_stays_in_the_language_until_another_is_given(finnish: Claim) -> None:
    edition, emil = proposed(finnish, FINNISH, "sv"), make_user("Emil", Role.EDITOR)
    approved(edition)
    for given, language in (("", "sv"), ("fi", "fi")):
        details = VerdictDetails(rating(), *FINNISH, language=given)
        note = (CorrectionClass.CLARIFICATION, "Tarkensimme.")
        assert service.correct(emil, edition.verdict, details, *note).language == language
        db.session.rollback()


def test_the_form_proposes_the_articles_language_and_keeps_what_was_chosen(edda: FlaskClient, finnish: Claim) -> None:
    db.session.commit()
    where = f"/claims/{finnish.id}/verdict/new"
    form = {"rating": "false", **dict(zip(("headline", "summary", "rationale"), FINNISH, strict=True))}
    page = edda.get(where).text
    assert 'value="fi" selected' in page
    for wrong, words in (
        ("", "Choose the language"),
        ("?", "Choose the language"),
        ("ru", "seem to be in this language"),
    ):
        refused = post(edda, where, **form, language=wrong)
        assert (refused.status_code, words in refused.text, FINNISH[0] in refused.text) == (422, True, True), wrong
    post(edda, where, **form, language="sv")
    edition = db.session.query(Edition).one()
    again = edda.get(f"/editions/{edition.id}/edit").text
    assert (edition.language, 'value="sv" selected' in again) == ("sv", True)
    assert hidden(again, "revision") == str(edition.revision)


def test_records_from_before_stay_byte_for_byte(finnish: Claim) -> None:
    record = approved(proposed(finnish, FINNISH))
    old = record.to_json().replace('"language":"fi","number"', '"number"')
    assert EditionSnapshot.from_json(old).language == ""
    assert EditionSnapshot.from_json(old).to_json() == old
