"""What programs and people get told in the pages for readers: languages, cards, links, moments, and clean data."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from html import unescape
from itertools import pairwise

import pytest
from flask import Flask
from lxml import html

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.articles import service as articles
from factcheck.articles.queries import current_version
from factcheck.claims import service as claims
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.exports.formats.characters import xml
from factcheck.intake import service as intake
from factcheck.sources import service as sources
from factcheck.sources.models import SourceClass
from factcheck.verdicts import service
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import Edition
from tests.databases import IS_POSTGRESQL, UNGUARDED
from tests.exports import atom_rules
from tests.exports.public_routes import PUBLIC_ENDPOINTS, addresses
from tests.factories import make_correction, make_edition, make_user, make_withdrawal, post, rating, shown_on, sign_in

TEXTS = {
    "fi": ("Laituri maksoi vähemmän", "Ei neljää miljoonaa.", "Niin sanoo lupa [1]."),
    "ru": ("Причал стоил меньше", "Не четыре миллиона.", "Так говорит разрешение [1]."),
    "ar": ("الرصيف كلف أقل", "ليس أربعة ملايين.", "هكذا يقول التصريح [1]."),
    "zh-Hant": ("碼頭便宜了", "不是四百萬。", "許可證如此說 [1]。"),
}
PAGES = ("/checks", "/corrections", "/methodology", "/reports/1")
DEMO_LANGUAGES = {"en", "fi", "ru", "de"}


def published(app: Flask, language: str, texts: tuple[str, str, str], note: str = "") -> Edition:
    """A verdict in a language on a claim of an article in it."""
    text = f"{texts[0].split()[0]} 4.2 {texts[1].split()[0]}"
    details = articles.ArticleDetails("Quay", language=language, canonical_url=f"https://paper.example/{language}")
    added = intake.add(make_user("Rita"), text.encode(), "text/plain", details)
    version = db.session.scalars(current_version(added.article.id)).one()
    claim = annotation_service.highlight(make_user("Rita"), version, [Quote("4.2")], claims.ClaimDetails("4.2 million"))
    source = sources.add(make_user("Rita"), sources.SourceDetails("Permit", source_class=SourceClass.PRIMARY))
    evidence.add(make_user("Rita"), claim, source, evidence.EvidenceDetails(Stance.REFUTES, "September.", "", note))
    edda, emil = make_user("Edda", Role.EDITOR), make_user("Emil", Role.EDITOR)
    edition = service.propose(edda, claim, VerdictDetails(rating(), *texts))
    service.submit(edda, edition, edition.revision)
    db.session.flush()
    service.approve(emil, edition, edition.revision)
    db.session.commit()
    return edition


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_verdict_is_told_everywhere(app: Flask, language: str) -> None:
    edition, reader = published(app, language, TEXTS[language]), app.test_client()
    where = f"/checks/{edition.verdict.slug}"
    assert json.loads(reader.get(f"{where}/claimreview.jsonld").text)["inLanguage"] == language
    assert f'<entry xml:lang="{language}">' in reader.get("/feed.atom").text
    assert json.loads(reader.get("/exports/checks.json").text)[0]["language"] == language
    (row,) = csv.DictReader(io.StringIO(reader.get("/exports/checks.csv").text))
    assert row["language"] == language
    note = json.loads(reader.get("/reports/1/annotations.jsonld").text)["first"]["items"][0]
    assert note["body"][0]["language"] == language
    page = html.fromstring(reader.get(where).text)
    direction = "rtl" if language == "ar" else "ltr"
    for text in TEXTS[language]:
        (found,) = page.xpath("//main//*[self::h1 or self::p][normalize-space()=$text]", text=text)[:1]
        told = found if found.get("lang") else found.getparent()
        assert (told.get("lang"), told.get("dir")) == (language, direction), text
    for listed in ("/checks", "/reports/1"):
        (title,) = html.fromstring(reader.get(listed).text).xpath("//main//*[self::a or a][@lang]")[:1]
        assert (title.get("lang"), title.get("dir")) == (language, direction)


def test_claimreview_keeps_the_first_day_and_tells_that_of_the_edition(app: Flask) -> None:
    first = make_edition(state="published")
    correction = make_correction(first, "mixed")
    # the file of SQLite is put back after the test, the triggers of PostgreSQL are not
    db.session.execute(db.text(UNGUARDED if IS_POSTGRESQL else "DROP TRIGGER edition_no_return"))
    db.session.execute(db.text("UPDATE editions SET published_at = '2026-03-01 12:00:00' WHERE number = 1"))
    db.session.commit()
    review = json.loads(app.test_client().get(f"/checks/{first.verdict.slug}/claimreview.jsonld").text)
    assert correction.published_at is not None
    assert (review["datePublished"], review["dateModified"]) == (
        "2026-03-01",
        correction.published_at.date().isoformat(),
    )
    assert "<published>2026-03-01T12:00:00+00:00</published>" in app.test_client().get("/feed.atom").text


@pytest.mark.on_sqlite
def test_every_page_of_the_demo_newsroom_has_its_own_card_and_valid_moments(demo: Flask) -> None:
    reader, base, cards = demo.test_client(), demo.extensions["settings"].base_url, {}
    for endpoint, where in [*addresses(demo), ("site.methodology", "/methodology")]:
        answer = reader.get(where) if endpoint.startswith(PUBLIC_ENDPOINTS) else None
        if answer is None or answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = html.fromstring(answer.text)
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        named = {it.get("property") or it.get("name"): it.get("content") for it in page.xpath("//meta[@content]")}
        assert named["og:url"] == canonical
        assert reader.get(canonical.removeprefix(base)).status_code == 200
        assert "editions" in where or canonical == base + where
        for name in ("og:title", "og:description", "og:type", "og:site_name", "twitter:title", "twitter:description"):
            assert named[name].strip(), (where, name)
        assert named["twitter:card"] == "summary"
        assert named.get("og:locale", "en") in DEMO_LANGUAGES
        cards.setdefault(named["og:title"], set()).add(canonical)
        for moment in page.xpath("//time/@datetime"):
            assert datetime.fromisoformat(moment).microsecond == 0, where
            assert "." not in moment
    assert {len(it) for it in cards.values()} == {1}
    assert len(cards) > 20


@pytest.mark.on_sqlite
def test_no_moment_of_the_newsroom_has_microseconds_either(demo: Flask) -> None:
    ada = sign_in(demo.test_client(), make_user("Ada", Role.ADMIN))
    for where in (
        "/",
        "/articles",
        "/articles/1",
        "/claims/1",
        "/claims/3",
        "/people",
        "/claims",
        "/history",
        "/editions/1",
    ):
        for moment in re.findall(r'datetime="([^"]*)"', ada.get(where).text):
            assert "." not in moment, (where, moment)


def test_a_report_leads_to_its_annotations(app: Flask) -> None:
    make_edition(state="published")
    page = html.fromstring(app.test_client().get("/reports/1").text)
    (link,) = page.xpath("//link[@rel='alternate'][contains(@type, 'ld+json')]")
    assert link.get("type") == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    base = app.extensions["settings"].base_url
    assert app.test_client().get(link.get("href").removeprefix(base)).mimetype == "application/ld+json"


def test_a_card_of_a_withdrawn_verdict_says_so_and_has_no_rating(app: Flask) -> None:
    edition = make_edition(state="published", rated="mostly-true")
    where = f"/checks/{edition.verdict.slug}"
    assert 'property="og:title" content="Mostly true: ' in app.test_client().get(where).text
    make_withdrawal(edition, 'The <permit> "was" forged.')
    head = app.test_client().get(where).text.partition("</head>")[0]
    assert 'property="og:title" content="Withdrawn: ' in head
    assert "The &lt;permit&gt; &#34;was&#34; forged." in head
    assert "Mostly true" not in head


def test_addresses_in_what_the_newsroom_wrote_are_links(app: Flask) -> None:
    where = "https://town.example/budget?year=2026&page=3"
    texts = ("The quay cost less", f"As {where} says.", f"See [1] and {where}.\r\nAlso (http://port.example/a_(b)).")
    edition = published(app, "en", texts, note=f"Cf. {where}")
    page = html.fromstring(app.test_client().get(f"/checks/{edition.verdict.slug}").text)
    links = page.xpath("//main//a[@class='address']")
    assert [it.get("href") for it in links] == [where, where, "http://port.example/a_(b)", where]
    assert {it.get("rel") for it in links} == {"nofollow noopener ugc"}
    assert len(page.xpath("//main//div[@class='prose']/p")) == 2
    make_withdrawal(edition, f"See {where}")
    for listed in ("/checks", "/corrections", "/reports/1", f"/checks/{edition.verdict.slug}"):
        assert f'href="{where.replace("&", "&amp;")}"' in app.test_client().get(listed).text, listed


CHARACTERS = [0, 1, 8, 0xB, 0xC, 0x1F, 0x7F, 0x85, 0xD800, 0xDFFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x1FFFE, 0x1FFFF, 0x10FFFF]


def test_only_characters_of_xml_get_into_xml() -> None:
    made = xml("a" + "".join(map(chr, CHARACTERS)) + "<&>\"'\t\n\rz")
    assert made == "a\x7f\x85\ufffd\U0001fffe\U0001ffff\U0010ffff&lt;&amp;&gt;&#34;&#39;\t\n&#13;z"


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\x01", "\x0b", "\x1b", "\r\n"])
def test_no_sign_in_any_field_makes_the_feed_unreadable(app: Flask, sign: str) -> None:
    texts = (f"The quay {sign} cost more", f"Not {sign} so.", f"So [1]{sign}.")
    edition = published(app, "en", texts)
    make_withdrawal(edition, f"Forged{sign}")
    published(app, "fi", texts)
    assert atom_rules.of_document(app.test_client().get("/feed.atom").text) == []


def test_csv_begins_with_a_byte_order_mark_where_it_is_asked_for(app: Flask) -> None:
    published(app, "ru", TEXTS["ru"])
    reader, where = app.test_client(), "/exports/checks.csv"
    plain, marked = reader.get(where), reader.get(f"{where}?bom=1")
    assert marked.data == b"\xef\xbb\xbf" + plain.data
    assert plain.data.startswith(b"claim_id,")
    assert plain.headers["ETag"] != marked.headers["ETag"]
    assert reader.get(f"{where}?bom=0").data == plain.data
    assert f'href="{where}?bom=1"' in unescape(reader.get("/checks").text)
    run = app.test_cli_runner().invoke
    assert run(args=["factcheck", "export", "csv", "--bom"]).stdout_bytes == marked.data
    assert run(args=["factcheck", "export", "json", "--bom"]).exit_code == 2


def test_headings_of_a_public_check_stay_in_order(app: Flask) -> None:
    edition = published(app, "ru", TEXTS["ru"])
    page = html.fromstring(app.test_client().get(f"/checks/{edition.verdict.slug}").text)
    levels = [int(it.tag[1]) for it in page.xpath("//main//*[self::h1 or self::h2 or self::h3]")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_line_ends_of_a_form_are_one_sign_in_the_record_and_in_every_export(app: Flask) -> None:
    claim = published(app, "en", TEXTS_WITH_LINES).verdict.claim
    where = f"/verdicts/{db.session.query(Edition).one().verdict_id}/correct"
    emil, edda = (sign_in(app.test_client(), make_user(name, Role.EDITOR)) for name in ("Emil", "Edda"))
    lines = {
        "summary": "Not so.\r\nNor so.",
        "rationale": "Because [1].\r\n\r\nAnd more.",
        "public_note": "One.\r\nTwo.",
    }
    form = {"rating": "false", "headline": "The quay", "correction_class": "typo", "language": "en", **lines}
    assert post(emil, where, **form).status_code == 303
    edition = db.session.query(Edition).order_by(Edition.id.desc()).first()
    assert edition is not None
    service.submit(edition.author, edition, edition.revision)
    db.session.commit()
    assert post(edda, f"/editions/{edition.id}/approve", **shown_on(edda, edition.id)).status_code == 303
    assert "\r" not in (db.session.get_one(Edition, edition.id).record or "\r")
    for export in ("/exports/checks.json", "/feed.atom", "/exports/claimreview.jsonld", f"/checks/{claim.id}"):
        text = app.test_client().get(export).text
        assert "\\r" not in text, export
        assert "&#13;" not in text, export


TEXTS_WITH_LINES = ("The quay cost less", "Not so.", "Because [1].\n\nAnd more.")
