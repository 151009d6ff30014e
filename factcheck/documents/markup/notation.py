"""Markup with a meaning (superscripts, fractions, quotation marks) as plain characters (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from factcheck.documents.markup.elements import FALLBACKS, FIELDS, WITHOUT_WORDS, style_of, tokens
from factcheck.documents.markup.list_numbers import number_items
from factcheck.documents.markup.mathml import WRITTEN
from factcheck.documents.markup.node import Node
from factcheck.documents.superscripts import fraction, is_note, lowered, note, raised

TAIL = 24  # characters before a sign that decide what it means
SIGNED = frozenset({"class", "id", "role", "style"})
BRIEF = 200  # characters of a possible sign; longer text is set in small letters only
SLASH = re.compile(r"\s*[/\u2044\u2215]\s*")
OF_NOTES = re.compile(r"footnote|endnote|noteref|fussnote|^fn$|^ref(erence)?s?$|^cite_ref|^note$|^note-")
EMOJI = re.compile(r"emoji|emoticon|emote|smiley|smilies|joypixel")
FORMULA = re.compile(r"latex|mimetex|mathtex|mathjax|math-fallback|\btex\b|codecogs")
FIGURES = re.compile(r"[\d.,/%€$£×+\-\u2013\u2212°²³½⅓⅔¼¾⅛]{1,6}")
QUOTES = {  # CLDR, delimiters: outer and inner marks by language
    **dict.fromkeys(("de", "cs", "sk", "sl", "is", "bg", "lt", "et"), "„“‚‘"),
    **dict.fromkeys(("fr", "pt-pt", "it", "es", "ru", "uk", "be", "el", "no", "nb", "nn", "hy", "ca", "fa"), "«»“”"),
    **dict.fromkeys(("fi", "sv"), "””’’"),
    **dict.fromkeys(("pl", "hu", "ro", "hr", "sr"), "„”«»"),
    **dict.fromkeys(("ja", "zh-hant", "zh-tw"), "「」『』"),
}
OPENING = frozenset("\"'«»„“”‚‘’「『›‹")


class Surroundings(NamedTuple):
    """The text before an element; for a quotation, its quotation marks."""

    before: str
    marks: tuple[str, str] = ("", "")


def write_out(root: Node, nodes: list[Node]) -> None:
    """Replace the elements of a tree that mean characters with these; remove elements without words."""
    around = _around(root)
    for node in reversed(nodes):  # innermost first
        if node.tag == "ol":
            number_items(node)
        node.parts = list(_written(node, around)) if node.parts else node.parts


def _around(root: Node) -> dict[Node, Surroundings]:
    """The end of the words before each element within a line, in one walk."""
    found: dict[Node, Surroundings] = {}
    before, depth, languages = "", 0, [""]
    stack: list[tuple[Node, int]] = [(root, 0)]
    while stack:
        node, index = stack.pop()
        if index == 0:
            attributes = node.attributes
            languages.append(attributes.get("lang") or attributes.get("xml:lang") or languages[-1])
            depth += node.tag == "q"
            found[node] = Surroundings(before, _marks(languages[-1], depth) if node.tag == "q" else ("", ""))
        if index == len(node.parts):
            languages.pop()
            depth -= node.tag == "q"
        elif isinstance(part := node.parts[index], str):
            before = (before + part[-TAIL:])[-TAIL:]
            stack.append((node, index + 1))
        else:
            before = before if part.is_inline else ""
            stack += [(node, index + 1), (part, 0)]
    return found


def _marks(language: str, depth: int) -> tuple[str, str]:
    language = language.lower()
    marks = QUOTES.get(language) or QUOTES.get(language.split("-")[0], "“”‘’")
    return (marks[0], marks[1]) if depth % 2 else (marks[2], marks[3])


def _written(node: Node, around: dict[Node, Surroundings]) -> Iterator[str | Node]:
    """The parts of an element, with elements that mean characters replaced by these."""
    parts, index = node.parts, 0
    while index < len(parts):
        part = parts[index]
        if isinstance(part, str):
            yield part
        elif parted := _fraction(parts[index : index + 3], around):
            yield parted
            index += 2
        elif (words := _words(part, around[part], parts[index + 1 : index + 2])) is not None:
            if words:
                yield words
        else:
            yield part
        index += 1


def _fraction(parts: list[str | Node], around: dict[Node, Surroundings]) -> str:
    """The fraction for a superscript figure, a slash and a subscript figure; empty for anything else."""
    if len(parts) < 3:
        return ""
    above, slash, below = parts
    if isinstance(above, str) or isinstance(below, str) or not isinstance(slash, str) or not SLASH.fullmatch(slash):
        return ""
    if not (is_above(above) and is_below(below)):
        return ""
    over, under = above.brief(BRIEF) or "", below.brief(BRIEF) or ""
    return fraction(over, under, around[above].before) if over.isdecimal() and under.isdecimal() else ""


def is_above(node: Node) -> bool:
    """Whether the words of an element are superscript."""
    return node.tag == "sup" or style_of(node).get("vertical-align") == "super" or _is_of("num", node)


def is_below(node: Node) -> bool:
    """Whether the words of an element are subscript."""
    return node.tag == "sub" or style_of(node).get("vertical-align") == "sub" or _is_of("den", node)


def _is_of(name: str, node: Node) -> bool:
    return (
        node.tag == "span" and node.parent is not None and name in tokens(node) and "frac" in node.parent.get("class")
    )


def _words(node: Node, around: Surroundings, after: list[str | Node]) -> str | None:
    """The words that replace an element; None if the element is kept."""
    if node.tag in WITHOUT_WORDS or node.tag in {"wbr", "rp"}:
        return ""
    if node.tag in FALLBACKS or node.tag in FIELDS:
        return _of_field(node)
    if node.tag in WRITTEN:
        return WRITTEN[node.tag](node)
    if node.tag == "img":
        return _alternative(node, after)
    if node.tag == "q":
        _quote(node, around.marks)
        return None
    if not _may_be_sign(node) or (words := node.brief(BRIEF)) is None:
        return None
    if _is_note(node, words):
        return note(words, around.before)
    if is_above(node):
        return raised(words, around.before)
    return lowered(words, around.before) if is_below(node) else None


def _of_field(node: Node) -> str | None:
    """Nothing for a field; for a button in a heading its words, because it opens the section."""
    if (
        node.tag == "button"
        and node.parent is not None
        and node.parent.tag in {"h1", "h2", "h3", "h4", "dt", "summary"}
    ):
        node.tag, node.is_inline = "span", True
        return None
    return " "


def _may_be_sign(node: Node) -> bool:
    """Whether an element may be superscript or subscript; a cheap test that excludes most."""
    return node.tag in {"sup", "sub"} or (node.is_inline and bool(SIGNED & node.attributes.keys()))


def _is_note(node: Node, words: str) -> bool:
    """Whether this is the superscript number of a note: it links to one, is called one, or is in brackets."""
    if node.tag not in {"sup", "a", "span"} or not is_note(words):
        return False
    links = [it for it in (node, node.parent, *node.elements) if it is not None and it.tag == "a"]
    is_called = node.get("role") == "doc-noteref" or any(OF_NOTES.search(it) for it in (*tokens(node), node.get("id")))
    if node.tag != "sup":
        return is_called and node.tag == "a"
    return is_called or words.startswith("[") or any("#" in it.get("href") for it in links)


def _quote(node: Node, marks: tuple[str, str]) -> None:
    """Put the quotation marks that browsers draw around <q> into it, unless it has some."""
    if node.beginning(TAIL)[0][:1] not in OPENING:
        node.parts = [marks[0], *node.parts, marks[1]]


def _alternative(node: Node, after: list[str | Node]) -> str:
    """The text that an image represents: an emoji, a formula, an initial or a digit."""
    words = " ".join(node.get("alt").split())
    named = f"{node.get('class')} {node.get('src')[:500]}".lower()
    if not words:
        return ""
    if EMOJI.search(named) or FORMULA.search(named) or FIGURES.fullmatch(words) or _is_pictograph(words):
        return words
    follows = after[0] if after and isinstance(after[0], str) else ""
    is_initial = len(words) == 1 and words.isalpha() and follows[:1].isalpha()
    height = node.get("height").removesuffix("px")
    is_small = height.isdecimal() and int(height[:5]) <= 32 and len(words) <= 40
    return words if is_initial or (is_small and follows.strip()[:1].isalnum()) else ""


def _is_pictograph(words: str) -> bool:
    kinds = {unicodedata.category(sign) for sign in words}
    return len(words) <= 12 and "So" in kinds and kinds <= {"So", "Sk", "Mn", "Me", "Cf", "Po"}
