"""Language tags (BCP 47): which are valid, how they are spelled, and the direction of their text (pure)."""

from __future__ import annotations

import re
from typing import Any

from factcheck.i18n import N_, _
from factcheck.i18n.language_names import language_names

MAX_TAG_LENGTH = 35  # characters of a tag, as RFC 5646 §4.4.1 suggests
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SCRIPT = re.compile(r"[a-z]{4}")
REGION = re.compile(r"[a-z]{2}")

# Languages usually written from right to left (Unicode CLDR, characterOrder), and scripts that always are.
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"])

COMMON = {
    "en": N_("English"),
    "ar": N_("Arabic"),
    "da": N_("Danish"),
    "de": N_("German"),
    "es": N_("Spanish"),
    "et": N_("Estonian"),
    "fa": N_("Persian"),
    "fi": N_("Finnish"),
    "fr": N_("French"),
    "he": N_("Hebrew"),
    "it": N_("Italian"),
    "lt": N_("Lithuanian"),
    "lv": N_("Latvian"),
    "nb": N_("Norwegian Bokmål"),
    "nl": N_("Dutch"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "ru": N_("Russian"),
    "sv": N_("Swedish"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "zh-Hans": N_("Chinese, simplified"),
    "zh-Hant": N_("Chinese, traditional"),
}


def is_tag(value: str) -> bool:
    """Whether this has the form of a language tag, at most 35 characters; it need not be registered."""
    return len(value) <= MAX_TAG_LENGTH and TAG.fullmatch(value) is not None


def spelt(tag: str) -> str:
    """A tag in its usual spelling: language in lower case, script capitalised, region in capitals (RFC 5646 §2.1.1)."""
    first, *rest = tag.lower().split("-")
    return "-".join([first, *map(_subtag, rest)])


def direction(tag: str) -> str:
    """The direction of text in this language, `rtl` or `ltr`; a script in the tag decides."""
    first, *rest = tag.lower().split("-")
    script = next(filter(SCRIPT.fullmatch, rest), "")
    is_rtl = script in RIGHT_TO_LEFT_SCRIPTS if script else first in RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"


def named(tag: str) -> str:
    """The name of the language with its tag, such as "German (de-DE)"; the tag alone if the name is unknown."""
    parts = tag.split("-")
    prefixes = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    names = language_names() | {common: _(name) for common, name in COMMON.items()}
    name = next((names[prefix] for prefix in prefixes if prefix in names), None)
    return _("%(language)s (%(tag)s)", language=name, tag=tag) if name else tag


def language_choices() -> dict[str, Any]:
    """For a form that asks for a language: the common ones (names are messages), all by name, `named` for others."""
    return {"common_languages": COMMON, "languages": language_names(), "language_named": named}


def _subtag(value: str) -> str:
    if SCRIPT.fullmatch(value):
        return value.capitalize()
    return value.upper() if REGION.fullmatch(value) else value
