"""The demo newsroom: every state of the work, through the same services as everybody else."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import WordingChange
from factcheck.annotations.models import Anchor, AnchorState, Annotation, Target
from factcheck.articles.models import Article, Version
from factcheck.claims.models import Claim, ClaimKind, ClaimState, Tag
from factcheck.corrections.source_changes import unanswered as source_changes
from factcheck.db import db
from factcheck.demo.loader import load_if_empty
from factcheck.demo.stories import STORIES
from factcheck.documents.text import BlockKind
from factcheck.evidence.models import Evidence, Stance
from factcheck.jobs.models import Job, JobState
from factcheck.reviews.models import Assignment, Review
from factcheck.sources.models import Source, SourceClass, SourceKind
from factcheck.threads.models import Thread
from factcheck.verdicts.models import CorrectionClass, Edition, EditionState, Verdict, Withdrawal
from tests.databases import States
from tests.factories import make_user


@pytest.fixture
def demo(app: Flask, states: States) -> Flask:
    states.begin_from("demo", load_if_empty)
    return app


def count(entity: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(entity)) or 0


def load(app: Flask) -> tuple[int, str]:
    """The exit code and the output of the command."""
    done = app.test_cli_runner().invoke(args=["factcheck", "demo", "load"])
    return done.exit_code, done.output


def test_it_fills_an_empty_house(app: Flask, states: States) -> None:
    code, output = load(app)
    assert (code, "Sign in as Rita" in output) == (0, True), output
    assert 8 <= count(Article) <= 12
    assert 25 <= count(Claim) <= 40
    cast = {user.name: user.role for user in db.session.scalars(select(User))}
    assert cast == {
        "Rita": Role.REVIEWER,
        "Rob": Role.REVIEWER,
        "Edda": Role.EDITOR,
        "Emil": Role.EDITOR,
        "Ada": Role.ADMIN,
    }
    states.begin_from("demo", lambda: None)  # is there now: the tests below needn't fill it again


def test_only_an_empty_house_is_filled(app: Flask) -> None:
    make_user("Rita")
    assert not load_if_empty()
    code, output = load(app)
    assert code == 1
    assert "This installation isn't empty, so nothing was added." in output
    assert count(Article) == 0


def test_twice_is_refused_in_words(demo: Flask) -> None:
    articles = count(Article)
    assert articles
    code, output = load(demo)
    assert (code, "nothing was added" in output) == (1, True), output
    assert count(Article) == articles


def test_every_state_is_there(demo: Flask) -> None:
    assert set(db.session.scalars(select(Claim.state))) == set(ClaimState)
    assert set(db.session.scalars(select(Edition.state))) == set(EditionState)
    assert set(db.session.scalars(select(Evidence.stance))) == set(Stance)
    assert {ClaimKind.OPINION, ClaimKind.PREDICTION, ClaimKind.PROMISE, ClaimKind.SATIRE} < set(
        db.session.scalars(select(Claim.kind))
    )
    assert len(set(db.session.scalars(select(Source.kind))) & set(SourceKind)) >= 6
    assert set(db.session.scalars(select(Source.source_class))) == {SourceClass.PRIMARY, SourceClass.SECONDARY}
    second = db.session.scalars(select(Edition).where(Edition.number == 2)).all()
    assert {edition.state for edition in second} == {EditionState.PUBLISHED}
    assert all(edition.public_note for edition in second)
    assert {"en", "fi", "ar", "ru", "de"} == set(db.session.scalars(select(Article.language)))


def test_a_verdict_was_withdrawn_and_ratings_changed_by_their_class(demo: Flask) -> None:
    withdrawn = db.session.scalars(select(Withdrawal)).one()
    assert withdrawn.edition.verdict.claim.state is ClaimState.IN_REVIEW
    corrected = db.session.scalars(select(Verdict).join(Verdict.editions).where(Edition.number == 2)).all()
    rerated = {it.id for it in corrected if it.editions[0].rating_id != it.editions[1].rating_id}
    assert rerated
    kinds = {it.id for it in corrected if it.editions[1].correction_class is CorrectionClass.VERDICT_CHANGED}
    assert kinds == rerated


def test_a_publisher_changed_an_article_with_every_outcome(demo: Flask) -> None:
    assert set(db.session.scalars(select(Anchor.state))) == set(AnchorState)
    assert {WordingChange.UNCHANGED, WordingChange.REWORDED, WordingChange.REMOVED} <= set(
        db.session.scalars(select(Anchor.change))
    )
    assert len(db.session.scalars(source_changes()).unique().all()) >= 2


def test_no_job_is_left_of_the_loading(demo: Flask) -> None:
    assert db.session.scalars(select(Job.name).where(Job.state == JobState.QUEUED)).all() == []


def test_people_disagree_and_have_days_to_keep(demo: Flask) -> None:
    ratings: dict[int, set[int]] = {}
    for review in db.session.scalars(select(Review)):
        ratings.setdefault(review.claim_id, set()).add(review.rating_id)
    assert sum(len(given) > 1 for given in ratings.values()) >= 3
    today = db.session.scalars(select(Assignment.due_on)).all()
    assert len(today) >= 5
    assert len(set(today)) >= 5
    assert count(Tag) >= 5


def test_people_talk_about_words_and_one_talk_blocks(demo: Flask) -> None:
    talks = db.session.scalars(select(Thread)).all()
    assert {(talk.is_blocking, talk.resolved_at is not None) for talk in talks} == {(True, False), (False, True)}
    assert all(talk.exact and len(talk.comments) > 1 for talk in talks)


def test_annotations_have_parts_overlap_and_cross_articles(demo: Flask) -> None:
    parts = Counter(db.session.scalars(select(Target.annotation_id)))
    assert max(parts.values()) >= 3
    houses: dict[int, set[int]] = {}
    for annotation in db.session.scalars(select(Annotation)):
        houses.setdefault(annotation.claim_id, set()).add(annotation.article_id)
    assert any(len(articles) > 1 for articles in houses.values())
    spans = db.session.execute(select(Target.version_id, Target.start, Target.end, Target.annotation_id)).all()
    overlaps = [
        (a, b) for a in spans for b in spans if a[0] == b[0] and a[3] < b[3] and a[1] < b[2] and b[1] < a[2]
    ]  # fmt: skip
    assert len(overlaps) >= 3


def test_the_wire_story_has_all_that_one_has(demo: Flask) -> None:
    version = db.session.scalars(select(Version).where(Version.article_id == 1).options(undefer("*"))).one()
    kinds = [kind for kind, _, _ in version.blocks]
    assert kinds[:3] == [BlockKind.TITLE, BlockKind.LEAD, BlockKind.CAPTION]
    assert kinds.count(BlockKind.QUOTE) == 2
    assert 600 <= len(version.text.split()) <= 900
    said = [version.text[start:end] for _, start, end in version.blocks]
    assert [words for words, times in Counter(said).items() if times == 2 and len(words) > 150]
    starts = db.session.scalars(
        select(Target.start).join(Target.annotation).where(Annotation.claim_id == 1).order_by(Target.start)
    ).all()
    places = [next(kind for kind, start, end in version.blocks if start <= place < end) for place in starts]
    assert places == [BlockKind.TITLE, BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.QUOTE]


def test_a_published_verdict_cites_a_table_and_a_question(demo: Flask) -> None:
    page = demo.test_client().get("/checks/ardlands-military-spending-grew-by-less-than-half").text
    assert "Defence in the state accounts of Ardland" in page
    assert "44\N{NARROW NO-BREAK SPACE}%" in page
    assert "Is military spending shown under other chapters, too?" in page
    assert page.count('href="#table-1"') == page.count('href="#question-2"') == 1


def test_the_check_passes_and_slugs_stay(demo: Flask) -> None:
    answer = demo.test_cli_runner().invoke(args=["factcheck", "check"])
    assert (answer.exit_code, "FAIL" in answer.output) == (0, False), answer.output
    slugs = set(db.session.scalars(select(Verdict.slug)))
    assert "ardlands-military-spending-grew-by-less-than-half" in slugs
    assert db.session.scalars(select(Verdict.slug).where(Verdict.claim_id == 3)).first() is None
    assert [story.text.file for story in STORIES][:4] == ["strait.html", "budget.txt", "vesi.txt", "nahr.txt"]
