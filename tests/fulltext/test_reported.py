"""Faults that others' software was reported with, one by one: what is asked finds the article, claim or source."""

from __future__ import annotations

import pytest
from flask import Flask

from factcheck.articles.queries import listed as articles
from factcheck.claims.queries import listed as claims
from factcheck.claims.service import ClaimantDetails, ClaimDetails, edit
from factcheck.db import db
from factcheck.sources import service as sources
from factcheck.sources.queries import library
from tests.databases import States
from tests.factories import make_article, make_claim, make_user

CASES = {  # name → text, what finds it, what doesn't
    "turkish-dotless": ("Kadıköy rıhtımı kapandı dedi 1.", ["KADIKÖY", "RIHTIMI", "kadıköy"], []),
    "turkish-dotted": ("ISPARTA'da İLAN edildi 2.", ["ısparta", "ilan", "isparta 2"], ["aspirin"]),
    "strokes": ("In Łódź and Tromsø the ferries stopped 3.", ["Lodz", "Tromso", "Łódź"], []),
    "ligatures": ("Kjærlighet på Ísafjörður, Þingvellir og Ħal Għaxaq 4.", ["kjaerlighet", "isafjordur", "thingvellir",
                  "hal ghaxaq"], ["kjerlighet"]),
    "tatweel": ("قال محـــمد إن الرصيف أُغلق 5.", ["محمد", "أغلق"], []),
    "alef": ("آمنة إبراهيم ٱلمدينة 6.", ["امنه", "ابراهيم", "المدينة"], []),
    "arabic-digits": ("أُغلق الرصيف في سنة ٢٠١٦ تماما 7.", ["٢٠١٦ الرصيف", "2016 الرصيف"], ["2017 الرصيف"]),
    "devanagari-digits": ("बजट १२,५०० करोड़ 8.", ["12500", "१२५००"], ["12600"]),
    "persian-keyboard": ("شهرداری اعلام کرد 9.", ["شهرداري"], []),
    "persian-kaf": ("کشتی دیر رسید 10.", ["كشتي"], []),
    "persian-joiner": ("کتاب‌ها را نمی‌خواهند 11.", ["کتابها", "نميخواهند"], []),
    "chinese-inside": ("市议会星期一决定拨款修建新码头。12", ["码头", "市议会"], ["市码"]),
    "japanese-inside": ("市議会は月曜日に新しい埠頭のための支出を決めた。13", ["埠頭"], []),
    "japanese-half-width": ("ﾌｪﾘｰが１４便 14", ["フェリー", "14便"], ["ブェリー"]),
    "thai-inside": ("รัฐบาลอนุมัติโครงการรถไฟ 15", ["โครงการ", "รถไฟ"], ["รถไพ"]),
    "hindi-vowels": ("दिल की बात 16", ["दिल"], ["दल 16"]),
    "tamil-vowels": ("கடல் அலை 17", ["கடல்"], ["கடி 17"]),
    "ukrainian-apostrophe": ("Здоров’я громади 18", ["здоров'я", "здоровʼя"], []),
    "breton-apostrophe": ("Ar C’hastell 19", ["c'hastell", "cʼhastell", "chastell"], []),
    "line-end-hyphen": ("The ferry carried 41 000 passen-\ngers in 2015 20.", ["passengers 20"], []),
    "line-end-soft-hyphen": ("Von Bau\u00ad\nkosten und Lö\u00adschung 21.", ["baukosten 21", "löschung"], []),
    "line-end-other-signs": ("A har\u2010\nbour, a jet\u00ac\nty, a light- house 22.", ["harbour", "jetty",
                             "lighthouse"], []),
    "hyphen-inside": ("A 4-year-old X-ray 23.", ["4-year-old", "x-ray", "xray", "year 23"], []),
    "thousands": ("41\u202f250 Menschen, 7'300 Boote, 1.250.000 Euro 24", ["41250", "41,250", "7300", "1250000"],
                  ["1250300"]),
    "full-width": ("ＮＡＴＯ ２０３０ 25", ["nato 2030"], []),
    "final-sigma": ("ΟΔΥΣΣΕΑΣ ο μέγας 26", ["οδυσσέας", "μεγασ"], []),
    "short-i": ("Край реки 27", ["край"], ["краи 27"]),
    "hebrew-points": ("שָׁלוֹם עִיר 28", ["שלום", "עיר"], []),
    "korean-particles": ("시장은 항구가 닫혔다고 말했다 29", ["시장", "항구"], ["하 29"]),
    "decomposed": ("E\u0301lodie paie la jete\u0301e 30", ["élodie", "ELODIE", "jetée"], []),
    "capitals": ("Стоит ли набережная 31", ["НАБЕРЕЖНАЯ", "набережная"], []),
}  # fmt: skip


def fill() -> None:
    version, rita = make_article(), make_user("Rita")
    for name, (text, _found_by, _not_found_by) in CASES.items():
        make_article(text, name)
        sources.add(rita, sources.SourceDetails(name, publisher=text))
        claim = make_claim(version=version)
        edit(rita, claim, ClaimDetails(text, ClaimantDetails(name)), claim.revision)
    db.session.commit()


@pytest.fixture
def filled(app: Flask, states: States) -> None:
    states.begin_from("reported", fill)


def found(asked: str) -> list[set[str]]:
    """The names of the cases that are found, as articles, claims and sources."""
    return [
        {it.title for it in db.session.scalars(articles(asked))},
        {it.claimant.name for it in db.session.scalars(claims(asked)).unique() if it.claimant},
        {it.title for it in db.session.scalars(library(asked))},
    ]


def test_articles_claims_and_sources_are_found_in_every_script(filled: None) -> None:
    wrong = []
    for name, (_text, found_by, not_found_by) in CASES.items():
        wrong += [(name, asked) for asked in found_by if not all(name in names for names in found(asked))]
        wrong += [(name, asked, "not") for asked in not_found_by if any(name in names for names in found(asked))]
    assert wrong == []


def test_claimants_are_found_in_capitals_and_without_accents(app: Flask) -> None:
    claim = make_claim()
    edit(make_user("Rita"), claim, ClaimDetails("Ça va", ClaimantDetails("Сигне ХОЛЬТ-Ñandú")), claim.revision)
    db.session.commit()
    for asked in ("хольт", "Сигне", "nandu", "ÇA", "ca сигне"):
        assert [it.id for it in db.session.scalars(claims(asked))] == [claim.id], asked
    assert db.session.scalars(claims("хальт")).all() == []
