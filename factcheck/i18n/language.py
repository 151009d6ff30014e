"""The language of a page: messages by gettext (Flask-Babel), dates and numbers by CLDR (Babel).

English is written in the code and is its own message. Another language is a catalog,
`translations/<tag>/LC_MESSAGES/messages.po`, read at the start. Stored text (the audit log, editions, exports) is never
translated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Literal

import flask_babel
from babel import Locale
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.local import LocalProxy

from factcheck.config import PROJECT, TRANSLATIONS
from factcheck.config.settings import LANGUAGES, with_catalogue
from factcheck.i18n.pseudolocales import Pseudo, accented, mirrored

MADE_UP: dict[str, tuple[Callable[[str], str], Literal["ltr", "rtl"]]] = {
    "en-XA": (accented, "ltr"),
    "ar-XB": (mirrored, "rtl"),
}


LOADED = "languages"  # the extension with the languages in use, by their tags


def _(message: str, **values: object) -> str:
    """The message in the language of this page; `%(name)s` in it becomes the value of that name."""
    found = current_language().translations.gettext(message)
    return found % values if values else found


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """The message for a number; `%(num)s` in it becomes the number."""
    found: str = current_language().translations.ngettext(one, many, number)
    return found % {"num": number, **values}


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """The message itself: marked here for translation, translated by `_` where it is shown."""
    return message


@dataclass(frozen=True)
class Language:
    """A language of pages: its tag (BCP 47), its direction, its catalog."""

    tag: str
    locale: Locale
    direction: str
    translations: NullTranslations

    @cached_property
    def for_scripts(self) -> dict[str, str]:
        """The messages of the scripts, by their English; empty in English."""
        if self is ENGLISH:
            return {}
        found = extract_from_dir(PROJECT / "static" / "js", [("**.js", "javascript")])
        messages = {message for _file, _line, message, _notes, _context in found if isinstance(message, str)}
        return {message: self.translations.gettext(message) for message in sorted(messages)}


ENGLISH = Language("en", Locale.parse("en_GB"), "ltr", NullTranslations())  # its dates read 6 June 2026


def language(tag: str) -> Language:
    """The language of a tag; raises FileNotFoundError if it has no catalog."""
    if tag == ENGLISH.tag:
        return ENGLISH
    if tag in MADE_UP:
        make, direction = MADE_UP[tag]
        return Language(tag, ENGLISH.locale, direction, Pseudo(make))
    locale = Locale.parse(tag, sep="-")
    return Language(tag, locale, locale.text_direction, _read(catalog_of(tag)))


def catalog_of(tag: str) -> Path:
    """The path of a language's catalogue."""
    return TRANSLATIONS / tag.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def _read(path: Path) -> Translations:
    """The catalog of a file, compiled in memory, so that there is no separate compile step."""
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return Translations(compiled)


class PageDomain(flask_babel.Domain):  # type: ignore[misc]  # it has no types
    """Flask-Babel's source of translations: the language of this page."""

    def get_translations(self) -> NullTranslations:
        return current_language().translations


def site_language() -> Language:
    """The language of the newsroom, in which the public site is; English outside an app context."""
    chosen: Language = current_app.extensions["language"] if current_app else ENGLISH
    return chosen


def current_language() -> Language:
    """The language of this page: the one that `speak` chose for this request, or else the newsroom's."""
    try:
        chosen: Language | None = g._get_current_object().get("language")  # directly: asked a hundred times a page
    except RuntimeError:  # outside an app context
        return ENGLISH
    return chosen or site_language()


def speak(tag: str | None) -> None:
    """Choose the language of this request; None, or a language whose catalogue is gone, means the newsroom's."""
    loaded: dict[str, Language] = current_app.extensions[LOADED]
    if tag and tag not in loaded and tag in LANGUAGES | with_catalogue():
        loaded[tag] = language(tag)
    g.language = loaded.get(tag or "") or site_language()


def init_app(app: Flask, tag: str) -> None:
    """Set the language of every page for which nobody chooses another."""
    chosen = app.extensions["language"] = language(tag)
    app.extensions[LOADED] = {tag: chosen}
    babel = flask_babel.Babel(app, locale_selector=lambda: str(current_language().locale))
    babel.domain_instance = PageDomain()
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension that Babel has added
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals |= {"_": _in_page, "gettext": _in_page, "ngettext": _count_in_page}
    app.jinja_env.globals["language"] = LocalProxy(current_language)


@pass_eval_context
def _in_page(page: EvalContext, message: str, /, **values: object) -> str:
    """`_` for templates: the values are escaped, `%%` is a percent sign. Jinja's own asks three functions more."""
    found = current_language().translations.gettext(message)
    marked = Markup(found) if page.autoescape else found  # noqa: S704  # our own messages
    return marked % values if values or "%" in found else marked


@pass_eval_context
def _count_in_page(page: EvalContext, one: str, many: str, number: int, /, **values: object) -> str:
    """`ngettext` for templates, see `_in_page`."""
    found: str = current_language().translations.ngettext(one, many, number)
    return (Markup(found) if page.autoescape else found) % {"num": number, **values}  # noqa: S704


def load_formats(app: Flask) -> None:
    """Read the names and formats of the newsroom's language, 4 MiB, which Babel does at the first use."""
    chosen: Language = app.extensions["language"]
    format_decimal(0, locale=chosen.locale)


def count(value: int) -> str:
    """A whole number with separated thousands."""
    return str(format_decimal(value, locale=current_language().locale))
