"""A draft comes in with its comments as conversations and its footnotes as evidence, each at its words."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from factcheck.annotations.models import Annotation, Target
from factcheck.articles.details import ArticleDetails
from factcheck.articles.models import Article, Version
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import Base, db
from factcheck.documents.formats import DOCX
from factcheck.documents.notes.frozen import restored
from factcheck.errors import Invalid
from factcheck.evidence.models import Evidence, Stance
from factcheck.intake import service as intake
from factcheck.notes import service
from factcheck.sources.models import Source
from factcheck.threads.models import Comment, Thread
from tests.conftest import path_of
from tests.documents.word_files import (
    begun,
    commented,
    comments,
    ended,
    extended,
    footnotes,
    noted,
    paragraph,
    run,
    word,
)
from tests.factories import make_user, upload
from tests.factories import post_files as post
from tests.forms import upload_form

NEW = "/articles/new"
COMMENTS, FOOTNOTES = 40, 12


def paragraph_of(at: int) -> str:
    """A paragraph with a comment, and after every third its footnote."""
    inner = run(f"In year {at} the lamp cost ") + commented(at, f"{at} million kroner") + run(", the board decided.")
    return paragraph(inner + (noted(at // 3) if at % 3 == 0 and at // 3 < FOOTNOTES else ""))


DRAFT = word(
    "".join(map(paragraph_of, range(COMMENTS))),
    comments=comments(*(f"Is {at} million right?" for at in range(COMMENTS))),
    footnotes=footnotes(*(f"Harbour board, report {at}, https://island.example/{at}" for at in range(FOOTNOTES))),
)


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def added(data: bytes, *, takes_notes: bool = True) -> Version:
    details = ArticleDetails("The lamp", "Tarnby Courier", language="en")
    article = intake.add(make_user("Rita"), data, DOCX, details, is_undated=True, takes_notes=takes_notes).article
    db.session.commit()
    return article.newest


def words_at(claim: Claim) -> list[str]:
    """What the text has at the places of a claim, which are those of its targets."""
    found = []
    for target in db.session.scalars(select(Target).join(Annotation).where(Annotation.claim_id == claim.id)):
        assert target.version.text[target.start : target.end] == target.exact
        found.append(target.exact)
    return found


def test_forty_comments_and_twelve_footnotes_are_claims_at_the_right_words(app: Flask) -> None:
    added(DRAFT)
    of_comments = {it.comments[0].body: words_at(it.claim) for it in db.session.scalars(select(Thread))}
    assert of_comments == {
        f"Comment by Edda in the draft, 2024-03-06 11:12:\n\nIs {at} million right?": [f"{at} million kroner"]
        for at in range(COMMENTS)
    }
    of_footnotes = {it.source.url: words_at(it.claim) for it in db.session.scalars(select(Evidence))}
    assert of_footnotes == {
        f"https://island.example/{at}": [f"In year {at * 3} the lamp cost {at * 3} million kroner, the board decided."]
        for at in range(FOOTNOTES)
    }
    assert count(Claim) == count(Annotation) == COMMENTS + FOOTNOTES


def test_each_change_is_in_the_audit_log_in_one_transaction(app: Flask) -> None:
    added(DRAFT)
    actions = [it.action for it in db.session.scalars(select(Event).order_by(Event.id))]
    assert actions.count("claim:highlight") == COMMENTS + FOOTNOTES
    assert actions.count("thread:start") == COMMENTS
    assert actions.count("evidence:add") == actions.count("source:add") == FOOTNOTES
    assert "log:resulting-changes" not in actions
    event = db.session.scalars(select(Event).where(Event.action == "article:add")).one()
    assert event.after["notes_taken"] == COMMENTS + FOOTNOTES


def test_all_are_made_or_nothing_is(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_TAKEN", 51)
    with pytest.raises(Invalid, match="at most 51 comments and footnotes; this document has 52"):
        added(DRAFT)
    db.session.rollback()
    assert count(Article) == count(Claim) == count(Thread) == count(Source) == 0


def test_without_the_checkbox_only_the_article_is_added(app: Flask) -> None:
    version = added(DRAFT, takes_notes=False)
    assert count(Claim) == count(Thread) == count(Evidence) == 0
    assert len(restored(version.notes)) == COMMENTS + FOOTNOTES
    assert version.left_out_count == COMMENTS


def test_a_comment_across_blocks_is_one_claim_with_a_quote_in_each(app: Flask) -> None:
    body = paragraph(run("The lamp is old. ") + begun(0) + run("It costs six.")) + paragraph(
        run("So it does.") + ended(0)
    )
    added(word(body, comments=comments("Is it?")))
    assert words_at(db.session.scalars(select(Claim)).one()) == ["It costs six.", "So it does."]


def test_replies_follow_their_comment_and_a_resolved_one_is_resolved(app: Flask) -> None:
    body = paragraph(begun(0) + begun(1) + run("Six") + ended(0) + ended(1) + run(" million."))
    added(word(body, comments=comments("Is it?", "It is."), commentsExtended=extended({1: 0}, resolved={0})))
    thread = db.session.scalars(select(Thread)).one()
    assert [it.body.rpartition("\n\n")[2] for it in thread.comments] == ["Is it?", "It is."]
    assert thread.resolved_at is not None


def test_notes_on_the_same_words_are_of_one_claim(app: Flask) -> None:
    inner = begun(0) + begun(1) + run("It costs six.") + ended(0) + ended(1) + noted(0)
    added(word(paragraph(inner), comments=comments("Is it?", "Who?"), footnotes=footnotes("The “budget of 2014” says")))
    claim = db.session.scalars(select(Claim)).one()
    assert (claim.statement, count(Thread), count(Comment)) == ("It costs six.", 2, 2)
    evidence = db.session.scalars(select(Evidence)).one()
    assert (evidence.stance, evidence.quote, evidence.source.title) == (
        Stance.CONTEXT,
        "budget of 2014",
        "The “budget of 2014” says",
    )


def test_a_source_that_the_library_has_is_used(app: Flask) -> None:
    added(word(paragraph(run("It costs six.") + noted(0)), footnotes=footnotes("Report, https://island.example/1")))
    added(word(paragraph(run("It costs five.") + noted(0)), footnotes=footnotes("Again: https://island.example/1.")))
    assert (count(Source), count(Evidence)) == (1, 2)


def test_a_long_comment_is_kept_whole(app: Flask) -> None:
    text = "Is it? " * 1_500
    added(word(paragraph(commented(0, "Six")), comments=comments(text)))
    bodies = [it.body.partition("\n\n")[2] for it in db.session.scalars(select(Comment).order_by(Comment.id))]
    assert len(bodies) > 1
    assert "".join(bodies).replace(" ", "") == text.replace(" ", "")


def preview(rita: FlaskClient, data: bytes) -> str:
    answer = post(rita, NEW, choice="preview", upload=upload(data, "draft.docx"))
    assert answer.status_code == 303, answer.text
    return rita.get(answer.location).text


def text_of(page: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", page).split())


def test_the_preview_counts_the_notes_and_adding_makes_claims_of_them(rita: FlaskClient) -> None:
    page = preview(rita, DRAFT)
    assert "40 comments, 12 footnotes: found at their words 52; not found 0" in text_of(page)
    fields = upload_form(page, NEW).fields
    assert fields["takes_notes"] == ["y"]
    answer = post(rita, NEW, **{**fields, "title": "The lamp", "language": "en"})
    assert path_of(answer.location) == "/articles/1"
    assert count(Claim) == COMMENTS + FOOTNOTES
    assert "Is 0 million right?" in rita.get("/claims/1").text


def test_the_checkbox_stays_cleared_when_the_preview_is_updated(rita: FlaskClient) -> None:
    fields = upload_form(preview(rita, DRAFT), NEW).fields
    del fields["takes_notes"]
    answer = post(rita, NEW, **{**fields, "title": "The lamp", "language": "en", "choice": "preview"})
    fields = upload_form(rita.get(answer.location).text, NEW).fields
    assert "takes_notes" not in fields
    assert post(rita, NEW, **fields).status_code == 303
    assert (count(Article), count(Claim)) == (1, 0)


def test_a_comment_on_a_line_that_was_removed_is_counted_as_not_found(rita: FlaskClient) -> None:
    page = preview(rita, DRAFT)
    form = upload_form(page, NEW)
    fields = {**form.fields, "removed": form.choices["removed"][:1], "title": "The lamp", "language": "en"}
    page = rita.get(post(rita, NEW, **{**fields, "choice": "preview"}).location).text
    assert "40 comments, 12 footnotes: found at their words 50; not found 2" in text_of(page)
    post(rita, NEW, **upload_form(page, NEW).fields)
    assert count(Claim) == COMMENTS + FOOTNOTES - 2


def test_too_many_notes_are_refused_on_the_page_with_everything_kept(
    rita: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_TAKEN", 3)
    fields = upload_form(preview(rita, DRAFT), NEW).fields
    answer = post(rita, NEW, **{**fields, "title": "The lamp", "language": "en"})
    assert answer.status_code == 422
    assert "at most 3 comments and footnotes" in answer.text
    fields = upload_form(answer.text, NEW).fields
    assert fields.pop("takes_notes") == ["y"]
    assert post(rita, NEW, **fields).status_code == 303
    assert (count(Article), count(Claim)) == (1, 0)
