"""The rows of a list of claims, and what is wrong with the others (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from factcheck.anchoring.scoring import MAX_QUOTE
from factcheck.articles.medium import Medium
from factcheck.claims.models import ClaimKind
from factcheck.documents.text import Unreadable, one_line
from factcheck.errors import Invalid, Refusals
from factcheck.i18n import N_, _, count
from factcheck.prior_checks.reading.rows import READERS as CHECK_READERS

NAMES = {  # of columns, in small letters without other characters, besides those of the fields
    "claim": ("statement", "claimtext", "claimreviewed"),
    "quote": ("quotation", "words", "text"),
    "url": ("address", "link", "article"),
    "claimant": ("speaker", "author", "saidby"),
    "role": ("claimantrole", "function"),
    "said_on": ("saidon", "date", "claimdate"),
    "place": ("saidin",),
    "kind": ("type", "claimtype"),
    "kind_reason": ("reason", "why"),
    "tags": ("tag", "topics", "topic"),
    "medium": ("what", "whatitis"),
    "publisher": ("platform", "outlet"),
    "language": ("lang", "languagecode"),
}
MAX_CHARACTERS = {
    "claim": 500, "claimant": 200, "role": 200, "place": 200, "kind_reason": 500, "tags": 1_000, "publisher": 200,
}  # fmt: skip
TEMPLATE = ",".join(NAMES)
NO_CLAIM = N_("The claim is missing.")


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as a row of a list has it; `quote` are its words, those of the claim if the list has none."""

    claim: str
    quote: str
    url: str = ""
    claimant: str = ""
    role: str = ""
    said_on: date | None = None
    place: str = ""
    kind: ClaimKind = ClaimKind.CHECKABLE
    kind_reason: str = ""
    tags: tuple[str, ...] = ()
    medium: Medium = Medium.POST
    publisher: str = ""
    language: str = ""


def row_of(values: Mapping[str, str], language: str) -> ClaimRow:
    """The row with these values by field; raises Invalid for all fields that are wrong, at once."""
    refusals = Refusals()
    found: dict[str, object] = {}
    for name in ClaimRow.__dataclass_fields__:
        with refusals.gather():
            if value := values.get(name, "").strip():
                found[name] = READERS[name](name, value)
    with refusals.gather():
        if not values.get("claim", "").strip():
            raise Invalid("claim", _(NO_CLAIM))
        if found.get("kind", ClaimKind.CHECKABLE) is not ClaimKind.CHECKABLE and not found.get("kind_reason"):
            raise Invalid("kind_reason", _("Enter why this claim isn’t checkable."))
    refusals.tell()
    found = {"quote": found["claim"], "language": language, **found}
    return ClaimRow(**found)  # type: ignore[arg-type]  # each reader returns what its field has


def _line(name: str, value: str) -> str:
    try:
        line = " ".join(one_line(value).split())
    except Unreadable as error:
        raise Invalid(name, str(error)) from None
    most = MAX_CHARACTERS.get(name, MAX_QUOTE)
    if len(line) > most:
        sizes = {"most": count(most), "length": count(len(line))}
        raise Invalid(name, _("Enter at most %(most)s characters; this has %(length)s.", **sizes))
    return line


def _kind(name: str, value: str) -> ClaimKind:
    return ClaimKind(_one_of(name, value, [it.value for it in ClaimKind]))


def _medium(name: str, value: str) -> Medium:
    return Medium(_one_of(name, value, [it.value for it in Medium]))


def _one_of(name: str, value: str, allowed: list[str]) -> str:
    if value.lower() not in allowed:
        message = N_("“%(value)s” isn’t one of these: %(allowed)s.")
        raise Invalid(name, _(message, value=value[:80], allowed=", ".join(allowed)))
    return value.lower()


def _tags(name: str, value: str) -> tuple[str, ...]:
    return tuple(filter(None, (tag.strip() for tag in _line(name, value).split(";"))))


READERS: dict[str, Callable[[str, str], object]] = {
    **dict.fromkeys(("claim", "quote", "claimant", "role", "place", "kind_reason", "publisher"), _line),
    "url": CHECK_READERS["url"], "said_on": CHECK_READERS["said_on"], "language": CHECK_READERS["language"],
     "kind": _kind, "medium": _medium, "tags": _tags,
}  # fmt: skip
