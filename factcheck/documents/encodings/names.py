"""Labels of encodings in a list of choices: those of the standard, and ways to repair damage (pure)."""

from __future__ import annotations

from factcheck.documents.encodings.guessing import COMMON, RARE
from factcheck.i18n import N_, _

OFFERED = ("utf-8", "utf-16le", "utf-16be", *COMMON, *RARE, "iso-2022-jp")  # for people who know better
AS_IT_IS = "utf-8 as-is"  # the choice for a text that looks as if it had been misread before
DAMAGED, REPAIRED = "damaged", "repaired"


WRITTEN_IN = {  # the scripts or languages of an encoding
    **dict.fromkeys(("windows-1252", "iso-8859-15", "macintosh", "ibm850"), N_("Western European")),
    **dict.fromkeys(("windows-1250", "iso-8859-2", "iso-8859-16", "x-mac-ce", "ibm852"), N_("Central European")),
    **dict.fromkeys(("windows-1251", "iso-8859-5", "koi8-r", "x-mac-cyrillic", "ibm866"), N_("Cyrillic")),
    **dict.fromkeys(("windows-1253", "iso-8859-7", "x-mac-greek"), N_("Greek")),
    **dict.fromkeys(("windows-1255", "iso-8859-8"), N_("Hebrew")),
    **dict.fromkeys(("windows-1256", "iso-8859-6"), N_("Arabic")),
    **dict.fromkeys(("windows-1257", "iso-8859-13", "iso-8859-4"), N_("Baltic")),
    **dict.fromkeys(("shift_jis", "euc-jp", "iso-2022-jp"), N_("Japanese")),
    "windows-1254": N_("Turkish"),
    "windows-1258": N_("Vietnamese"),
    "windows-874": N_("Thai"),
    "iso-8859-3": N_("South European"),
    "iso-8859-10": N_("Nordic"),
    "iso-8859-14": N_("Celtic"),
    "koi8-u": N_("Ukrainian"),
    "gbk": N_("Chinese, simplified"),
    "big5": N_("Chinese, traditional"),
    "euc-kr": N_("Korean"),
}


def described(choice: str) -> str:
    """The label of a Candidate's encoding."""
    first, *rest = choice.split(" ")
    if choice == AS_IT_IS:
        return _("As is")
    if first == REPAIRED:
        return _("repaired: %(really)s that was read as %(read_as)s", read_as=rest[0], really=rest[-1].upper())
    if rest == [DAMAGED]:
        return _("%(name)s, with damaged characters as “�”", name=first.upper() if first == "utf-8" else first)
    if first in WRITTEN_IN:
        return _("%(name)s (%(written_in)s)", name=first, written_in=_(WRITTEN_IN[first]))
    return first.upper() if first.startswith("utf-") else first
