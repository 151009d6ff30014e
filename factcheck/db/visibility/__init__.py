"""Rows that not everybody may see: every query leaves out those that the person of this request may not see.

A model is marked `Guarded`, and a room states its rule; without a rule nobody sees its rows. Nobody is signed in
outside requests, so commands and jobs ask for everything in words. A statement that reads a guarded table past the
filter is refused before it is sent.
"""

from factcheck.db.visibility.asking import everything_visible, is_everything_visible, viewer, viewer_id, visible_to
from factcheck.db.visibility.filtering import (
    MARK,
    Guarded,
    Unfiltered,
    fetch,
    is_open_to_all,
    refuse_unfiltered,
    seen_if,
)

__all__ = [
    "MARK",
    "Guarded",
    "Unfiltered",
    "everything_visible",
    "fetch",
    "is_everything_visible",
    "is_open_to_all",
    "refuse_unfiltered",
    "seen_if",
    "viewer",
    "viewer_id",
    "visible_to",
]
