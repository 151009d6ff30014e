"""Names of authors in what pages write: without "By", jobs, dates and addresses (pure)."""

from __future__ import annotations

import re

from factcheck.documents.markup.node import names as words_of
from factcheck.documents.metadata.authors.by_words import BY

LONGEST = 200  # characters of a byline
IN_CAPITALS = frozenset({"da", "di", "av", "af", "od", "text", "文", "글"})  # words that are also parts of names
ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|^@|\.(?:com|org|net)/|\[at\]", re.IGNORECASE)
ON = r"(?:on\s+)?(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?[.,]*\s+)?"  # the words before a date
CUT = re.compile(
    rf"\s*,?\s*\b{ON}[^\W\d_]{{3,9}}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}.*"
    r"|\s*[|•·›»/]\s.*|\s*,?\s*\b(?:am|on|le|el|il|vom|updated|published|aktualisiert)\b\s*\d.*|\s*\(?\d.*",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(r"\s+[|•·]\s.*|\s+\(?@\w+.*|\s+\S+@\S+\.\S+.*|\s+\([^()]*\)\Z")  # of a declared name
AT_PLACE = re.compile(r"(\w[\w.'’-]*(?:\s+\w[\w.'’-]*){1,3})\s+in\s+[^\W\d_a-z].*")
JOB = re.compile(
    r"(?:[\w&’'-]+\s+){0,4}(?:correspondent|editor|reporter|writer|journalist|columnist|producer|presenter|contributor"
    r"|analyst|bureau chief|ph\.?\s?d\.?|m\.?d\.?|msc|korrespondent(?:in)?|redakteur(?:in)?|redaktor(?:in)?"
    r"|journaliste?|periodista|redactora?)(?:\s+(?:of|for|at|in|on)\s.*)?",
    re.IGNORECASE,
)
RIGHTS = re.compile(r"copyright\b|©|\(c\)|.*\ball rights reserved", re.IGNORECASE)
NOBODY = re.compile(
    r"(?:the )?(?:staff|admin|administrator|editor|editors|editorial (?:staff|team)|redaktion|redaction|redacción"
    r"|rédaction|la rédaction|redazione|redactie|redakcja|toimitus|редакция|team|news ?desk|webmaster|web desk|unknown"
    r"|publisher|authors?|autor|by|von|par|por|publiziert am|n/a|null|none|anonymous|guest|super user|root|online|web"
    r"|news|agencies)\W*",
    re.IGNORECASE,
)
PARTING = re.compile(r"\s*[;,]\s*")
PARTICLES = words_of("al bin da de del della den der di do dos du el la le ten ter van von zu")
AND = words_of("and & und et y e en och og ja i")
MOST_WORDS = 12  # of names joined by "and"


def name_of(value: str) -> str:
    """A name without "By" before it; empty if it is an address, nobody's name, or too long."""
    name = " ".join(value.split()).strip(" ,;|·–—-:")
    found = BY.match(name)
    if found and (found[0].strip().lower() not in IN_CAPITALS or name[:1].islower()):
        name = name[found.end() :]
    name = AFTER_NAME.sub("", name)
    name = at_place[1] if (at_place := AT_PLACE.fullmatch(name)) else name
    if ADDRESS.search(name) or "@" in name or len(name) > LONGEST or RIGHTS.match(name):
        return ""
    return name if any(map(str.isalpha, name)) else ""


def parted(name: str) -> list[str]:
    """The names in one value, if commas or semicolons separate several of two words or more; jobs aren't names."""
    parts = [it.strip() for it in PARTING.split(name)]
    people = [parts[0], *(it for it in parts[1:] if not JOB.fullmatch(it))]
    if len(people) == 1 or all(len(it.split()) > 1 for it in people):
        return people
    return [", ".join(people)]


def is_name(words: str) -> bool:
    """Whether these may be the names of people: two words or more with capitals each, or an alphabet that has none."""
    if words == words.upper() == words.lower():
        return bool(words.strip())
    every = [it if it.lower() not in AND else "," for it in words.replace(",", " , ").split()]
    people = [it.split() for it in " ".join(every).split(",")]
    return len(every) <= MOST_WORDS and all(map(_is_person, people))


def _is_person(words: list[str]) -> bool:
    capitals = sum(it[:1].isupper() for it in words)
    return capitals >= 2 and all(it[:1].isupper() or it.lower() in PARTICLES for it in words)


def leading_name(words: str) -> str:
    """The longest beginning of these words that is a name; empty if there is none."""
    every = words.split()
    beginnings = (" ".join(every[:count]) for count in range(len(every), 0, -1))
    return next(filter(is_name, beginnings), "")


def without_date(words: str) -> str:
    """A line with a name, without what follows a date or a sign that parts."""
    return CUT.sub("", " ".join(words.split()))
