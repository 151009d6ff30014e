"""Agencies that a text names as its own (pure): in its dateline, at its beginning, or in its credits.

`AGENCIES` has the names and the shorthand of news agencies, in the scripts in which papers print them. A dateline in
the usual form, “PLACE, June 3 (Agency) —”, also names an agency that isn't listed. An agency that is named within the
text doesn't count: a report about it isn't a report by it.
"""

from __future__ import annotations

import regex

HEAD, TAIL = 400, 250  # code points at the beginning and the end of a text that may have its marks
AGENCIES = {
    "AFP": ("AFP", "Agence France-Presse", "فرانس برس", "АФП", "法新社"),
    "ANSA": ("ANSA",),
    "AP": ("AP", "Associated Press", "أسوشيتد برس", "美联社"),
    "APA": ("APA",),
    "Anadolu": ("AA", "Anadolu Agency", "Anadolu Ajansı", "الأناضول"),
    "Belga": ("Belga",),
    "BNS": ("BNS",),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "EFE": ("EFE",),
    "Interfax": ("Interfax", "Интерфакс"),
    "Keystone-SDA": ("Keystone-SDA", "SDA", "ATS"),
    "Kyodo": ("Kyodo", "共同"),
    "Lusa": ("Lusa",),
    "NTB": ("NTB",),
    "PAP": ("PAP",),
    "PA": ("PA Media", "Press Association"),
    "PTI": ("PTI",),
    "Reuters": ("Reuters", "Рейтер", "رويترز", "路透社"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости"),
    "Ritzau": ("Ritzau",),
    "STT": ("STT",),
    "TASS": ("TASS", "ТАСС"),
    "TT": ("TT",),
    "Ukrinform": ("Ukrinform", "Укринформ", "Укрінформ"),
    "UPI": ("UPI",),
    "Xinhua": ("Xinhua", "Синьхуа", "新华社"),
    "Yonhap": ("Yonhap", "연합뉴스"),
}
_OF = {name: agency for agency, names in AGENCIES.items() for name in names}
_LISTED = "|".join(sorted(map(regex.escape, _OF), key=len, reverse=True))
_PLACE = r"\p{Lu}[\p{L}\p{M}.’'\- ]{1,40}"
_DATELINE = regex.compile(
    rf"^\s*{_PLACE}(?:,? [^()\n]{{1,30}})?\s*\(([^()\n]{{2,40}})\)\s*(?:[-–—:.]|\p{{Lu}})", regex.M
)
_MARKS = regex.compile(
    rf"[(（\[]({_LISTED})(?:[/,;][^)）\]]*)?[)）\]]"  # (Reuters), [AFP/AP]
    rf"|^\s*(?:{_PLACE}(?:,[^\n]{{0,30}}?)?[,/]?\s)?({_LISTED})\s*[-–—.:]"  # AFP —, MOSCOW, May 3, TASS.
    rf"|(?:^|[/©]\s?)({_LISTED})(?:[/\s]*$|/)",  # a credit: dpa/lno, © AFP
    regex.M,
)


def agencies(text: str) -> frozenset[str]:
    """The agencies that a text names as its own."""
    found = set()
    head, tail = text[:HEAD], text[max(HEAD, len(text) - TAIL) :]
    if dateline := _DATELINE.search(head[:HEAD]):
        found.add(_agency(dateline[1]))
    for part in (head, tail):
        found |= {_agency(next(filter(None, mark.groups()))) for mark in _MARKS.finditer(part)}
    return frozenset(found)


def _agency(name: str) -> str:
    first = regex.split(r"\s*[/,;]\s*", name.strip())[0]
    return _OF.get(first, first)
