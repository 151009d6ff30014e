"""Who sees entries of the audit log, and jobs, that are about a confidential source or what rests on it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ColumnElement, String, and_, cast, exists, func, literal, not_, or_, select, type_coerce

from factcheck.audit.models import Event
from factcheck.db import Base
from factcheck.db.visibility import seen_if
from factcheck.jobs.models import Job
from factcheck.visibility.sources import hidden_evidence, hidden_sources

ORDER = "evidence:order"  # names the numbers of all evidence of a claim


def _event(event: Any) -> ColumnElement[bool]:
    """Whether neither its subject nor the other source that it names is hidden, nor a piece of evidence."""
    other = _named(event, "other_id")
    about_source = and_(
        event.subject_type == "source",
        or_(event.subject_id.in_(hidden_sources()), func.coalesce(other, 0).in_(hidden_sources())),
    )
    evidence = Base.metadata.tables["evidence"].c
    is_named = or_(event.stored_action == ORDER, evidence.number == _named(event, "number"))
    hidden = exists().where(evidence.claim_id == event.subject_id, evidence.source_id.in_(hidden_sources()), is_named)
    about_evidence = and_(event.subject_type == "claim", event.stored_action.like("evidence:%"), hidden)
    return not_(or_(about_source, about_evidence, _about_answer(event), _about_copy(event), _about_publisher(event)))


def _about_copy(event: Any) -> ColumnElement[bool]:
    """Whether it is about the copy of a hidden source at an archive service."""
    copies = Base.metadata.tables["independent_copies"].c
    of_hidden = exists().where(copies.id == event.subject_id, copies.source_id.in_(hidden_sources()))
    return and_(event.subject_type == "copy", of_hidden)


def _about_publisher(event: Any) -> ColumnElement[bool]:
    """Whether it is about a publisher of hidden sources alone."""
    names, sources = (Base.metadata.tables[name].c for name in ("publisher_names", "sources"))
    is_theirs = and_(names.publisher_id == event.subject_id, sources.publisher_key == names.name_key)
    of_hidden, of_seen = sources.id.in_(hidden_sources()), sources.id.not_in(hidden_sources())
    only_hidden = and_(exists().where(is_theirs, of_hidden), not_(exists().where(is_theirs, of_seen)))
    return and_(event.subject_type == "publisher", only_hidden)


def _about_answer(event: Any) -> ColumnElement[bool]:
    """Whether it is about the answer to a question that rests on hidden evidence, or did before or after the change."""
    answers, evidence = (Base.metadata.tables[name].c for name in ("question_answers", "evidence"))
    named = [type_coerce(side, JSON)["evidence"].as_integer() for side in (event.before, event.after)]
    is_hidden = exists().where(
        evidence.claim_id == event.subject_id, evidence.source_id.in_(hidden_sources()), evidence.number.in_(named)
    )
    rests = exists().where(answers.id == _named(event, "answer_id"), answers.evidence_id.in_(hidden_evidence()))
    return and_(event.subject_type == "claim", event.stored_action.like("question:%answer"), or_(is_hidden, rests))


def _named(event: Any, name: str) -> Any:
    """A number that an event has under this name, after or before the change."""
    return func.coalesce(*(type_coerce(it, JSON)[name].as_integer() for it in (event.after, event.before)))


def _job(job: Any) -> ColumnElement[bool]:
    """Whether its result isn't shown on the page of a hidden source."""
    hidden = hidden_sources().subquery().c.id
    return and_(job.location.not_in(select(literal("/sources/", String).concat(cast(hidden, String)))))


seen_if(Event, _event)
seen_if(Job, _job)
