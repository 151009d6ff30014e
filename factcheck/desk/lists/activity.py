"""What recent activity was about: the words of a claim or a quote and its article, a source, or an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import url_for
from sqlalchemy import select

from factcheck.annotations.models import Target
from factcheck.articles.models import Article
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.desk.lists.claim_facts import FirstArticle, claim_facts
from factcheck.sources.models import Source

QUOTES = ("exact", "quote")  # fields of an event that have the words it is about
OF_ANNOTATION = frozenset({"claim:join", "claim:detach", "claim:reattach"})  # about one quote of a claim


class Subject(NamedTuple):
    """What an event is about: its address, its words, and the article in which a claim is."""

    url: str
    words: str
    article: FirstArticle | None = None


def subjects(events: Sequence[Event]) -> dict[int, Subject]:
    """The subjects of events on claims, sources and articles, by the events' numbers: six queries at most."""
    claims = {row.id: row for row in db.session.scalars(select(Claim).where(Claim.id.in_(_ids(events, "claim"))))}
    sources = {row.id: row for row in db.session.scalars(select(Source).where(Source.id.in_(_ids(events, "source"))))}
    ids = _ids(events, "article")
    articles = {row.id: row for row in db.session.scalars(select(Article).where(Article.id.in_(ids)))}
    facts, quotes = claim_facts(claims.values()), _quotes(events)
    found: dict[int, Subject] = {}
    for event in events:
        key = event.subject_id
        if event.subject_type == "claim" and key in claims:
            url = url_for("desk.claim", claim_id=key)
            found[event.id] = Subject(url, quotes.get(event.id) or claims[key].statement, facts[key].article)
        elif event.subject_type == "source" and key in sources:
            found[event.id] = Subject(url_for("sources.show", source_id=key), sources[key].title)
        elif event.subject_type == "article" and key in articles:
            found[event.id] = Subject(url_for("desk.workbench", article_id=key), articles[key].title)
    return found


def _ids(events: Sequence[Event], kind: str) -> set[int]:
    return {event.subject_id for event in events if event.subject_type == kind}


def _quotes(events: Sequence[Event]) -> dict[int, str]:
    """The words that events are about, by the events' numbers: those they record, or those of their annotation."""
    fields = {event.id: {**(event.before or {}), **(event.after or {})} for event in events}
    found = {number: str(said[name]) for number, said in fields.items() for name in QUOTES if said.get(name)}
    tied = {event.id: fields[event.id]["annotation"] for event in events if event.action in OF_ANNOTATION}
    targets = select(Target.annotation_id, Target.exact).where(Target.annotation_id.in_(set(tied.values())))
    words: dict[int, list[str]] = {}
    for annotation_id, exact in db.session.execute(targets.order_by(Target.annotation_id, Target.position)):
        words.setdefault(annotation_id, []).append(exact)
    return found | {number: " […] ".join(words.get(annotation_id, ())) for number, annotation_id in tied.items()}
