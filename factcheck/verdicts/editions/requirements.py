"""The requirements for the approval of an edition; a refusal names the requirement (pure)."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.replies.status import COMMENTS, ReplyStatus
from factcheck.reviews.citations import cited, label_of, missing
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import ReplySnapshot


class Requirement(NamedTuple):
    """A rule: its name and its text (marked by `N_`), and whether it blocks approval."""

    name: str
    rule: str
    is_enforced: bool


class OpenIssues(NamedTuple):
    """What is open in the newsroom when an edition is judged; it isn't part of the snapshot."""

    blocking: tuple[int, ...] = ()  # ids of open conversations that block approval
    is_reply_required: bool = False  # a setting (FACTCHECK_REQUIRE_REPLY)


class RequirementNotMet(Conflict):
    """Approval is refused because of a requirement, which is named first."""

    def __init__(self, requirement: Requirement) -> None:
        super().__init__(_("%(requirement)s: %(rule)s", requirement=_(requirement.name), rule=_(requirement.rule)))
        self.requirement = requirement


SECOND_EDITOR = Requirement(
    N_("Second editor"), N_("An editor other than the author approves the verdict."), is_enforced=True
)
CITES = Requirement(
    N_("Citations match evidence"),
    N_("Everything cited in the rationale and in tables is on the claim."),
    is_enforced=True,
)
HAS_EVIDENCE = Requirement(
    N_("Evidence"), N_("At least one piece of evidence is attached and cited."), is_enforced=True
)
PRIMARY = Requirement(N_("Primary source"), N_("At least one source is primary."), is_enforced=False)
TWO_ORIGINS = Requirement(
    N_("Two independent origins"), N_("The evidence goes back to at least two independent origins."), is_enforced=False
)
REVIEWED = Requirement(N_("Reviewed"), N_("At least one reviewer has rated the claim."), is_enforced=False)
NO_BLOCKING_CONVERSATION = Requirement(
    N_("No blocking conversation"), N_("No open conversation blocks approval."), is_enforced=True
)
REPLY = Requirement(
    N_("Right of reply"),
    N_("Whoever made the claim was asked for a comment, and has answered or let the deadline pass."),
    is_enforced=False,
)
QUESTIONS = Requirement(
    N_("Questions answered"),
    N_("Each question is answered, or says where an answer was searched in vain."),
    is_enforced=False,
)
PARTS = Requirement(N_("Parts are decided"), N_("Each part of the claim has a published verdict."), is_enforced=False)
REQUIRED_REPLY = REPLY._replace(is_enforced=True)
NO_OPEN_ISSUES = OpenIssues()  # of an approved edition: its requirements were met when it was approved


class Fulfilment(enum.StrEnum):
    """How far an edition meets a requirement."""

    MET = "met"
    ON_APPROVAL = "on-approval"  # the approval itself will meet it
    MISSING = "missing"


def requirements(*, is_reply_required: bool) -> tuple[Requirement, ...]:
    """All requirements, in the order in which they are shown."""
    reply = REQUIRED_REPLY if is_reply_required else REPLY
    recommended = (QUESTIONS, PARTS, PRIMARY, TWO_ORIGINS, REVIEWED)
    return SECOND_EDITOR, HAS_EVIDENCE, CITES, NO_BLOCKING_CONVERSATION, reply, *recommended


def met(record: EditionSnapshot, issues: OpenIssues) -> dict[Requirement, bool]:
    """The requirements that an edition meets; the second editor is checked again on approval."""
    is_off_line, counts = record.rating.position is None, record.balance
    return {
        SECOND_EDITOR: bool(record.approver) and record.approver != record.author,
        HAS_EVIDENCE: is_off_line or cites_evidence(record),
        CITES: not missing(record.rationale, record.labels) and record.cited_by_tables <= set(record.labels),
        NO_BLOCKING_CONVERSATION: not issues.blocking,
        REQUIRED_REPLY if issues.is_reply_required else REPLY: record.claimant is None or has_had_time(record.replies),
        QUESTIONS: all(row.answers for row in record.questions),
        PARTS: all(row.rating for row in record.parts),
        PRIMARY: counts.primary_sources > 0,
        TWO_ORIGINS: counts.origins is None or counts.origins > 1,
        REVIEWED: bool(record.reviewers),
    }


def cites_evidence(record: EditionSnapshot) -> bool:
    """Whether the rationale cites a piece of evidence, or a question whose answer rests on one."""
    answered = {label_of("Q", row.number) for row in record.questions if not row.is_open}
    numbers = (*(row.number for row in record.evidence), *record.confidential)
    return bool(cited(record.rationale) & (answered | {label_of("", number) for number in numbers}))


def has_had_time(replies: Sequence[ReplySnapshot]) -> bool:
    """Whether somebody was asked for a comment, and nobody's answer to that is still awaited."""
    states = {row.status for row in replies if row.kind in COMMENTS}
    return bool(states) and ReplyStatus.AWAITED not in states


def judged(record: EditionSnapshot, issues: OpenIssues) -> dict[Requirement, Fulfilment]:
    """How far an edition meets each requirement; before its approval, that will bring the second editor."""
    found = {it: Fulfilment.MET if is_met else Fulfilment.MISSING for it, is_met in met(record, issues).items()}
    return found if record.approver else {**found, SECOND_EDITOR: Fulfilment.ON_APPROVAL}


def blocking(record: EditionSnapshot, issues: OpenIssues) -> list[Requirement]:
    """The enforced requirements that keep an edition from being approved now."""
    found = judged(record, issues)
    return [it for it in found if it.is_enforced and found[it] is Fulfilment.MISSING]
