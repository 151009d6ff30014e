"""The languages and time zones to choose from in one's own account, by their names."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import get_global
from flask import current_app
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from factcheck.config import Settings
from factcheck.config.settings import with_catalogue
from factcheck.db import utcnow
from factcheck.i18n import N_, _, current_language, site_language
from factcheck.web import local_time

MADE_UP = {  # languages for those who test translations
    "en-XA": N_("Accented English, to test translations"),
    "ar-XB": N_("Mirrored English, to test translations"),
}
OCEANS = {"Atlantic": N_("Atlantic Ocean"), "Indian": N_("Indian Ocean"), "Pacific": N_("Pacific Ocean")}
CONTINENTS = {  # by their codes in CLDR
    "Africa": "002", "America": "019", "Antarctica": "AQ", "Asia": "142", "Australia": "AU", "Europe": "150",
}  # fmt: skip


def language_choices() -> list[SelectChoice]:
    """The newsroom's language, English and those that have a catalogue; in the demo also the two made-up ones."""
    settings: Settings = current_app.extensions["settings"]
    shared = _("As the newsroom: %(language)s", language=_language_name(site_language().tag))
    tags = sorted({"en"} | with_catalogue(), key=_language_name) + (list(MADE_UP) if settings.demo else [])
    return [SelectChoice("", shared), *(SelectChoice(tag, _language_name(tag)) for tag in tags)]


def zone_choices() -> list[SelectChoice]:
    """The newsroom's time zone, UTC, then the places of each continent or ocean, with their present offsets.

    `data-also` has the other names by which browsers know the zone.
    """
    now, locale = utcnow(), str(current_language().locale)
    shared = _("As the newsroom: %(zone)s", zone=_place(local_time.newsroom_zone().key, locale))
    found = [SelectChoice("", shared), SelectChoice("UTC", "UTC")]
    areas = {area: _area(area, locale) for area in (*CONTINENTS, *OCEANS)}
    for area, place, zone in sorted((areas[zone.partition("/")[0]], _place(zone, locale), zone) for zone in _zones()):
        offset = local_time.offset_name(now.astimezone(local_time.zone(zone)))
        also = {"data-also": " ".join(_former_names(zone))} if _former_names(zone) else {}
        found.append(SelectChoice(zone, f"{place} ({offset})", also, area))
    return found


def _language_name(tag: str) -> str:
    """The name of a language in that language."""
    if tag in MADE_UP:
        return _(MADE_UP[tag])
    name = Locale.parse(tag, sep="-").display_name or tag
    return name[:1].upper() + name[1:]


def _area(area: str, locale: str) -> str:
    return _(OCEANS[area]) if area in OCEANS else str(Locale.parse(locale).territories[CONTINENTS[area]])


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """The names of the zones of places, each once: no aliases, no bare offsets."""
    aliases = get_global("zone_aliases")
    named = {aliases.get(name, name) for name in get_global("zone_territories")} & local_time.known_zones()
    return frozenset(name for name in named if name.partition("/")[0] in CONTINENTS | OCEANS)


@lru_cache(maxsize=1024)
def _former_names(zone: str) -> tuple[str, ...]:
    """The names that lead to this zone in the IANA database."""
    return tuple(alias for alias, name in get_global("zone_aliases").items() if name == zone)


@lru_cache(maxsize=4096)
def _place(zone: str, locale: str) -> str:
    """The city of a zone, in the language of the locale (CLDR), or else by its name in the database."""
    named = Locale.parse(locale).time_zones
    cities = (named.get(name, {}).get("city") for name in (zone, *_former_names(zone)))
    return next((str(city) for city in cities if city), zone.rpartition("/")[2].replace("_", " "))
