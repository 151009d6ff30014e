"""Wikidata IDs as people have them (pure)."""

from __future__ import annotations

import re

ADDRESS = r"(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki/(?:special:entity(?:page|data)/)?|entity/)"
WRITTEN = re.compile(rf"(?:{ADDRESS}|wd:|wikidata:)?(q[1-9]\d{{0,14}})(?:[.?#/]\S*)?", re.IGNORECASE | re.ASCII)


def item(value: str) -> str | None:
    """The id of an item, `Q` and digits, from the id in any letters or an address of its page; None for all else."""
    found = WRITTEN.fullmatch(value.strip())
    return found[1].upper() if found else None
