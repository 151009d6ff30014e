"""What a person chose for their own pages: language, time zone, theme, and whether single keys are shortcuts."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import g
from markupsafe import Markup

from factcheck.accounts.models import Theme, User
from factcheck.accounts.queries import refreshed

PAPER = {Theme.LIGHT: "#fbfaf7", Theme.DARK: "#191815"}  # what the browser paints around the page: css/tokens.css


class Preferences(NamedTuple):
    """What a person chose; None means the newsroom's."""

    language: str | None
    time_zone: str | None
    theme: Theme
    has_single_keys: bool


def preferences_of(user: User) -> Preferences:
    """What this person has chosen."""
    return Preferences(user.language, user.time_zone, user.theme, user.has_single_keys)


def html_attributes() -> Markup:
    """The attributes of the element `html` for what the reader of a page chose; empty for the default."""
    user, found = g.get("user"), Markup("")
    user = refreshed(user) if isinstance(user, User) else None  # the page of an error follows a rollback
    if user and user.theme is not Theme.SYSTEM:
        found += Markup(' data-theme="{}"').format(user.theme)
    if user and not user.has_single_keys:
        found += Markup(' data-single-keys="off"')
    return found


def colour_schemes() -> dict[str, Any]:
    """The colours that a browser may use for the page: `scheme` of CSS, and the paper of each as `media` and colour."""
    theme = g.user.theme if g.get("user") else Theme.SYSTEM
    if theme is not Theme.SYSTEM:
        return {"scheme": theme.value, "papers": {"all": PAPER[theme]}}
    return {"scheme": "light dark", "papers": {f"(prefers-color-scheme: {it})": PAPER[it] for it in PAPER}}
