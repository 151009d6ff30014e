"""What the record of acts says, in words for people (pure)."""

from __future__ import annotations

ACTS = {
    "claim:highlight": "highlighted the claim",
    "claim:join": "added words",
    "claim:edit": "mended what is said about it",
    "claim:state": "moved it on",
    "claim:archive": "archived it",
    "claim:restore": "restored it",
    "claim:detach": "took words away",
    "claim:reattach": "put words back",
    "claim:resize": "moved the ends of a mark",
    "claim:confirm-mark": "confirmed where it stands in a new version",
    "claim:move-mark": "said where it stands in a new version",
    "claim:give-up-mark": "said that its words are gone from a new version",
    "claim:undo-mark": "took back what was said of a mark",
    "thread:start": "began a conversation",
    "thread:reply": "answered in a conversation",
    "thread:resolve": "resolved a conversation",
    "thread:reopen": "took a conversation up again",
    "thread:block": "let a conversation block the approval",
    "thread:unblock": "let the approval go on in spite of a conversation",
    "comment:edit": "changed a comment",
    "comment:remove": "removed a comment",
    "comment:restore": "restored a comment",
    "mention:see": "saw where they were asked",
    "evidence:add": "added evidence",
    "evidence:withdraw": "withdrew evidence",
    "evidence:restore": "put evidence back",
    "review:assign": "asked for a review",
    "review:submit": "submitted a review",
    "verdict:draft": "proposed a verdict",
    "verdict:edit": "changed the draft of the verdict",
    "verdict:submit": "submitted the verdict for approval",
    "verdict:send-back": "sent the verdict back",
    "verdict:discard": "discarded the draft of the verdict",
    "verdict:approve": "approved the verdict",
    "verdict:publish": "published the verdict",
    "verdict:answer-change": "said what the publisher's change means",
    "verdict:take-back-answer": "took back what was said of the publisher's change",
    "verdict:correct": "began a correction",
}


def act(action: str) -> str:
    """An action as `noun:verb` in words; one without words of its own keeps its name."""
    return ACTS.get(action) or action.replace(":", " ").replace("-", " ")
