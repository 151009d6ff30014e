"""Actions on publishers: a record for each new name, and editing names and parent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.audit.service import changes, record
from factcheck.citations.publisher_names import name_key
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import EditConflict, Invalid, Refusals
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.publishers import queries
from factcheck.publishers.models import Publisher, PublisherName
from factcheck.sources.models import Source

FOLLOWED = frozenset({"source:add", "source:edit", "source:merge", "source:unmerge"})
CHANGED = N_("Somebody else edited this publisher while you were writing. Your changes were not saved.")
TAKEN = N_(
    "“%(name)s” is a publisher with other names, a parent or publishers below it. Remove those from it first, then "
    "add it here."
)
NO_PARENT = N_("No publisher has this name. Choose one of the list, or leave it empty.")
CIRCLE = N_("“%(name)s” is this publisher, or is below it.")


@dataclass(frozen=True, slots=True)
class PublisherDetails:
    """The details of a publisher; `parent` is one of the names of that one, or empty."""

    name: str
    aliases: tuple[str, ...] = ()
    parent: str = ""


def follow(happened: Event) -> None:
    """Have a publisher for the name that a source prints, in the transaction in which the source gets it."""
    if happened.action not in FOLLOWED:
        return
    source = db.session.get_one(Source, happened.subject_id)
    if source.publisher_key and not source.is_confidential and queries.of_name(source.publisher) is None:
        add(db.session.get(User, happened.actor_id), source.publisher)


def add(actor: User | None, name: str) -> Publisher:
    """Add a publisher with this name, which no other one has."""
    publisher = Publisher(name=name.strip(), names=[PublisherName(name=name.strip())])
    db.session.add(publisher)
    db.session.flush()
    record(actor, "publisher:add", ("publisher", publisher.id), None, {"name": publisher.name})
    return publisher


def details_of(publisher: Publisher) -> PublisherDetails:
    """The details of a publisher as they are now."""
    return PublisherDetails(publisher.name, tuple(publisher.aliases), publisher.parent.name if publisher.parent else "")


def edit(actor: User, publisher: Publisher, details: PublisherDetails, seen_revision: int) -> None:
    """Edit a publisher; refused if somebody else edited it since it was shown.

    An alias that is a publisher of its own becomes part of this one, with its sources, if it has nothing but its name;
    a removed one is a publisher of its own again. Raises Invalid for `name`, `aliases` and `parent`.
    """
    require(actor, Permission.EDIT_PUBLISHER, publisher)
    if not check_revision(publisher, seen_revision):
        raise EditConflict(_(CHANGED))
    before = _values(details_of(publisher))
    names = _names(details)
    parent = _checked(publisher, details, names)
    publisher.name, publisher.parent = details.name.strip(), parent
    _take_names(publisher, names)
    _release_names(actor, publisher, {name_key(name) for name in names})
    db.session.flush()
    db.session.expire(publisher, ["names"])
    old, new = changes(before, _values(details_of(publisher)))
    if new:
        record(actor, "publisher:edit", ("publisher", publisher.id), old, new)


def _values(details: PublisherDetails) -> dict[str, Any]:
    return {**asdict(details), "aliases": list(details.aliases)}


def _names(details: PublisherDetails) -> list[str]:
    """All names, each once."""
    found = {name_key(name): name.strip() for name in (details.name, *details.aliases)[::-1] if name.strip()}
    return list(found.values())[::-1]


def _checked(publisher: Publisher, details: PublisherDetails, names: Collection[str]) -> Publisher | None:
    """The parent; refuses what can't be, all fields at once."""
    refusals, parent = Refusals(), None
    with refusals.gather():
        if not details.name.strip():
            raise Invalid("name", _("Enter the publisher’s name."))
    with refusals.gather():
        for name in names:
            _refuse_taken(publisher, name)
    with refusals.gather():
        parent = _parent(publisher, details.parent)
    refusals.tell()
    return parent


def _refuse_taken(publisher: Publisher, name: str) -> None:
    """Refuse a name of another publisher that has more than this one."""
    other = queries.of_name(name)
    if other is None or other is publisher:
        return
    child = db.session.scalars(select(Publisher.id).where(Publisher.parent_id == other.id).limit(1)).first()
    if other.parent_id is not None or len(other.names) > 1 or child is not None:
        raise Invalid("aliases", _(TAKEN, name=other.name))


def _parent(publisher: Publisher, name: str) -> Publisher | None:
    if not name.strip():
        return None
    found = above = queries.of_name(name)
    if found is None:
        raise Invalid("parent", _(NO_PARENT))
    while above is not None:
        if above is publisher:
            raise Invalid("parent", _(CIRCLE, name=found.name))
        above = above.parent
    return found


def _take_names(publisher: Publisher, names: Collection[str]) -> None:
    """Have these names be of this publisher; another one that had nothing else is archived."""
    for name in names:
        row = db.session.scalars(select(PublisherName).filter_by(name_key=name_key(name))).first()
        if row is None:
            db.session.add(PublisherName(publisher=publisher, name=name))
        elif row.publisher is not publisher:
            row.publisher.archived_at, row.publisher = utcnow(), publisher
        else:
            row.name = name
    db.session.flush()


def _release_names(actor: User, publisher: Publisher, kept: Collection[str]) -> None:
    """Have the names that aren't kept be of the publishers that had them, or of new ones if a source prints them."""
    rows = db.session.scalars(select(PublisherName).where(PublisherName.publisher_id == publisher.id)).all()
    for row in (it for it in rows if it.name_key not in kept):
        archived = select(Publisher).where(Publisher.archived_at.is_not(None), Publisher.name == row.name)
        former = db.session.scalars(archived.order_by(Publisher.id.desc())).first()
        if former is not None:
            row.publisher, former.archived_at = former, None
            continue
        db.session.delete(row)
        db.session.flush()
        if printed := db.session.scalars(select(Source.publisher).where(Source.publisher_key == row.name_key)).first():
            add(actor, printed)
    db.session.flush()
