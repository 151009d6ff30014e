"""What encodings are called where a person chooses one: those of the standard, and ways to undo damage (pure)."""

from __future__ import annotations

from factcheck.articles.guessing import COMMON, RARE
from factcheck.language import _

OFFERED = ("utf-8", "utf-16le", "utf-16be", *COMMON, *RARE, "iso-2022-jp")  # to whoever knows better
AS_IT_IS = "utf-8 as-is"  # what a person chooses where a text looks as if it had been misread before
DAMAGED, REPAIRED = "damaged", "repaired"


def described(choice: str) -> str:
    """The encoding of a Candidate, in words."""
    first, *rest = choice.split(" ")
    if choice == AS_IT_IS:
        return _("UTF-8, as it is")
    if first == REPAIRED:
        return _("repaired: %(really)s that was read as %(read_as)s", read_as=rest[0], really=rest[-1].upper())
    if rest == [DAMAGED]:
        return _("%(name)s, with damaged characters as “�”", name=first.upper() if first == "utf-8" else first)
    return first.upper() if first.startswith("utf-") else first
