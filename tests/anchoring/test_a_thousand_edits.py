"""A thousand random edits in twenty versions, and people between them: no mark is lost in silence, none lies."""

from __future__ import annotations

import random
import re

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.anchoring import reanchor
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import queries as annotation_queries
from factcheck.annotations import render
from factcheck.annotations.models import Anchor, AnchorState, Annotation, Target
from factcheck.annotations.resolve import chosen
from factcheck.annotations.service import highlight
from factcheck.articles.models import Version
from factcheck.articles.render import by_block
from factcheck.claims.models import Claim
from factcheck.claims.service import ClaimantDetails, ClaimDetails
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.jobs.worker import run_due
from factcheck.reanchoring import queries as reanchoring_queries
from factcheck.reanchoring import service
from tests.factories import make_article, make_user
from tests.texts import update

VERSIONS, EDITS, MARKS, WORDS_SAID = 20, 50, 40, 6
NOUNS = (
    "harbour",
    "council",
    "ferry",
    "budget",
    "lighthouse",
    "herring",
    "treaty",
    "bridge",
    "clinic",
    "school",
    "dyke",
)
VERBS = ("doubled", "opened", "refused", "counted", "promised", "moved", "lost", "found", "paid", "closed")
TONES = re.compile("(?i)reworded|typography changed|uncertain")


def sentence(chance: random.Random) -> str:
    noun, verb, other, number = chance.choice(NOUNS), chance.choice(VERBS), chance.choice(NOUNS), chance.randint(2, 99)
    ending = chance.choice(["“at once”", "in May 🎉", "for the second time", "– says the naïve mayor", "без причины"])
    return f"The {noun} {verb} its {number} {other}s {ending}."


def begin(chance: random.Random) -> list[list[str]]:
    return [[sentence(chance) for _ in range(4)] for _ in range(10)]


def edited(chance: random.Random, text: list[list[str]]) -> None:
    """One edit, in place."""
    here, there = chance.choice(text), chance.choice(text)
    at = chance.randrange(len(here))
    words = here[at].split(" ")
    place = chance.randrange(len(words))
    match chance.randrange(9):
        case 0:
            words[place] = chance.choice(NOUNS)
        case 1:
            words.insert(place, chance.choice(VERBS))
        case 2 if len(words) > 3:
            del words[place]
        case 3:
            words[place] = words[place].upper()
        case 4 if len(here) > 1:
            there.insert(chance.randrange(len(there) + 1), here.pop(at))
            return
        case 5 if len(here) > 1:
            del here[at]
            return
        case 6:
            there.insert(chance.randrange(len(there) + 1), here[at])
            return
        case 7:
            here.insert(at, sentence(chance))
            return
        case _:
            text.remove(here)
            text.insert(chance.randrange(len(text) + 1), here)
            return
    here[at] = " ".join(words)


def joined(text: list[list[str]]) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in text)


def mark_some(chance: random.Random, version: Version) -> None:
    """Claims on random stretches, overlapping, inside of words and over paragraphs."""
    details = ClaimDetails("Somebody says so", ClaimantDetails("Signe Holt"))
    for _ in range(MARKS):
        start = chance.randrange(version.length - 30)
        quote = chosen(version, start, min(version.length, start + chance.randint(8, 220)))
        highlight(make_user("Rita"), version, [quote], details)


def say_something(chance: random.Random, version: Version) -> None:
    """A person confirms, moves, gives up or undoes, as it comes; what is refused is refused whole."""
    rita = make_user("Rita")
    for it in chance.sample(db.session.scalars(reanchoring_queries.carried(version.id)).all(), WORDS_SAID):
        start = chance.randrange(version.length - 30)
        words = chosen(version, start, start + 25)
        acts = (
            service.confirm,
            service.give_up,
            service.undo,
            lambda *them, it=words: service.move(*them[:2], it, them[2]),
        )
        try:
            chance.choice(acts)(rita, it, it.revision)
        except (Conflict, Invalid):
            db.session.rollback()
        db.session.commit()


