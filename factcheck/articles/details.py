"""The details of an article besides its text, and their rules (pure)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from factcheck.articles.medium import Medium
from factcheck.documents.html import Extracted
from factcheck.documents.languages import is_tag, spelt
from factcheck.documents.text import Unreadable, one_line
from factcheck.errors import Invalid, Refusals
from factcheck.i18n import N_, _
from factcheck.urls import as_address, is_home_page, is_web_address
from factcheck.web.input.days import is_future, refuse_future

MAX_CHARACTERS = {"title": 500, "publisher": 200, "byline": 200}  # characters
NO_DATE = N_("Enter the publication date, or choose “unknown”.")
NO_LANGUAGE = N_("Enter a language code (BCP 47), for example en, fi, pt-BR or zh-Hant.")
NO_ADDRESS = N_("Enter a full address that begins with https:// or http://, with at most 2,000 characters.")


@dataclass(frozen=True, slots=True)
class ArticleDetails:
    """The details of an article; if `published_on` is None, the date is declared unknown."""

    title: str
    publisher: str = ""
    byline: str = ""
    published_on: date | None = None
    language: str = ""
    canonical_url: str | None = None
    medium: Medium = Medium.ARTICLE

    @property
    def is_titled(self) -> bool:
        """Whether the headline is part of the text; a title that the newsroom gives a post or a speech is not."""
        return self.medium is Medium.ARTICLE


def checked(details: ArticleDetails, *, is_undated: bool | None = None) -> ArticleDetails:
    """The details as they are stored; raises Invalid for all invalid fields at once.

    Without a date, `is_undated` must be True; None skips the check, for imports and tests.
    """
    refusals = Refusals()
    lines: dict[str, Any] = {}
    for name in ("title", "publisher", "byline", "language"):
        with refusals.gather():
            lines[name] = _line(name, getattr(details, name))
            _NEEDED.get(name, str)(lines[name])
    url = as_address(details.canonical_url or "")
    with refusals.gather():
        if url and not is_web_address(url):
            raise Invalid("canonical_url", _(NO_ADDRESS))
    with refusals.gather():
        if details.published_on is None and is_undated is False:
            raise Invalid("published_on", _(NO_DATE))
        refuse_future("published_on", details.published_on)
    refusals.tell()
    return replace(details, **lines | {"language": spelt(lines["language"])}, canonical_url=url or None)


def _headline_needed(title: str) -> None:
    if not title:
        raise Invalid("title", _("Enter the headline."))


def _language_needed(tag: str) -> None:
    if not tag:
        raise Invalid("language", _("Choose the language of the article; the file doesn’t specify it."))
    if not is_tag(tag):
        raise Invalid("language", _(NO_LANGUAGE))


_NEEDED: dict[str, Callable[[str], object]] = {"title": _headline_needed, "language": _language_needed}


def filled(details: ArticleDetails, page: Extracted, *, is_undated: bool) -> ArticleDetails:
    """The details with blank ones filled from what a page declares, if that is valid."""
    language = page.language.replace("_", "-")
    published = None if is_undated or is_future(page.published) else page.published
    return replace(
        details,
        title=details.title or page.title[: MAX_CHARACTERS["title"]],
        publisher=details.publisher or page.publisher[: MAX_CHARACTERS["publisher"]],
        byline=details.byline or page.byline[: MAX_CHARACTERS["byline"]],
        published_on=details.published_on or published,
        language=details.language or (language if is_tag(language) else ""),
        canonical_url=details.canonical_url or _of_page(page.url),
    )


def _of_page(url: str) -> str | None:
    """The address that a page declares, unless it is invalid, or only that of the site."""
    return url if is_web_address(url) and not is_home_page(url) else None


def headline_of(value: str) -> str:
    """A headline on one line, as it is stored; raises Invalid for `title` if it is too long or damaged."""
    return _line("title", value)


def _line(name: str, value: str) -> str:
    try:
        line = one_line(value)
    except Unreadable as error:
        raise Invalid(name, str(error)) from None
    if len(line) > MAX_CHARACTERS.get(name, len(line)):
        sizes = {"most": MAX_CHARACTERS[name], "length": len(line)}
        raise Invalid(name, _("Enter at most %(most)s characters; this has %(length)s.", **sizes))
    return line
