"""Actions on sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit import archiving
from factcheck.audit.service import changes, record
from factcheck.db import check_revision, db, utcnow, visible_to
from factcheck.errors import Conflict, EditConflict, Invalid, Refusals
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source, SourceClass, SourceKind
from factcheck.urls import key
from factcheck.web.input.days import refuse_future

MAX_NAME = 200  # characters of an address that names a source without a title


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """The details of a source."""

    title: str
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    url: str | None = None
    kind: SourceKind = SourceKind.PAGE
    source_class: SourceClass = SourceClass.UNCLASSIFIED
    origin: str = ""
    language: str = ""
    interests: str = ""


DETAILS = {
    "title": N_("title"),
    "publisher": N_("publisher"),
    "authors": N_("authors"),
    "published_on": N_("publication date"),
    "kind": N_("kind"),
    "source_class": N_("class"),
    "origin": N_("origin"),
    "language": N_("language"),
    "interests": N_("interests"),
}


TYPES: dict[str, Callable[[Any], Any]] = {  # of details that the audit log has in another one
    "kind": SourceKind,
    "source_class": SourceClass,
    "authors": tuple,
    "published_on": date.fromisoformat,
}


class KnownSource(Invalid):
    """The library has this address, with other details than were entered; a person decides."""

    def __init__(self, source: Source, differing: Sequence[str]) -> None:
        message = N_(
            "The library already has a source with this address: “%(title)s”. It is now selected. What you typed "
            "differs in: %(fields)s. Submit the form again to use the source as it is. You can edit its details "
            "under “Sources”."
        )
        fields = ", ".join(_(name) for name in differing)
        super().__init__("source_id", _(message, title=source.title, fields=fields))
        self.source = source


def add(
    actor: User,
    details: SourceDetails,
    *,
    needs_class: bool = False,
    csl: Mapping[str, Any] | None = None,
    is_confidential: bool = False,
) -> Source:
    """Add a source to the library; if its address exists there with the same details, that source is returned.

    Raises KnownSource if the details differ, Invalid for `title` if there is none, and for `source_class` if it
    `needs_class`, because a person adds it, and has none. `csl` is the record of an import. Raises Invalid for
    `confidential` if it should be, and everybody sees it already.
    """
    require(actor, Permission.ADD_SOURCE)
    if existing := _existing(actor, details, is_confidential=is_confidential):
        return existing
    details = named(details)
    refusals = Refusals()
    with refusals.gather():
        check(details)
    with refusals.gather():
        if needs_class and details.source_class is SourceClass.UNCLASSIFIED:
            raise Invalid("source_class", _("Choose whether the source is primary, secondary or tertiary."))
    refusals.tell()
    since = utcnow() if is_confidential else None
    source = Source(added_by=actor, csl=dict(csl or {}), confidential_since=since, **columns(details))
    db.session.add(source)
    db.session.flush()
    about = {"confidential": True} if is_confidential else {}
    record(actor, "source:add", ("source", source.id), None, columns(details) | about)
    return source


def _existing(actor: User, details: SourceDetails, *, is_confidential: bool) -> Source | None:
    with visible_to(actor.id):
        existing = of_address(details.url) if details.url else None
    if existing and is_confidential and not existing.is_confidential:
        raise Invalid("confidential", _("The library already has this source, and everybody in the newsroom sees it."))
    if existing and (differing := _differing(existing, details)):
        raise KnownSource(existing, differing)
    return existing


def edit(actor: User, source: Source, details: SourceDetails, seen_revision: int) -> None:
    """Edit a source; refused if somebody else edited it since it was shown."""
    require(actor, Permission.EDIT_SOURCE, source)
    if not check_revision(source, seen_revision):
        raise EditConflict(_("Somebody else edited this source while you were writing. Your changes were not saved."))
    check(details)
    if details.url and details.url != source.url and (known := _with_address(details.url)) not in {None, source}:
        title = known.title if known else ""
        raise Invalid("url", _("Another source already has this address: %(title)s.", title=title))
    before = columns(details_of(source))
    for name, value in columns(details).items():
        setattr(source, name, value)
    db.session.flush()
    old, new = changes(before, columns(details))
    if new:
        record(actor, "source:edit", ("source", source.id), old, new)


def details_of(source: Source) -> SourceDetails:
    """The details of a source as they are now."""
    values = {field.name: getattr(source, field.name) for field in fields(SourceDetails)}
    return SourceDetails(**{**values, "authors": tuple(source.authors)})


def columns(details: SourceDetails) -> dict[str, Any]:
    """The values of the columns for these details."""
    return {**asdict(details), "authors": list(details.authors)}


def stored_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Details as the audit log has them, in the types of `SourceDetails`."""
    return {name: TYPES[name](value) if value and name in TYPES else value for name, value in values.items()}


def archive(actor: User, source: Source) -> None:
    """Archive a source; evidence that uses it is unchanged."""
    archiving.archive(actor, source, "source", Permission.ARCHIVE_SOURCE, _("This source is already archived."))


def restore(actor: User, source: Source) -> None:
    """Restore an archived source; the merge of one is undone instead."""
    if source.merged_into is not None:
        title = source.current.title
        raise Conflict(_("This source was merged into “%(title)s”. Undo that merge instead.", title=title))
    archiving.restore(actor, source, "source", Permission.ARCHIVE_SOURCE, _("This source isn’t archived."))


def named(details: SourceDetails) -> SourceDetails:
    """The details with the address for a title that is missing."""
    if details.url and not details.title.strip():
        return replace(details, title=details.url.partition("://")[2][:MAX_NAME])
    return details


def check(details: SourceDetails) -> None:
    """Refuse a source without a title or with a date in the future."""
    if not details.title.strip():
        raise Invalid("title", _("Enter the source’s title."))
    refuse_future("published_on", details.published_on)


def _differing(source: Source, details: SourceDetails) -> list[str]:
    """The names of the fields that were entered and differ from the source; blank fields don't count."""
    blank = columns(SourceDetails(""))
    typed = {name: value for name, value in columns(details).items() if value != blank[name]}
    return [words for name, words in DETAILS.items() if name in typed and typed[name] != getattr(source, name)]


def of_address(url: str) -> Source | None:
    """The source with this address, as far as one sees it, however it is spelt, or the one that it was merged into."""
    found = _with_address(url)
    return found.current if found else None


def _with_address(url: str) -> Source | None:
    if open_to_all := db.session.scalars(select(Source).where(Source.url_key == key(url))).first():
        return open_to_all
    confidential = select(Source).where(Source.confidential_since.is_not(None), Source.url.is_not(None))
    return next((it for it in db.session.scalars(confidential) if key(it.url or "") == key(url)), None)
