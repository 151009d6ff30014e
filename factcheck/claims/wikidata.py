"""Wikidata IDs as people have them (pure)."""

from __future__ import annotations

import re

ADDRESS = r"(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki/(?:special:entity(?:page|data)/)?|entity/)"
WRITTEN = re.compile(rf"(?:{ADDRESS}|wd:|wikidata:)?(q[1-9]\d{{0,14}})(?:[.?#/]\S*)?", re.IGNORECASE | re.ASCII)


def item(value: str) -> str | None:
    """The ID of an item, `Q` and digits, from an ID in any spelling or the address of its page; None otherwise."""
    found = WRITTEN.fullmatch(value.strip())
    return found[1].upper() if found else None
