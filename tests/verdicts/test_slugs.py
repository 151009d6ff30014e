"""The address of a check says its headline in ASCII, whatever the script; it is made once, and is nobody else's."""

from __future__ import annotations

import re
from itertools import islice

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.verdicts import service
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.editions.slugs import LONGEST, candidates, slug
from factcheck.verdicts.models import Edition
from tests.factories import make_article, make_claim, make_evidence, make_user, rating


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Łódź und Straße", "lodz-und-strasse"),
        ("Þingvöllur, Ærø & Œuvre", "thingvollur-aero-oeuvre"),
        ("Kadıköy rıhtımı İstanbul’da", "kadikoy-rihtimi-istanbulda"),
        ("Đà Nẵng: cầu tàu mới", "da-nang-cau-tau-moi"),
        ("Причал стоил меньше", "prichal-stoil-menshe"),
        ("Здоров’я громади — ще раз", "zdorovya-gromadi-shche-raz"),
        ("Το λιμάνι άνοιξε", "to-limani-anoixe"),
        ("码头便宜了", "ma-tou-bian-yi-le"),
        ("부두가 열렸다", "bu-du-ga-yeol-lyeoss-da"),
        ("दिल की बात", "dil-ki-bat"),
        ("Don’t: it's 4.2 %", "dont-it-s-4-2"),
        ("e\u0301te\u0301 and ﬁnal", "ete-and-final"),
        ("a_b/c\\d", "a-b-c-d"),
        ("日", ""),
        ("…!", ""),
        ("\ufffe\u200b", ""),
    ],
)
def test_letters_of_every_script_are_in_the_address(headline: str, words: str) -> None:
    assert slug(headline) == words


@pytest.mark.parametrize(
    "headline",
    ["مرفأ جديد في المدينة", "רציף חדש בעיר", "ท่าเรือใหม่", "岸壁が開いた", "Նոր նավամատույց", "ახალი ნავმისადგომი"],
)
def test_of_no_script_nothing_is_left(headline: str) -> None:
    assert len(slug(headline)) >= 6


def test_a_long_one_is_cut_at_a_word() -> None:
    made = slug("Harbour " * 30)
    assert (len(made) <= LONGEST, set(made.split("-"))) == (True, {"harbour"})
    assert slug("x" * 300) == "x" * LONGEST
    assert slug("a" * LONGEST + " b") == "a" * LONGEST


@given(st.text(max_size=200))
def test_whatever_the_headline_it_is_an_address(headline: str) -> None:
    first, second, third = (
        islice(candidates(headline, 7), 3) if slug(headline) else (*islice(candidates(headline, 7), 2), "x")
    )
    for made in (first, second, third):
        assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?", made), made
    assert len({first, second, third}) == 3


def published(claim_words: str, headline: str) -> Edition:
    """A verdict with this headline on a claim of its own."""
    version = db.session.info.get("version") or make_article("Eins. Zwei. Drei. Vier. Fünf.")
    db.session.info["version"] = version
    claim = make_claim(claim_words, version)
    make_evidence(claim)
    edda, emil = make_user("Edda", Role.EDITOR), make_user("Emil", Role.EDITOR)
    edition = service.propose(edda, claim, VerdictDetails(rating(), headline, "S", "So [1]."))
    service.submit(edda, edition, edition.revision)
    db.session.flush()
    service.approve(emil, edition, edition.revision)
    db.session.commit()
    return edition


def test_no_two_have_one_and_none_is_refused_for_another(app: Flask) -> None:
    made = [published(words, headline) for words, headline in (
        ("Eins.", "Claim 3"), ("Zwei.", "Łódź 4"), ("Drei.", "‽"), ("Vier.", "Łódź"), ("Fünf.", "Łódź"),
    )]  # fmt: skip
    slugs = [it.verdict.slug for it in made]
    assert slugs == ["claim-3", "lodz-4", "claim-3-2", "lodz", "lodz-5"]
    db.session.info.pop("version")
    for it in slugs:
        assert app.test_client().get(f"/checks/{it}").status_code == 200
