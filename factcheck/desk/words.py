"""What the record of acts says, in words for people: messages, translated where they are shown (pure)."""

from __future__ import annotations

from factcheck.language import N_, _

ACTS = {
    "claim:highlight": N_("%(who)s highlighted the claim %(when)s"),
    "claim:join": N_("%(who)s added words %(when)s"),
    "claim:edit": N_("%(who)s mended what is said about it %(when)s"),
    "claim:state": N_("%(who)s moved it on %(when)s"),
    "claim:archive": N_("%(who)s archived it %(when)s"),
    "claim:restore": N_("%(who)s restored it %(when)s"),
    "claim:detach": N_("%(who)s took words away %(when)s"),
    "claim:reattach": N_("%(who)s put words back %(when)s"),
    "claim:resize": N_("%(who)s moved the ends of a mark %(when)s"),
    "claim:confirm-mark": N_("%(who)s confirmed where it stands in a new version %(when)s"),
    "claim:move-mark": N_("%(who)s said where it stands in a new version %(when)s"),
    "claim:give-up-mark": N_("%(who)s said that its words are gone from a new version %(when)s"),
    "claim:undo-mark": N_("%(who)s took back what was said of a mark %(when)s"),
    "thread:start": N_("%(who)s began a conversation %(when)s"),
    "thread:reply": N_("%(who)s answered in a conversation %(when)s"),
    "thread:resolve": N_("%(who)s resolved a conversation %(when)s"),
    "thread:reopen": N_("%(who)s took a conversation up again %(when)s"),
    "thread:block": N_("%(who)s let a conversation block the approval %(when)s"),
    "thread:unblock": N_("%(who)s let the approval go on in spite of a conversation %(when)s"),
    "comment:edit": N_("%(who)s changed a comment %(when)s"),
    "comment:remove": N_("%(who)s removed a comment %(when)s"),
    "comment:restore": N_("%(who)s restored a comment %(when)s"),
    "mention:see": N_("%(who)s saw where they were asked %(when)s"),
    "evidence:add": N_("%(who)s added evidence %(when)s"),
    "evidence:withdraw": N_("%(who)s withdrew evidence %(when)s"),
    "evidence:restore": N_("%(who)s put evidence back %(when)s"),
    "review:assign": N_("%(who)s asked for a review %(when)s"),
    "review:submit": N_("%(who)s submitted a review %(when)s"),
    "verdict:draft": N_("%(who)s proposed a verdict %(when)s"),
    "verdict:edit": N_("%(who)s changed the draft of the verdict %(when)s"),
    "verdict:submit": N_("%(who)s submitted the verdict for approval %(when)s"),
    "verdict:send-back": N_("%(who)s sent the verdict back %(when)s"),
    "verdict:discard": N_("%(who)s discarded the draft of the verdict %(when)s"),
    "verdict:approve": N_("%(who)s approved the verdict %(when)s"),
    "verdict:publish": N_("%(who)s published the verdict %(when)s"),
    "verdict:ask-takedown": N_("%(who)s asked for the verdict to be taken down by law %(when)s"),
    "verdict:take-down": N_("%(who)s took the verdict down by law %(when)s"),
    "verdict:decline-takedown": N_("%(who)s declined the takedown of the verdict %(when)s"),
    "verdict:withdraw": N_("%(who)s withdrew the verdict %(when)s"),
    "verdict:answer-change": N_("%(who)s said what the publisher's change means %(when)s"),
    "verdict:take-back-answer": N_("%(who)s took back what was said of the publisher's change %(when)s"),
    "verdict:answer-question": N_("%(who)s recorded that the verdict stands after a change %(when)s"),
    "verdict:take-back-question": N_("%(who)s took back that the verdict stands after a change %(when)s"),
    "record:rest": N_("%(who)s recorded what followed %(when)s"),
    "record:baseline": N_("%(who)s recorded the tables as a migration left them %(when)s"),
    "record:baseline-rows": N_("%(who)s recorded rows that no act had told of %(when)s"),
    "record:accept": N_("%(who)s accepted rows as they stood %(when)s"),
    "record:restore": N_("%(who)s marked acts that a restore lost %(when)s"),
    "verdict:correct": N_("%(who)s began a correction %(when)s"),
}
OTHER = N_("%(who)s %(act)s %(when)s")

FIELDS = {
    "statement": N_("statement"),
    "claimant": N_("claimant"),
    "claimant_role": N_("claimant role"),
    "claimant_kind": N_("claimant kind"),
    "claimant_wikidata": N_("Wikidata id"),
    "said_on": N_("said on"),
    "place": N_("place"),
    "kind": N_("kind"),
    "kind_reason": N_("kind reason"),
    "state": N_("state"),
    "tags": N_("tags"),
    "rating": N_("rating"),
    "change": N_("change"),
    "score": N_("score"),
    "start": N_("start"),
    "end": N_("end"),
    "exact": N_("exact"),
    "headline": N_("headline"),
    "summary": N_("summary"),
    "rationale": N_("rationale"),
    "would_change": N_("would change"),
    "language": N_("language"),
    "correction_class": N_("kind of change"),
    "public_note": N_("note to readers"),
    "conversation": N_("conversation"),
    "blocks_approval": N_("blocks approval"),
}

CODED = {
    "state",
    "rating",
    "kind",
    "claimant_kind",
    "change",
    "conversation",
    "blocks_approval",
}  # fields whose values are the house's
VALUES = (
    *(N_("open"), N_("in-review"), N_("decided"), N_("not-checkable"), N_("resolved"), N_("yes"), N_("no")),
    *(N_("draft"), N_("submitted"), N_("sent-back"), N_("approved"), N_("published")),
    *(N_("false"), N_("mostly-false"), N_("mixed"), N_("mostly-true"), N_("true"), N_("unproven")),
    *(N_("checkable"), N_("opinion"), N_("prediction"), N_("promise"), N_("satire"), N_("vague"), N_("other")),
    *(N_("person"), N_("organisation")),
    *(
        N_("sure"),
        N_("look"),
        N_("lost"),
        N_("unchanged"),
        N_("moved"),
        N_("typography"),
        N_("reworded"),
        N_("removed"),
    ),
)


def act(action: str) -> str:
    """The name of an action, `noun:verb`, in words."""
    return action.replace(":", " ").replace("-", " ")


def field(name: str) -> str:
    """What changed of a thing, in words; what has no words of its own keeps its name."""
    return _(FIELDS[name]) if name in FIELDS else name.replace("_", " ")


def value(name: str, said: object) -> str:
    """What a field of the record held, in words; what somebody wrote stays as it is."""
    return _("nothing") if not said else _(str(said)) if name in CODED and said in VALUES else str(said)
