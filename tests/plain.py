"""Finding plain letters on a page whose language has none."""

from __future__ import annotations

import re

from lxml import etree

from factcheck.documents.encodings.names import OFFERED

SAYING = {
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "data-announcement",
    "data-words",
}
SAYING |= {"hx-confirm", "label", "placeholder", "title"}
SILENT = {"script", "style", "code", "kbd"}  # programs, visible addresses, and keyboard keys
BUTTONS = {"button", "reset", "submit"}
ENCODINGS = sorted({*OFFERED, *map(str.upper, OFFERED)}, key=len, reverse=True)
NAMES = (  # spelt the same in every language
    r"https?://\S+",
    r"\S+@[\w.-]+",  # an e-mail address
    r"\bClaimReview\b",  # a type of schema.org
    r"\b[a-z]+:[a-z-]+\b",  # a permission, as the documentation calls it
    r"\bel\b",  # the code of Greek
    r"\bUTC\b",
    r"\b(?:BibTeX|CSL-JSON|RIS|APA|Chicago|MLA)\b",  # formats and styles of references
    r"Lower Prince’s Quarter",  # a place that has no Greek name (CLDR)
    r"\bEnglish\b",  # in the list of languages, each by its own name
    *(rf"\b{re.escape(name)}\b" for name in ENCODINGS),
    r"\b[0-9a-f]{12,64}\b",  # a digest or its beginning
)
SAME = re.compile("|".join(NAMES))
PLAIN = re.compile(r"[A-Za-z]*[A-Za-z]{2}[A-Za-z’'-]*")


def plain(html: str) -> set[str]:
    """The plain words that this page or fragment shows."""
    root = etree.HTML(html) if html.strip() else None
    return set() if root is None else {word for text in _texts(root) for word in plain_words(text)}


def plain_words(text: str) -> list[str]:
    """The plain words of a text, except names that are spelt the same everywhere."""
    return PLAIN.findall(SAME.sub(" ", text)) if PLAIN.search(text) else []


def _texts(root: etree._Element) -> list[str]:
    """The text of the elements and of their visible attributes."""
    found = []
    silent = {it for outer in root.iter(*SILENT) for it in outer.iter()}
    silent |= {it for outer in root.iterfind(".//*[@data-copy][@lang='en']") for it in outer.iter()}  # a reference
    for element in root.iter(etree.Element):
        parent = element.getparent()
        if element in silent:
            if parent is not None and element.tail and parent not in silent:
                found.append(element.tail)
            continue
        found += [element.text or "", element.tail or ""]
        found += [str(value) for name, value in element.attrib.items() if _says(element, str(name))]
    return found


def _says(element: etree._Element, name: str) -> bool:
    if name == "value":
        return element.tag == "input" and element.get("type") in BUTTONS
    if name == "content":
        return element.get("name") == "description" or element.get("property") in {"og:title", "og:description"}
    return name in SAYING
