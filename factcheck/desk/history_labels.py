"""What the history of a claim or a source says: messages for the entries of the audit log (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck.claims.details import CODED as CODED_IN_CLAIM
from factcheck.claims.details import LABELS as LABELS_OF_CLAIM
from factcheck.i18n import N_, _
from factcheck.i18n.labels import LABELS, label_inside
from factcheck.textdiff.runs import Run, RunKind, runs

ACTS = {
    "claim:highlight": N_("%(who)s highlighted the claim %(when)s"),
    "claim:join": N_("%(who)s added a quote %(when)s"),
    "claim:edit": N_("%(who)s edited the claim %(when)s"),
    "claim:state": N_("%(who)s changed the status %(when)s"),
    "claim:archive": N_("%(who)s archived the claim %(when)s"),
    "claim:restore": N_("%(who)s restored the claim %(when)s"),
    "claim:detach": N_("%(who)s removed a quote %(when)s"),
    "claim:reattach": N_("%(who)s restored a quote %(when)s"),
    "claim:resize": N_("%(who)s adjusted a quote %(when)s"),
    "claim:confirm-anchor": N_("%(who)s confirmed a highlight in a new version %(when)s"),
    "claim:move-anchor": N_("%(who)s moved a highlight in a new version %(when)s"),
    "claim:give-up-anchor": N_("%(who)s marked a highlight as removed in a new version %(when)s"),
    "claim:undo-anchor-decision": N_("%(who)s undid a decision on a highlight %(when)s"),
    "thread:start": N_("%(who)s started a conversation %(when)s"),
    "thread:reply": N_("%(who)s replied in a conversation %(when)s"),
    "thread:resolve": N_("%(who)s resolved a conversation %(when)s"),
    "thread:reopen": N_("%(who)s reopened a conversation %(when)s"),
    "thread:block": N_("%(who)s made a conversation block approval %(when)s"),
    "thread:unblock": N_("%(who)s stopped a conversation from blocking approval %(when)s"),
    "comment:edit": N_("%(who)s edited a comment %(when)s"),
    "comment:remove": N_("%(who)s removed a comment %(when)s"),
    "comment:restore": N_("%(who)s restored a comment %(when)s"),
    "mention:see": N_("%(who)s read a question addressed to them %(when)s"),
    "reply:ask": N_("%(who)s recorded a request for a reply %(when)s"),
    "reply:mail": N_("%(who)s sent the letter of a request %(when)s"),
    "reply:answer": N_("%(who)s recorded the answer to a request %(when)s"),
    "reply:remove": N_("%(who)s removed a request for a reply %(when)s"),
    "reply:restore": N_("%(who)s restored a request for a reply %(when)s"),
    "evidence:add": N_("%(who)s added evidence [%(number)s] %(when)s"),
    "evidence:edit": N_("%(who)s edited evidence [%(number)s] %(when)s"),
    "evidence:order": N_("%(who)s changed the order of the evidence %(when)s"),
    "evidence:confirm-quote": N_("%(who)s confirmed where the quotation of evidence [%(number)s] is %(when)s"),
    "evidence:unconfirm-quote": N_("%(who)s withdrew where the quotation of evidence [%(number)s] is %(when)s"),
    "evidence:find-quote": N_("%(who)s looked for the quotation of evidence [%(number)s] in the capture %(when)s"),
    "evidence:raise-alarm": N_("%(who)s found other words at the source of evidence [%(number)s] %(when)s"),
    "evidence:end-alarm": N_("%(who)s found the quotation of evidence [%(number)s] at its source again %(when)s"),
    "evidence:hold": N_("%(who)s decided that evidence [%(number)s] still holds %(when)s"),
    "evidence:unhold": N_("%(who)s withdrew the decision that evidence [%(number)s] still holds %(when)s"),
    "evidence:withdraw": N_("%(who)s withdrew evidence [%(number)s] %(when)s"),
    "evidence:restore": N_("%(who)s restored evidence [%(number)s] %(when)s"),
    "source:add": N_("%(who)s added the source %(when)s"),
    "source:edit": N_("%(who)s edited the source %(when)s"),
    "source:add-note": N_("%(who)s added a note on the source %(when)s"),
    "source:remove-note": N_("%(who)s removed a note on the source %(when)s"),
    "source:restore-note": N_("%(who)s restored a note on the source %(when)s"),
    "source:add-copy": N_("%(who)s added a copy at an independent archive %(when)s"),
    "source:ask-archive": N_("%(who)s asked an archive service for a copy %(when)s"),
    "source:end-archive": N_("%(who)s noted the answer of the archive service %(when)s"),
    "source:watch": N_("%(who)s started watching the page %(when)s"),
    "source:unwatch": N_("%(who)s stopped watching the page %(when)s"),
    "source:archive": N_("%(who)s archived the source %(when)s"),
    "source:restore": N_("%(who)s restored the source %(when)s"),
    "capture:request": N_("%(who)s asked for a capture %(when)s"),
    "capture:store": N_("%(who)s added a capture %(when)s"),
    "source:join-origin": N_("%(who)s decided that the source has one origin with another %(when)s"),
    "source:part-origin": N_("%(who)s decided that the source has another origin than another source %(when)s"),
    "source:reopen-origin": N_("%(who)s took back a decision on the origin of the source %(when)s"),
    "capture:seal": N_("%(who)s sealed the captures of the day %(when)s"),
    "capture:stamp": N_("%(who)s had the captures stamped by the time authority %(when)s"),
    "capture:not-stamped": N_("%(who)s couldn’t have the captures stamped %(when)s"),
    "capture:mark-graphic": N_("%(who)s marked a captured picture as graphic %(when)s"),
    "capture:unmark-graphic": N_("%(who)s removed the mark “graphic” from a captured picture %(when)s"),
    "capture:export": N_("%(who)s downloaded a capture %(when)s"),
    "capture:redact": N_("%(who)s made a redacted copy of a capture %(when)s"),
    "capture:withdraw-redaction": N_("%(who)s withdrew a redacted copy %(when)s"),
    "capture:restore-redaction": N_("%(who)s restored a redacted copy %(when)s"),
    "capture:open": N_("%(who)s opened a sealed capture %(when)s"),
    "capture:fail": N_("%(who)s couldn’t capture the source %(when)s"),
    "review:assign": N_("%(who)s requested a review %(when)s"),
    "review:submit": N_("%(who)s submitted a review %(when)s"),
    "verdict:draft": N_("%(who)s proposed a verdict %(when)s"),
    "verdict:edit": N_("%(who)s edited the draft verdict %(when)s"),
    "verdict:submit": N_("%(who)s submitted the verdict for approval %(when)s"),
    "verdict:send-back": N_("%(who)s sent the verdict back %(when)s"),
    "verdict:discard": N_("%(who)s discarded the draft verdict %(when)s"),
    "verdict:approve": N_("%(who)s approved the verdict %(when)s"),
    "verdict:publish": N_("%(who)s published the verdict %(when)s"),
    "verdict:request-takedown": N_("%(who)s requested a legal takedown of the verdict %(when)s"),
    "verdict:take-down": N_("%(who)s took the verdict down for legal reasons %(when)s"),
    "verdict:decline-takedown": N_("%(who)s declined the takedown request %(when)s"),
    "verdict:withdraw": N_("%(who)s withdrew the verdict %(when)s"),
    "verdict:answer-change": N_("%(who)s decided on the publisher’s change %(when)s"),
    "verdict:withdraw-answer": N_("%(who)s withdrew a decision on the publisher’s change %(when)s"),
    "verdict:answer-question": N_("%(who)s decided that the verdict still stands after a change %(when)s"),
    "verdict:withdraw-question-answer": N_("%(who)s withdrew a decision that the verdict still stands %(when)s"),
    "log:resulting-changes": N_("%(who)s recorded resulting changes %(when)s"),
    "log:baseline": N_("%(who)s recorded the tables after a migration %(when)s"),
    "log:baseline-rows": N_("%(who)s recorded rows missing from the audit log %(when)s"),
    "log:accept": N_("%(who)s accepted rows that didn’t match the audit log %(when)s"),
    "log:restore": N_("%(who)s marked entries as lost in a restore %(when)s"),
}
OTHER = N_("%(who)s %(act)s %(when)s")

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
    "decision": N_("decision"),
    "headline": N_("headline"),
    "summary": N_("summary"),
    "rationale": N_("rationale"),
    "would_change": N_("what would change the verdict"),
    "language": N_("language"),
    "correction_class": N_("type of change"),
    "public_note": N_("note to readers"),
    "conversation": N_("conversation"),
    "answer": N_("answer"),
    "answered_on": N_("day of the answer"),
    "blocks_approval": N_("blocks approval"),
}
INTERNAL = {"start", "end", "score", "selector"}  # positions and scores, which mean nothing to a reader
CODED = {
    *CODED_IN_CLAIM,
    *("state", "rating", "change", "correction_class", "conversation", "blocks_approval", "stance", "is_primary"),
    *("source_class", "decision"),
}  # fields whose values are codes
VALUES = {
    "resolved": N_("resolved"),
    "yes": N_("yes"),
    "no": N_("no"),
    "one-origin": N_("one origin"),
    "two-origins": N_("two origins"),
}  # codes without a label


def act(action: str) -> str:
    """The description of an action, `noun:verb`."""
    return action.replace(":", " ").replace("-", " ")


def number(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> object:
    """The number of the evidence that an event is about; empty if it is about something else."""
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
    return _(FIELDS[name]) if name in FIELDS else name.replace("_", " ")


def _value(name: str, value: object) -> str:
    """The label of a code; any other value is unchanged."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not value:
        return _("none")
    if isinstance(value, list):
        return "; ".join(value) if name == "authors" else ", ".join(f"[{it}]" for it in value)
    code = str(value)
    if name not in CODED:
        return code
    return _(VALUES[code]) if code in VALUES else label_inside(code) if code in LABELS else code
