"""The language that a verdict is written in (BCP 47), for screen readers, feeds and search engines."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from factcheck.claims.models import Claim
from factcheck.documents.languages import is_tag, named, spelt
from factcheck.errors import Invalid
from factcheck.i18n import N_, _, site_language

NO_LANGUAGE = N_("Choose the language that the verdict is written in, for example en, fi, pt-BR or zh-Hant.")
UNKNOWN = "und"  # BCP 47, undetermined
SCRIPTS = {  # of languages written in one script; languages with several or not listed aren't checked
    "Latin": "cs da de en es et eu fi fr ga hr hu is it lt lv nb nl nn no pl pt ro sk sl sq sv tr vi",
    "Cyrillic": "be bg mk ru uk",
    "Greek": "el",
    "Arabic": "ar ckb fa ps ur",
    "Hebrew": "he yi",
    "Han": "zh",
    "Thai": "th",
    "Devanagari": "hi mr ne",
    "Hangul": "ko",
}
SCRIPT_OF = {tag: script for script, tags in SCRIPTS.items() for tag in tags.split()}


def likely_language(claim: Claim) -> str:
    """The most likely language of a verdict on this claim: its article's, else the newsroom's."""
    return _likely(claim)[0]


def resolve_language(tag: str, texts: Sequence[str], claim: Claim, before: str = "") -> str:
    """The language of these texts: the given tag in its usual spelling, or that of the edition before.

    For a first edition it is the article's, or the newsroom's if no letter of the texts fits the article's; `und` if
    neither fits. Raises Invalid for `language` if it isn't a tag, and if no letter of the texts fits the given
    language.
    """
    tag = tag.strip()
    if not tag:
        likely = [before] if before else _likely(claim)
        return next((it for it in likely if fits(it, texts)), UNKNOWN)
    if not is_tag(tag):
        raise Invalid("language", _(NO_LANGUAGE))
    if not fits(tag, texts):
        refusal = _(
            "The headline and summary don’t seem to be in this language: %(language)s. Choose the language that the "
            "verdict is written in.",
            language=named(tag),
        )
        raise Invalid("language", refusal)
    return spelt(tag)


def fits(tag: str, texts: Sequence[str]) -> bool:
    """Whether these texts may be in this language by their letters: at least one is of its script, or there is none."""
    first, *rest = tag.lower().split("-")
    script = SCRIPT_OF.get(first)
    text = " ".join(texts)
    if script is None or (any(len(it) == 4 for it in rest) and script != "Han"):
        return True
    return not regex.search(r"\p{L}", text) or bool(regex.search(rf"\p{{Script={script}}}", text))


def _likely(claim: Claim) -> list[str]:
    """The languages of the articles in which the claim appears, then the newsroom's."""
    own = [row.article.language for row in claim.annotations if row.archived_at is None and row.article.language]
    return [*own, site_language().tag]
