"""The results of a search in groups, each hit with an excerpt in which the words are marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from flask import url_for

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.fulltext.questions import Question
from factcheck.fulltext.snippets import Snippet, excerpt_of, matches
from factcheck.i18n import N_, _
from factcheck.publishers.models import Publisher
from factcheck.publishers.queries import publishers
from factcheck.search import commands, queries
from factcheck.sources.models import Source
from factcheck.verdicts.models import Edition

KINDS = {
    "claims": N_("Claims"),
    "articles": N_("Articles"),
    "verdicts": N_("Verdicts"),
    "sources": N_("Sources"),
    "publishers": N_("Publishers"),
    "people": N_("People"),
    "commands": N_("Actions"),
}


class SearchHit(NamedTuple):
    """What was found: where it is, its title and an excerpt in pieces, whose or what else it is, its state."""

    url: str
    title: Sequence[Snippet]
    excerpt: Sequence[Snippet] = ()
    about: str = ""
    language: str = ""
    rating: Any = None
    state: str = ""


class HitGroup(NamedTuple):
    """The hits of one kind; `more` says that there are others."""

    kind: str
    title: str
    hits: Sequence[SearchHit]
    more: bool = False


def groups(user: User, words: str, most: int) -> list[HitGroup]:
    """What has these words, in groups of at most `most` hits; one or two queries a group."""
    parsed = queries.parse(words)
    if not parsed.terms:
        return []
    found = {
        "claims": claim_hits(db.session.scalars(queries.claim_ids(parsed, {"q": words}).limit(most + 1)).all(), parsed),
        **{kind: hits(kind, user, parsed, most + 1) for kind in list(KINDS)[1:]},
    }
    return [
        HitGroup(kind, KINDS[kind], of_kind[:most], len(of_kind) > most) for kind, of_kind in found.items() if of_kind
    ]


def hits(kind: str, user: User, parsed: Question, most: int) -> list[SearchHit]:
    """Hits of a kind other than claims."""
    if kind == "people":
        found = [it for it in db.session.scalars(queries.people()) if matches(it.name, parsed)]
        return [_person(it, parsed) for it in found[:most]]
    if kind == "commands":
        return [_command(it, parsed) for it in commands.found(user, parsed)]
    if kind == "articles":
        return [_article(row, parsed) for row in db.session.execute(queries.articles(parsed).limit(most))]
    if kind == "publishers":
        rows = db.session.scalars(publishers(parsed).limit(most)).unique()
        return [_publisher(row, parsed) for row in rows]
    if kind == "sources":
        return [_source(row, parsed) for row in db.session.scalars(queries.sources(parsed).limit(most))]
    editions = db.session.scalars(queries.verdicts(user, parsed).limit(most)).unique()
    return [_verdict(row, parsed) for row in editions]


def _command(command: commands.Command, parsed: Question) -> SearchHit:
    return SearchHit(url_for(command.endpoint, **dict[str, Any](command.values)), excerpt_of(_(command.title), parsed))


def claim_hits(ids: Sequence[int], parsed: Question) -> list[SearchHit]:
    """These claims as hits, in their order."""
    rows = {row.id: row for row in db.session.scalars(queries.claims(ids))} if ids else {}
    return [_claim(rows[claim_id], parsed) for claim_id in ids]


def _claim(claim: Claim, parsed: Question) -> SearchHit:
    quoted = excerpt_of(claim.quoted, parsed) if claim.quoted != claim.statement else []
    title, who = excerpt_of(claim.statement, parsed, 300), claim.claimant.name if claim.claimant else ""
    url = url_for("desk.claim", claim_id=claim.id)
    return SearchHit(url, title, _if_marked(quoted, title), who, rating=claim.rating_key, state=claim.state.value)


def _article(row: Any, parsed: Question) -> SearchHit:
    title, url = excerpt_of(row.title, parsed, 300), url_for("desk.workbench", article_id=row.id)
    return SearchHit(url, title, _if_marked(excerpt_of(row.text, parsed)), row.publisher, row.language)


def _source(source: Source, parsed: Question) -> SearchHit:
    about = " · ".join(it for it in (source.publisher, source.author, source.url) if it)
    url = url_for("sources.show", source_id=source.id)
    return SearchHit(url, excerpt_of(source.title, parsed, 300), excerpt_of(about, parsed))


def _publisher(publisher: Publisher, parsed: Question) -> SearchHit:
    url, title = url_for("publishers.show", publisher_id=publisher.id), excerpt_of(publisher.name, parsed, 300)
    return SearchHit(url, title, _if_marked(excerpt_of(", ".join(publisher.aliases), parsed), title))


def _verdict(edition: Edition, parsed: Question) -> SearchHit:
    title, url = excerpt_of(edition.headline, parsed, 300), url_for("verdict_decisions.show", edition_id=edition.id)
    text = excerpt_of(f"{edition.summary} {edition.rationale}", parsed)
    return SearchHit(url, title, text, language=edition.language, rating=edition.rating.key, state=edition.state.value)


def _person(person: User, parsed: Question) -> SearchHit:
    url = url_for("search.index", assignee=person.id)
    return SearchHit(url, excerpt_of(person.name, parsed), state=person.role.value)


def _if_marked(excerpt: Sequence[Snippet], title: Iterable[Snippet] = ()) -> Sequence[Snippet]:
    """An excerpt that adds a word which the title hasn't; else nothing."""
    has_hit = any(piece.is_hit for piece in title)
    return excerpt if any(piece.is_hit for piece in excerpt) and not has_hit else ()
