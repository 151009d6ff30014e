"""The reasons of refusals, for people who may not."""

from __future__ import annotations

from factcheck.i18n import N_
from factcheck.permissions.permission import Permission

REFUSALS: dict[Permission, str] = {
    Permission.MANAGE_PEOPLE: N_("People are managed by administrators."),
    Permission.IMPORT_CHECKS: N_("Only an editor can import checks by other newsrooms."),
    Permission.MANAGE_FEEDS: N_("Only an editor can change which feeds are followed."),
    Permission.APPROVE_VERDICT: N_("Only an editor who didn’t write the verdict can approve it."),
    Permission.SEND_BACK_VERDICT: N_("Only an editor who didn’t write the verdict can send it back."),
    Permission.WITHDRAW_VERDICT: N_("Only an editor can withdraw a published verdict."),
    Permission.ASK_TAKEDOWN: N_("Only an editor can request a takedown."),
    Permission.APPROVE_TAKEDOWN: N_("Only an editor who didn’t request the takedown can approve it."),
    Permission.DISCARD_VERDICT: N_("Only its author can discard a draft, or an editor once the author has left."),
    Permission.EDIT_VERDICT: N_("Only its author can edit this draft."),
    Permission.SEE_REVIEWS: N_("You can see others’ reviews of this claim once you have submitted your own."),
    Permission.SEE_DRAFT_VERDICT: N_("You can see this draft verdict once you have submitted your own review."),
    Permission.ANSWER_CHANGE: N_("Only an editor can decide what a publisher’s change means for a verdict."),
    Permission.ANSWER_QUESTION: N_("Only an editor who didn’t make the change can decide that the verdict stands."),
    Permission.EDIT_CLAIM: N_("Only an editor or the person who highlighted it can edit a claim that was reviewed."),
    Permission.MOVE_ANCHOR: N_(
        "This claim has been reviewed. Only an editor or the person who highlighted it can adjust the quote."
    ),
    Permission.ARCHIVE_CLAIM: N_("Only an editor or the person who highlighted the claim can archive it."),
    Permission.RESOLVE_THREAD: N_("Only an editor or the person who started it can resolve one that blocks approval."),
    Permission.BLOCK_APPROVAL: N_("Only an editor or the person who started it can change whether it blocks approval."),
    Permission.EDIT_COMMENT: N_("Only its author can edit a comment."),
    Permission.REMOVE_COMMENT: N_("Only an editor or its author can remove or restore a comment."),
    Permission.WITHDRAW_REDACTION: N_("Only an editor or the person who made the redacted copy can withdraw it."),
    Permission.OPEN_SEALED_CAPTURE: N_(
        "This capture is sealed, because there is a redacted copy of it. Only editors and those who work with it can "
        "open it."
    ),
    Permission.MERGE_SOURCES: N_("Only an editor can merge sources."),
    Permission.EDIT_EVIDENCE: N_("Only an editor or the person who added the evidence can edit it."),
    Permission.REMOVE_RELATION: N_("Only an editor or the person who added the relation can remove it."),
    Permission.EDIT_QUESTION: N_("Only an editor or the person who wrote it can change a question or an answer."),
    Permission.MARK_CONFIDENTIAL: N_("Only an editor can change whether a source is confidential."),
    Permission.END_SOURCE_ACCESS: N_("Only an editor or the person who gave the access can end it."),
    Permission.REMOVE_SOURCE_NOTE: N_("Only an editor or the person who wrote the note can remove it."),
    Permission.WITHDRAW_EVIDENCE: N_("Only an editor or the person who added the evidence can withdraw it."),
}
OTHERWISE = N_("Your role doesn’t allow this.")
