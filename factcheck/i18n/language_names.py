"""The names of languages in the site's language (CLDR), by their tags (BCP 47)."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from factcheck.i18n import current_language

NOT_ONE = frozenset({"hi-Latn", "mul", "root", "und", "zbl", "zxx"})  # codes for several, none, symbols or a mixture


def language_names() -> dict[str, str]:
    """All languages that have a name, in the order of their names."""
    return _names(str(current_language().locale))


@lru_cache(maxsize=8)
def _names(locale: str) -> dict[str, str]:
    found = {code.replace("_", "-"): name for code, name in Locale.parse(locale).languages.items()}
    named = {tag: name[:1].upper() + name[1:] for tag, name in found.items() if tag not in NOT_ONE}
    return dict(sorted(named.items(), key=lambda row: row[1].casefold()))
