"""The pages of `docs/`, read once, and their addresses in the app."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import url_for

from factcheck.config import PROJECT
from factcheck.help.rendering import HelpPage, render

DOCS = PROJECT / "docs"
PICTURES = {".png": "image/png", ".jpg": "image/jpeg"}


@cache
def files() -> dict[str, Path]:
    """The Markdown files of the documentation by their names: `desk`, `decisions/0003-jobs`."""
    return {path.relative_to(DOCS).with_suffix("").as_posix(): path for path in sorted(DOCS.rglob("*.md"))}


@cache
def pictures() -> dict[str, Path]:
    """The pictures of the documentation by their paths in it."""
    return {path.relative_to(DOCS).as_posix(): path for path in DOCS.rglob("*") if path.suffix in PICTURES}


def page(name: str) -> HelpPage | None:
    """A page of the documentation; None if there is none of this name."""
    return _rendered(name) if name in files() else None


@cache
def _rendered(name: str) -> HelpPage:
    return render(name, files()[name].read_text(encoding="utf-8"), address)


def address(path: str) -> str | None:
    """The address in the app of a file of the documentation; None for any other file."""
    name, _, suffix = path.rpartition(".")
    if suffix == "md" and name in files():
        return url_for("help.page", page=name)
    return url_for("help.picture", filename=path) if path in pictures() else None
