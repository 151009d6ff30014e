"""Labels of a request to re-check a claim: the fields that others changed, and their values (pure)."""

from __future__ import annotations

from typing import Any

from factcheck.claims.details import CODED, LABELS
from factcheck.i18n import N_, _
from factcheck.i18n.labels import label_inside

FIELDS = {
    **{name: label.inside for name, label in LABELS.items()},
    "words": N_("words in the article"),
    "position": N_("position in the article"),
    "archived": N_("archived"),
}


def field_label(name: str) -> str:
    """The label of a changed field; an unknown one is named by its key."""
    return _(FIELDS[name]) if name in FIELDS else name.replace("_", " ")


def value_label(name: str, value: Any) -> str:
    """A value as people read it: the label of a code, yes or no; any other value is unchanged."""
    if value is None or value == "":
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return label_inside(value) if name in CODED else str(value)
