"""Values of the house in words: states, kinds and ratings as they stand on pages, each in one place."""

from __future__ import annotations

from factcheck.language import N_, _

LABELS = {  # the value: inside a sentence, and alone
    "open": (N_("open"), N_("Open")),
    "in-review": (N_("in review"), N_("In review")),
    "decided": (N_("decided"), N_("Decided")),
    "not-checkable": (N_("not checkable"), N_("Not checkable")),
    "no-claims": (N_("no claims"), N_("No claims")),
    "archived": (N_("archived"), N_("Archived")),
    "draft": (N_("draft"), N_("Draft")),
    "submitted": (N_("submitted"), N_("Submitted")),
    "sent-back": (N_("sent back"), N_("Sent back")),
    "approved": (N_("approved"), N_("Approved")),
    "published": (N_("published"), N_("Published")),
    "queued": (N_("queued"), N_("Queued")),
    "running": (N_("running"), N_("Running")),
    "done": (N_("done"), N_("Done")),
    "failed": (N_("failed"), N_("Failed")),
    "false": (N_("false"), N_("False")),
    "mostly-false": (N_("mostly false"), N_("Mostly false")),
    "mixed": (N_("mixed"), N_("Mixed")),
    "mostly-true": (N_("mostly true"), N_("Mostly true")),
    "true": (N_("true"), N_("True")),
    "unproven": (N_("unproven"), N_("Unproven")),
    "checkable": (N_("checkable"), N_("Checkable")),
    "opinion": (N_("opinion"), N_("Opinion")),
    "prediction": (N_("prediction"), N_("Prediction")),
    "promise": (N_("promise"), N_("Promise")),
    "satire": (N_("satire"), N_("Satire")),
    "vague": (N_("vague"), N_("Vague")),
    "person": (N_("person"), N_("Person")),
    "organisation": (N_("organisation"), N_("Organisation")),
    "low": (N_("low"), N_("Low")),
    "medium": (N_("medium"), N_("Medium")),
    "high": (N_("high"), N_("High")),
    "supports": (N_("supports"), N_("Supports")),
    "refutes": (N_("refutes"), N_("Refutes")),
    "context": (N_("context"), N_("Context")),
    "page": (N_("page"), N_("Page")),
    "paper": (N_("paper"), N_("Paper")),
    "report": (N_("report"), N_("Report")),
    "dataset": (N_("dataset"), N_("Dataset")),
    "interview": (N_("interview"), N_("Interview")),
    "law": (N_("law"), N_("Law")),
    "other": (N_("other"), N_("Other")),
    "typo": (N_("typo"), N_("Typo")),
    "clarification": (N_("clarification"), N_("Clarification")),
    "update": (N_("update"), N_("Update")),
    "correction": (N_("correction"), N_("Correction")),
    "verdict-changed": (N_("verdict changed"), N_("Verdict changed")),
    "void": (N_("void"), N_("Void")),
    "stands": (N_("stands"), N_("Stands")),
    "corrected": (N_("corrected"), N_("Corrected")),
    "stealth-edit": (N_("stealth edit"), N_("Stealth edit")),
    "put-back": (N_("put back"), N_("Put back")),
    "withdrawn": (N_("withdrawn"), N_("Withdrawn")),
    "needs-a-look": (N_("needs a look"), N_("Needs a look")),
    "sure": (N_("sure"), N_("Sure")),
    "lost": (N_("lost"), N_("Lost")),
    "unchanged": (N_("unchanged"), N_("Unchanged")),
    "moved": (N_("moved"), N_("Moved")),
    "typography": (N_("other signs"), N_("Other signs")),
    "reworded": (N_("reworded"), N_("Reworded")),
    "removed": (N_("removed"), N_("Removed")),
    "primary": (N_("primary"), N_("Primary")),
    "secondary": (N_("secondary"), N_("Secondary")),
    "blocked-approval": (N_("blocked approval"), N_("Blocked approval")),
    "blocks-approval": (N_("blocks approval"), N_("Blocks approval")),
    "claim": (N_("claim"), N_("Claim")),
    "source": (N_("source"), N_("Source")),
    "evidence": (N_("evidence"), N_("Evidence")),
    "article": (N_("article"), N_("Article")),
    "reviewer": (N_("reviewer"), N_("Reviewer")),
    "editor": (N_("editor"), N_("Editor")),
    "admin": (N_("admin"), N_("Admin")),
}


def label(value: str) -> str:
    """A value in words that stand alone, in sentence case; one that we do not know keeps its own."""
    return _(LABELS[value][1]) if value in LABELS else str(value).replace("-", " ").capitalize()


def label_inside(value: str) -> str:
    """A value in words that stand inside a sentence."""
    return _(LABELS[value][0]) if value in LABELS else str(value).replace("-", " ")
