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
    "verdict:correct": "began a correction",
}


def act(action: str) -> str:
    """An action as `noun:verb` in words; one without words of its own keeps its name."""
    return ACTS.get(action) or action.replace(":", " ").replace("-", " ")
