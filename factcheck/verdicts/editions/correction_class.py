"""The class of a correction, as required by the change of rating (pure)."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.errors import Invalid
from factcheck.i18n import _
from factcheck.i18n.labels import label
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import RatingSnapshot
from factcheck.verdicts.models import CorrectionClass

GIVEN = tuple(kind for kind in CorrectionClass if kind is not CorrectionClass.VOID)


class EditionChange(NamedTuple):
    """Two published editions in a row: the class of the later one, its note to readers, and both ratings."""

    kind: str
    note: str
    before: RatingSnapshot
    after: RatingSnapshot

    @property
    def is_rated_anew(self) -> bool:
        """Whether the rating differs."""
        return self.before.key != self.after.key


def changed(before: EditionSnapshot, after: EditionSnapshot) -> EditionChange:
    """How an edition changed the one before it; another rating is always a changed verdict."""
    kind = after.correction_class or CorrectionClass.CORRECTION.value
    if before.rating.key != after.rating.key:
        kind = CorrectionClass.VERDICT_CHANGED.value
    return EditionChange(kind, after.public_note, before.rating, after.rating)


def class_of(before: RatingSnapshot, key: str, name: str, chosen: CorrectionClass | None) -> CorrectionClass:
    """The class of a correction of an edition rated `before` by one rated `key`, called `name`.

    Raises Invalid for `correction_class` if the chosen class contradicts the change of rating.
    """
    words = {"before": before.name, "after": name}
    changed_, classes = CorrectionClass.VERDICT_CHANGED, {"change": label(CorrectionClass.VERDICT_CHANGED)}
    if before.key != key:
        if chosen in (None, changed_):
            return changed_
        classes["chosen"] = label(chosen or "")
        refusal = _(
            "The rating changes from %(before)s to %(after)s, so this is “%(change)s”, not “%(chosen)s”.",
            **words,
            **classes,
        )
        raise Invalid("correction_class", refusal)
    if chosen is changed_:
        refusal = _(
            "The rating stays %(before)s, so this isn’t “%(change)s”. Choose another kind of change.",
            **words,
            **classes,
        )
        raise Invalid("correction_class", refusal)
    if chosen is None or chosen is CorrectionClass.VOID:
        raise Invalid("correction_class", _("Choose the kind of change."))
    return chosen
