"""Decisions carry the digest of what was shown, so that nobody decides on anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.db import check_revision
from factcheck.errors import EditConflict
from factcheck.hashing import sha256_hex
from factcheck.i18n import _
from factcheck.verdicts.editions.build_snapshot import build_snapshot
from factcheck.verdicts.editions.comparison import Difference, differences
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import Edition, EditionState


class Outdated(EditConflict):
    """What was judged isn't the present state; `differences` has both sides, if the one that was shown is known."""

    def __init__(self, seen: EditionSnapshot | None = None, now: EditionSnapshot | None = None) -> None:
        super().__init__(_("This verdict has changed since you opened the page. Nothing was done. Please re-check it."))
        self.differences: Sequence[Difference] = differences(seen, now) if seen and now else ()
        self.sides = [{"field": it.name, "yours": it.before, "theirs": it.after} for it in self.differences]


@dataclass(frozen=True, slots=True)
class SeenEdition:
    """What a page showed: its digest, and the JSON of the snapshot, used only to show differences."""

    digest: str
    text: str = ""

    def record(self) -> EditionSnapshot | None:
        """The snapshot that was shown; None if it is missing or damaged."""
        try:
            return EditionSnapshot.from_page(self.text)
        except ValueError:
            return None


def current(edition: Edition) -> EditionSnapshot:
    """Everything that the snapshot of an edition would freeze now, except the approver and the time."""
    return build_snapshot(edition, edition.verdict.slug or "", "", None)


def digest_of(edition: Edition, record: EditionSnapshot) -> str:
    """The SHA-256 of what is judged: the snapshot, and what readers see of the verdict."""
    earlier = [it for it in edition.verdict.editions if it.number < edition.number]
    published = [it for it in earlier if it.state is EditionState.PUBLISHED]
    public_state = [(it.record_sha256, it.withdrawal is not None) for it in published]
    return sha256_hex(f"{judged(record).to_json()}{public_state}")


def judged(record: EditionSnapshot) -> EditionSnapshot:
    """A snapshot without what nobody judges: where a capture, which may arrive at any moment, has a quotation."""
    return replace(record, evidence=tuple(replace(row, fragment="") for row in record.evidence))


def check(edition: Edition, seen: SeenEdition | None, seen_revision: int | None = None) -> EditionSnapshot:
    """The snapshot of an edition as it is now; raises Outdated if that isn't what was shown.

    Without a page (`seen` is None) only the revision is checked; if that is None, too, nothing is.
    """
    is_seen = seen_revision is None or check_revision(edition, seen_revision)
    now = current(edition)
    if seen is not None and seen.digest != digest_of(edition, now):
        raise Outdated(seen.record(), now)
    if not is_seen:
        raise Outdated(None, now)
    return now
