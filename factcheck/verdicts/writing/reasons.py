"""An editor's reasons for sending an edition back: about the whole, and about single fields (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.errors import Invalid
from factcheck.i18n import N_, _, count

MAX_REASON = 2_000  # code points, of each
AT = "at_"  # before the name of a field, in the form in which reasons are written
FIELDS = {  # of an edition, in the order of its form
    "correction_class": N_("Kind of change"),
    "public_note": N_("Note to readers"),
    "rating": N_("Rating"),
    "headline": N_("Headline"),
    "summary": N_("Short summary"),
    "rationale": N_("Rationale"),
    "would_change": N_("What would change our mind"),
}


def reasons(whole: str, at: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The reasons without blanks around them: about the whole, and by name of a field where there is one.

    Raises Invalid for `reason` if there is none at all, and for each that is too long, all at once.
    """
    whole = whole.strip()
    found = {name: at[name].strip() for name in FIELDS if at.get(name, "").strip()}
    if not whole and not found:
        raise Invalid("reason", _("Enter what should be changed."))
    texts = {"reason": whole, **{f"{AT}{name}": reason for name, reason in found.items()}}
    refused = [_too_long(name, len(it)) for name, it in texts.items() if len(it) > MAX_REASON]
    if refused:
        first, *first.others = refused
        raise first
    return whole, found


def in_words(whole: str, at: Mapping[str, str]) -> str:
    """All reasons as one text, those about a field after its name."""
    return "\n".join([it for it in (whole, *(f"{_(FIELDS[name])}: {at[name]}" for name in at)) if it])


def _too_long(name: str, length: int) -> Invalid:
    limits = {"most": count(MAX_REASON), "length": count(length)}
    return Invalid(name, _("Reasons may have at most %(most)s characters; these have %(length)s.", **limits))
