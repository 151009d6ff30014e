"""Judge only what was shown: a decision carries the digest of all that the snapshot would freeze."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.db import check_revision
from factcheck.errors import EditConflict
from factcheck.hashing import sha256_hex
from factcheck.i18n import _
from factcheck.verdicts.editions.build_snapshot import build_snapshot
from factcheck.verdicts.editions.comparison import Difference, differences
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import Edition, EditionState


class Outdated(EditConflict):
    """What was judged is not what is there now; `differences` tells both sides, where the one shown is known."""

    def __init__(self, shown: EditionSnapshot | None = None, now: EditionSnapshot | None = None) -> None:
        super().__init__(_("This verdict has changed since you opened the page. Nothing was done. Please re-check it."))
        self.differences: Sequence[Difference] = differences(shown, now) if shown and now else ()
        self.sides = [{"field": it.name, "yours": it.before, "theirs": it.after} for it in self.differences]


@dataclass(frozen=True, slots=True)
class SeenEdition:
    """What a page showed: its digest, and the text of the record, which only serves to tell what differs."""

    digest: str
    text: str = ""

    def record(self) -> EditionSnapshot | None:
        """The record that was shown; None where the text is missing or damaged."""
        try:
            return EditionSnapshot.from_page(self.text)
        except ValueError:
            return None


def current(edition: Edition) -> EditionSnapshot:
    """All that the snapshot of an edition would freeze now, but for who approves it and when."""
    return build_snapshot(edition, edition.verdict.slug or "", "", None)


def digest_of(edition: Edition, record: EditionSnapshot) -> str:
    """The SHA-256 of what is judged: the record, and how the verdict stands before readers."""
    earlier = [it for it in edition.verdict.editions if it.number < edition.number]
    published = [it for it in earlier if it.state is EditionState.PUBLISHED]
    standing = [(it.record_sha256, it.withdrawal is not None) for it in published]
    return sha256_hex(f"{record.to_json()}{standing}")


def check(edition: Edition, shown: SeenEdition | None, seen_revision: int | None = None) -> EditionSnapshot:
    """The record of an edition as it is now; raises Outdated when that is not what was shown.

    Who judges without a page (`shown` is None) answers for the revision alone; None: whichever it is.
    """
    is_seen = seen_revision is None or check_revision(edition, seen_revision)
    now = current(edition)
    if shown is not None and shown.digest != digest_of(edition, now):
        raise Outdated(shown.record(), now)
    if not is_seen:
        raise Outdated(None, now)
    return now