def refuse_lies(version: Version, marks: int) -> None:
    """Every mark has one place, the states add up to all, and words that are not its quote's say so on the page."""
    db.session.expire_all()
    assert sum(reanchoring_queries.tally(version.id).values()) == marks
    quotes = dict(db.session.execute(select(Target.annotation_id, Target.exact)).all())
    places = annotation_queries.places(version.id)
    lost = db.session.scalars(reanchoring_queries.carried(version.id, AnchorState.ORPHANED)).all()
    assert len(places) + len(lost) == marks
    bounds = [(start, end) for _kind, start, end in version.blocks]
    marks_by_block = by_block(bounds, places)
    page = str(render.blocks(version.text, version.blocks, range(len(bounds)), marks_by_block))
    for it in places:
        words = version.text[it.start : it.end]
        label = render.spans([it])[0].label
        assert f'aria-label="{label}"' in page
        if words != quotes[it.annotation_id]:
            assert TONES.search(label), (quotes[it.annotation_id], words, label)
    rows = select(Anchor).where(Anchor.version_id == version.id)
    assert all(it.start is None or version.text[it.start : it.end] == it.exact for it in db.session.scalars(rows))


@pytest.mark.parametrize("seed", [1, 2])
def test_shown_and_looked_at_and_lost_are_all_and_no_mark_lies(app: Flask, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    text = begin(chance)
    version = make_article(joined(text), "A thousand edits")
    mark_some(chance, version)
    db.session.commit()
    for _ in range(VERSIONS):
        for _ in range(EDITS):
            edited(chance, text)
        version = update(version, joined(text))
        assert run_due() == 1
        version = db.session.get_one(Version, version.id)
        refuse_lies(version, MARKS)
        say_something(chance, version)
        refuse_lies(version, MARKS)
    assert app.test_cli_runner().invoke(args=["factcheck", "check"]).exit_code == 0


def test_what_is_stored_is_what_the_pure_function_says_on_both_databases(app: Flask) -> None:
    chance = random.Random(3)  # noqa: S311 - repeatable, not secret
    text = begin(chance)
    old = make_article(joined(text), "A thousand edits")
    mark_some(chance, old)
    db.session.commit()
    for _ in range(EDITS):
        edited(chance, text)
    new = update(old, joined(text))
    run_due()
    stored = select(Target.start, Target.end, Anchor.start, Anchor.end, Anchor.state, Anchor.score)
    for start, end, *there in db.session.execute(stored.join(Anchor.target).where(Anchor.version_id == new.id)):
        found = reanchor(old.text, new.text, start, end)
        wanted = (
            [None, None, AnchorState.ORPHANED, 0.0]
            if found is None
            else [*found[:2], AnchorState(found.state), found.score]
        )
        assert there == wanted


def test_a_claim_of_two_places_is_shown_at_one_and_lost_at_the_other(app: Flask) -> None:
    """Both are told: the page says what became of each part, not of the claim as a whole."""
    old = make_article("The bridge opened in May.\n\nThe clinic closed for good in August, the mayor says.", "Two")
    quotes = [Quote("The bridge opened in May."), Quote("The clinic closed for good in August")]
    claim = highlight(make_user("Rita"), old, quotes, ClaimDetails("Both happened"))
    db.session.commit()
    new = update(old, "The bridge opened in May.\n\nNobody says anything of the other matter any more.")
    run_due()
    assert reanchoring_queries.tally(new.id) == {
        AnchorState.CONFIDENT: 1,
        AnchorState.UNCERTAIN: 0,
        AnchorState.ORPHANED: 1,
    }
    assert [it.claim_id for it in annotation_queries.places(new.id)] == [claim.id]
    assert db.session.get_one(Claim, claim.id).annotations[0].archived_at is None
    assert db.session.scalars(select(Annotation)).one().claim_id == claim.id
