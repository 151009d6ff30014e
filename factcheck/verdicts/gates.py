"""What stands between submitted and approved; each gate fails with its own name."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.errors import Conflict
from factcheck.language import N_, _
from factcheck.reviews.citations import cited, missing
from factcheck.verdicts.snapshot import EditionSnapshot


class Gate(NamedTuple):
    """A rule: its name and what it asks (marked by `N_`), and whether approval is refused without it."""

    name: str
    rule: str
    is_enforced: bool


class House(NamedTuple):
    """What stands around an edition in the house on the day it is judged; none of it is part of the record."""

    blocking: tuple[int, ...] = ()  # numbers of the open conversations that keep the claim's verdict from approval


class Unmet(Conflict):
    """Approval is refused because of a gate, which is named first."""

    def __init__(self, gate: Gate) -> None:
        super().__init__(_("%(gate)s: %(rule)s", gate=_(gate.name), rule=_(gate.rule)))
        self.gate = gate


SECOND_PERSON = Gate(N_("Second person"), N_("An editor who did not write the verdict approves it."), is_enforced=True)
CITES = Gate(
    N_("Rationale cites evidence"),
    N_("Every number cited in the rationale is evidence of the claim."),
    is_enforced=True,
)
HAS_EVIDENCE = Gate(N_("Evidence"), N_("At least one piece of evidence is attached and cited."), is_enforced=True)
PRIMARY = Gate(N_("Primary source"), N_("At least one source is primary."), is_enforced=False)
REVIEWED = Gate(N_("Reviewed"), N_("At least one reviewer has rated the claim."), is_enforced=False)
NO_BLOCKING = Gate(N_("No blocking thread"), N_("No conversation that blocks the approval is open."), is_enforced=True)
GATES = (SECOND_PERSON, HAS_EVIDENCE, CITES, NO_BLOCKING, PRIMARY, REVIEWED)
AS_APPROVED = House()  # around what was approved: the gates were met that day, or it had been refused


def met(record: EditionSnapshot, house: House) -> dict[Gate, bool]:
    """Which gates an edition would pass; the second person is checked when somebody approves."""
    numbers = [row.number for row in record.evidence]
    is_off_line = record.rating.position is None
    return {
        SECOND_PERSON: bool(record.approver) and record.approver != record.author,
        HAS_EVIDENCE: is_off_line or bool(cited(record.rationale) & set(numbers)),
        CITES: not missing(record.rationale, numbers),
        NO_BLOCKING: not house.blocking,
        PRIMARY: any(row.is_primary for row in record.evidence),
        REVIEWED: bool(record.reviewers),
    }
