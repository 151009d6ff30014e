"""Whose streams are open, and whether they still may be: `accounts`, which stands above, hands over what knows."""

from __future__ import annotations

from collections.abc import Callable, Collection

Key = Callable[[], str]  # the sign-in behind this request
StillOpen = Callable[[Collection[str]], set[str]]  # those of the sign-ins that count
_known: list[tuple[Key, StillOpen]] = []


def install(key: Key, still_open: StillOpen) -> None:
    """Take the questions to the sign-ins."""
    _known[:] = [(key, still_open)]


def key() -> str:
    """What stands for the sign-in behind this request; empty where nobody knows sign-ins."""
    return next((ask() for ask, _still_open in _known), "")


def ended(keys: Collection[str]) -> set[str]:
    """Those of the sign-ins that count no longer."""
    return {it for _ask, still_open in _known for it in set(keys) - still_open(keys)}
