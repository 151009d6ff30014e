"""What the history of a claim or a source says: messages for the entries of the audit log (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck.calculations.service import UNIT
from factcheck.claims.details import CODED as CODED_IN_CLAIM
from factcheck.claims.details import LABELS as LABELS_OF_CLAIM
from factcheck.i18n import N_, _
from factcheck.i18n.labels import LABELS, label_inside
from factcheck.textdiff.runs import Run, RunKind, runs

FIELDS = {
    **{name: label.inside for name, label in LABELS_OF_CLAIM.items()},
    "state": N_("status"),
    "rating": N_("rating"),
    "change": N_("change"),
    "exact": N_("quote"),
    "quote": N_("quotation"),
    "stance": N_("stance"),
    "locator": N_("where in the source"),
    "note": N_("note"),
    "order": N_("order"),
    "title": N_("title"),
    "publisher": N_("publisher"),
    "author": N_("author"),
    "published_on": N_("publication date"),
    "url": N_("address"),
    "is_primary": N_("primary source"),  # of events before there were classes
    "source_class": N_("class"),
    "authors": N_("authors"),
    "interests": N_("interests"),
    "origin": N_("origin"),
    "aliases": N_("other names"),
    "parent": N_("part of"),
    "name": N_("name"),
    "review_by": N_("review by"),
    "merged_source": N_("merged record"),
    "decision": N_("decision"),
    "headline": N_("headline"),
    "summary": N_("summary"),
    "rationale": N_("rationale"),
    "names_confidential": N_("mention of a confidential source"),
    "would_change": N_("what would change the verdict"),
    "language": N_("language"),
    "correction_class": N_("type of change"),
    "public_note": N_("note to readers"),
    "conversation": N_("conversation"),
    "question": N_("question"),
    "answer": N_("answer"),
    "answer_kind": N_("kind of answer"),
    "evidence": N_("evidence"),
    "answered_on": N_("day of the answer"),
    "blocks_approval": N_("blocks approval"),
}
INTERNAL = {"start", "end", "score", "selector"}  # positions and scores, which mean nothing to a reader
CODED = {
    *CODED_IN_CLAIM,
    *("state", "rating", "change", "correction_class", "conversation", "blocks_approval", "stance", "is_primary"),
    *("source_class", "decision", "answer_kind"),
}  # fields whose values are codes
VALUES = {
    "resolved": N_("resolved"),
    "yes": N_("yes"),
    "no": N_("no"),
    "one-origin": N_("one origin"),
    "two-origins": N_("two origins"),
}  # codes without a label


def number(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> object:
    """The number of the evidence or table that an event is about; empty if it is about something else."""
    return (after or {}).get("number") or (before or {}).get("number") or ""


def changes(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> Iterator[tuple[str, list[Run]]]:
    """Each field that an event changed, and both values as one sequence of runs: a text word by word, a code whole."""
    for name, value in (after or {}).items():
        if before and name in before and before[name] != value and name not in INTERNAL:
            old, new = _value(name, before[name]), _value(name, value)
            is_text = name not in CODED and before[name] and value
            whole = [Run(RunKind.REMOVED, old), Run(RunKind.SAME, " "), Run(RunKind.ADDED, new)]
            yield _field(name), runs(old, new) if is_text else whole


def _field(name: str) -> str:
    if name.startswith(UNIT):
        return _("unit of column %(column)s", column=name.removeprefix(UNIT))
    return _(FIELDS[name]) if name in FIELDS else name.replace("_", " ")


def _value(name: str, value: object) -> str:
    """The label of a code; any other value is unchanged."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not value:
        return _("none")
    if isinstance(value, list):
        return "; ".join(value) if name in {"authors", "aliases"} else ", ".join(f"[{it}]" for it in value)
    code = str(value)
    if name not in CODED:
        return code
    return _(VALUES[code]) if code in VALUES else label_inside(code) if code in LABELS else code
