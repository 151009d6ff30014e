"""Forms say correctly who sees a field: what readers see is on a public page, and the rest isn't published."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from flask import Flask
from wtforms import HiddenField, PasswordField, StringField

import factcheck.articles.forms
import factcheck.claims.forms
import factcheck.evidence.forms
import factcheck.intake.forms
import factcheck.people.forms
import factcheck.reviews.forms
import factcheck.threads.forms
import factcheck.verdicts.forms
from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.articles import service as articles
from factcheck.articles.queries import current_version
from factcheck.claims import service as claims
from factcheck.claims.models import Claim, ClaimKind
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.intake import service as intake
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.sources import service as sources
from factcheck.sources.models import SourceClass
from factcheck.threads import service as threads
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import CorrectionClass
from factcheck.web.forms import NEWSROOM, QUOTED, READERS, Form
from tests.exports.public_routes import everything
from tests.factories import make_user, rating, sign_in

ROOMS = (
    factcheck.articles.forms,
    factcheck.intake.forms,
    factcheck.claims.forms,
    factcheck.evidence.forms,
    factcheck.people.forms,
    factcheck.reviews.forms,
    factcheck.threads.forms,
    factcheck.verdicts.forms,
)
OF_PROGRAMS = {"LinkForm.email", "WordsForm.passage", "AboutForm.passage", "ClaimForm.passage", "JoinForm.passage"}
OF_PROGRAMS |= {"EndsForm.passage", "MoveForm.passage"}  # a choice among passages; and what signs somebody in
PAGES = ("/checks/", "/reports/1")


def word(name: str) -> str:
    """A word that stands in one field and nowhere else."""
    return "q" + re.sub("[^a-z]", "", name.lower()) + "q"  # a tag is kept in lower case


FOR_READERS = (
    "title", "publisher", "byline", "statement", "name", "role", "place", "headline", "summary", "rationale",
    "changemind", "publicnote", "tag", "sourcetitle", "sourcepublisher", "sourceauthor", "quotation", "locator", "note",
)  # fmt: skip
FOR_NEWSROOM = ["kindreason", "origin", "reviewrationale", "comment", "sentback"]


@pytest.fixture
def claim(app: Flask) -> Claim:
    """A claim of which every field has a word of its own, from the article to a conversation on it."""
    rita = make_user("Rita")
    details = articles.ArticleDetails(
        word("title"), word("publisher"), word("byline"), date(2026, 6, 6), "en", "https://courier.example/1"
    )
    raw = f"The harbour will open in May.\n\n{'So it goes on. ' * 40} qunquotedq".encode()
    version = db.session.scalars(current_version(intake.add(rita, raw, "text/plain", details).article.id)).one()
    said = claims.ClaimantDetails(word("name"), word("role"))
    what = claims.ClaimDetails(
        word("statement"),
        said,
        date(2026, 6, 5),
        word("place"),
        ClaimKind.CHECKABLE,
        word("kindreason"),
        (word("tag"),),
    )
    made = service.highlight(rita, version, [Quote("The harbour will open in May")], what)
    source = sources.SourceDetails(
        word("sourcetitle"),
        word("sourcepublisher"),
        (word("sourceauthor"),),
        date(2026, 6, 1),
        "https://town.example/1",
        source_class=SourceClass.PRIMARY,
        origin=word("origin"),
        interests=word("interests"),
    )
    details_of = evidence.EvidenceDetails(Stance.REFUTES, word("quotation"), word("locator"), word("note"))
    evidence.add(rita, made, sources.add(rita, source), details_of)
    reviews.submit(rita, made, rating(), f"{word('reviewrationale')} [1]", Confidence.HIGH)
    threads.start(rita, made, word("comment"), is_blocking=False)
    db.session.commit()
    return made


def publish(claim: Claim) -> None:
    """Send a verdict back, approve it, and correct it."""
    edda, emil = make_user("Edda", Role.EDITOR), make_user("Emil", Role.EDITOR)
    texts = (word("headline"), word("summary"), f"{word('rationale')} [1]", word("changemind"))
    edition = verdicts.propose(edda, claim, VerdictDetails(rating(), *texts))
    verdicts.submit(edda, edition, edition.revision)
    db.session.flush()
    verdicts.send_back(emil, edition, word("sentback"), edition.revision)
    db.session.flush()
    verdicts.submit(edda, edition, edition.revision)
    db.session.flush()
    verdicts.approve(emil, edition, edition.revision)
    details = VerdictDetails(rating(), *texts)
    fixed = verdicts.correct(emil, edition.verdict, details, CorrectionClass.CLARIFICATION, word("publicnote"))
    verdicts.submit(emil, fixed, fixed.revision)
    db.session.flush()
    verdicts.approve(edda, fixed, fixed.revision)
    db.session.commit()


def test_what_is_for_readers_is_on_a_page_and_what_is_for_the_newsroom_nowhere(app: Flask, claim: Claim) -> None:
    publish(claim)
    found = everything(app)
    pages = "".join(text for where, text in found.items() if where.startswith(PAGES))
    assert [name for name in FOR_READERS if word(name) not in pages] == []
    (published,) = json.loads(found["/exports/checks.json"])
    data = json.dumps(published)
    assert [name for name in FOR_READERS if word(name) not in data] == []
    everywhere = "".join(found.values())
    assert [name for name in (*FOR_NEWSROOM, "unquoted") if word(name) in everywhere] == []


def forms() -> list[type[Form]]:
    """Every form of every room."""
    kinds = [kind for room in ROOMS for kind in vars(room).values() if isinstance(kind, type)]
    return [kind for kind in dict.fromkeys(kinds) if issubclass(kind, Form) and kind is not Form]


def test_every_field_of_words_says_who_sees_it() -> None:
    silent = []
    for kind in forms():
        for name, made in kind().__dict__["_fields"].items():
            is_words = isinstance(made, StringField) and not isinstance(made, HiddenField | PasswordField)
            if is_words and not kind.audience_of(name):
                silent.append(f"{kind.__name__}.{name}")
    assert set(silent) <= OF_PROGRAMS
    assert len(forms()) > 20


def test_no_form_speaks_of_a_field_that_it_does_not_have() -> None:
    for kind in forms():
        named = {*kind.for_readers, *kind.for_newsroom, *kind.for_quotation}
        assert named <= set(kind().data), kind.__name__


@pytest.mark.on_sqlite  # a form says the same on both databases
@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("/claims/1/evidence/new", NEWSROOM),
        ("/claims/1/reviews/new", NEWSROOM),
        ("/claims/1/edit", NEWSROOM),
        ("/articles/new", QUOTED),
        ("/me", READERS),
    ],
)
def test_the_form_says_so_beside_the_field(app: Flask, claim: Claim, where: str, words: str) -> None:
    page = sign_in(app.test_client(), make_user("Rob")).get(where)
    assert page.status_code == 200
    assert words in page.text
    assert f"{words} {words}" not in page.text


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize(
    "where",
    [
        "/claims/1/evidence/new",
        "/claims/1/verdict/new",
        "/claims/1/edit",
        "/articles/1/edit",
        "/articles/1/claims/new",
        "/sources/new",
    ],
)
def test_a_form_for_readers_says_so_once(app: Flask, claim: Claim, where: str) -> None:
    page = sign_in(app.test_client(), make_user("Rob")).get(where)
    assert page.text.count("Readers see all fields, unless one says otherwise.") == 1
    assert READERS not in page.text.replace("Only the newsroom sees this.", "")
