"""Who wrote an article: names that a page declares, marks or shows after "By", never addresses or its site (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from factcheck.documents.extraction.coverage import folded
from factcheck.documents.markup.node import Node

LONGEST_MARKED = 90  # characters of a byline that is marked only by a class
LONGEST = 200  # characters of a byline
MOST_NAMES = 10
MOST_BETWEEN = 4  # parts between a label and the name
BEFORE = 10  # elements before the headline
NEAR = 60  # elements from the headline within which a byline is looked for that isn't marked
TEXT = r"te(?:xt|kst|ksti)(?:\s*(?:&|\+|,|/|und|and|og|och|ja|et)\s*(?:fotos?|photos?|bild(?:er)?|kuvat?|foto’s))?"
LABELS = (
    rf"autor(?:in|en|es|a)?|auteurs?|autore|authors?|{TEXT}|kirjoittaja|skribent|forfatter|napsal[ai]?|írta|yazan"
    r"|scris de|автор(?:ы|ка)?|текст|بقلم|كتبت?|מאת|作者|文|記者|记者|撰文|글"
)
AUTHORS = r"(?:autor(?:en|in|innen)?|auteurs?|authors?)"
BY = re.compile(
    r"^(?:(?:written by|posted by|published by|veröffentlicht von|geschrieben von|verfasst von"
    r"|ein (?:artikel|beitrag) von|publié par|"
    r"escrito por|publicado por|scritto da|by|von|vom|par|por|door|da|di|av|af|od|przez|przygotował[ai]?"
    rf"|redakteur(?:in)?|från|кем|{LABELS})(?:\s*[:：]\s*|\s+)|(?:作者|记者|記者)\s*)(?=\S)",
    re.IGNORECASE,
)
IN_CAPITALS = frozenset({"da", "di", "av", "af", "od", "text", "文", "글"})  # words that are also parts of names
WORDS = r"([^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,6})"
SHOWN = re.compile(
    r"^(?:(?:By|BY|Von|VON|Por|POR|Par|PAR|Door|Av|Af)\s+|(?:Written by|Geschrieben von|Ein Beitrag von|Publié par)\s+"
    rf"|(?i:{LABELS}|redaktion)\s*[:：]\s*){WORDS}",
)
LABELLED = re.compile(rf"^(?:{LABELS}|von)\s*[:：]\s*{WORDS}", re.IGNORECASE)
LABELLED_DENSE = re.compile(r"^(?:作者|文|記者|记者|撰文|글)\s*[:：]?\s*([\u3400-\u9fff\uac00-\ud7af·]{2,12})(?:\s|\Z)")
ALONE = re.compile(  # all that an element says
    rf"(?:(?i:{AUTHORS})|by|von|par|por|di|door|av|af)\s+([^\W\d_][\w.'’-]*"
    r"(?:\s+(?:und|and|et|y|e|en|och)?\s*[^\W\d_][\w.'’-]*){1,6})"
)
LABEL = re.compile(rf"(?:{LABELS}|von)\s*[:：]|作者|记者|記者|{AUTHORS}\s+\S", re.IGNORECASE)
BOLD = frozenset({"b", "strong", "em", "i", "span"})
ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|^@|\.(?:com|org|net)/|\[at\]", re.IGNORECASE)
CUT = re.compile(r"\s*[|•·›»/]\s.*|\s*,?\s*\b(?:am|on|le|el|il|vom|updated|published|aktualisiert)\b\s*\d.*|\s*\(?\d.*")
NOBODY = re.compile(
    r"(?:the )?(?:staff|admin|administrator|editor|editors|editorial (?:staff|team)|redaktion|redaction|redacción"
    r"|rédaction|la rédaction|redazione|redactie|redakcja|toimitus|редакция|team|news ?desk|webmaster|web desk|unknown"
    r"|authors?|autor|by|von|par|por|publiziert am|n/a|null|none|anonymous|guest|super user|root|online|web|news"
    r"|agencies)\W*",
    re.IGNORECASE,
)
PARTING = re.compile(r"\s*[;,]\s*")
WEAK = re.compile(  # names of accounts and of companies: a person who is shown is the author
    r"[a-z0-9]+(?:[._-][a-z0-9]+)+|.*\b(?:e\.\s?V|GmbH|AG|KG|Ltd|LLC|Inc|S\.?A|B\.?V|Oy|AB|ApS|A/S)\.?\s*"
)
NEWSROOM = re.compile(r"staff|reda|réda|desk|toimitus|team", re.IGNORECASE)  # better than no name at all
MARKED = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:en|in|es)?|auteur|writer|redakteur|verfasser|written-?by|author_?name)"
    r"(?:[\s_-]*(?:names?|zeile|line|link|info|text|s|title|fn|url|item|list|label|content|link))*(?:$|\s)",
    re.IGNORECASE,
)
NOT_OF_IT = re.compile(
    r"comment|related|teaser|bio\b|(?<!v)card|avatar|image|photo|widget|footer|sidebar|copyright", re.I
)
COMMENTS = re.compile(r"comment-?(?:list|box|area|body|author)|comments(?:-area|-list)?\b(?!-)", re.IGNORECASE)
OUTSIDE = frozenset({"aside", "nav", "footer", "script", "style", "option"})


def byline(sources: Iterable[Iterable[str]], sites: Collection[str], people: Iterable[str] = ()) -> str:
    """The names from the first of the sources that has one, separated by commas; `sites` are names of the site.

    A later source counts if it has the same names and more. Without any, "Staff" and the like; then the name of the
    site, if it is among `people`, whom the page calls persons: some sites are called like their author.
    """
    names = {folded(site) for site in sites} - {""}
    found: list[str] = []
    nobody = ""
    for source in sources:
        others, fallback = _names(source, names)
        nobody = nobody or fallback
        if not found or (len(others) > len(found) and all(any(_is_in(it, other) for other in others) for it in found)):
            found = others
    own = (name for name in map(name_of, people) if name and _is_site(name, names))
    return ", ".join(found[:MOST_NAMES])[:LONGEST] or nobody or next(own, "")


def _names(source: Iterable[str], sites: Collection[str]) -> tuple[list[str], str]:
    """The names in a source, each once, and one that is better than none: of a newsroom, an account or a company."""
    found: list[str] = []
    nobody = ""
    for name in (part for value in source for part in _parted(name_of(value)) if part):
        if WEAK.fullmatch(name):
            nobody = nobody or name
        elif NOBODY.fullmatch(name):
            nobody = nobody or (name if NEWSROOM.search(name) else "")
        elif not _is_site(name, sites) and not any(_is_in(name, other) for other in found):
            found = [*(other for other in found if not _is_in(other, name)), name]
    return found, nobody


def _parted(name: str) -> list[str]:
    """The names in one value, if commas or semicolons separate several of two words or more."""
    parts = [it.strip() for it in PARTING.split(name)]
    return parts if len(parts) > 1 and all(len(it.split()) > 1 for it in parts) else [name]


def name_of(value: str) -> str:
    """A name without "By" before it; empty if it is an address, nobody's name, or too long."""
    name = " ".join(value.split()).strip(" ,;|·–—-:")
    found = BY.match(name)
    if found and (found[0].strip().lower() not in IN_CAPITALS or name[:1].islower()):
        name = name[found.end() :]
    if ADDRESS.search(name) or "@" in name or len(name) > LONGEST:
        return ""
    return name if any(map(str.isalpha, name)) else ""


def linked_authors(nodes: Iterable[Node]) -> Iterator[str]:
    """The words of links to authors."""
    for node in nodes:
        if node.tag in {"a", "link"} and "author" in node.get("rel").lower().split() and not _is_outside(node):
            yield node.brief(LONGEST) or ""


def marked_bylines(nodes: Iterable[Node]) -> Iterator[str]:
    """The first words that have the class of a byline, without a date after them."""
    for node in nodes:
        called = f"{node.get('class')} {node.get('id')}" if node.attributes else ""
        if not MARKED.search(called[:300]) or NOT_OF_IT.search(called) or _is_outside(node):
            continue
        name = _without_date(node.brief(LONGEST_MARKED) or "")
        if name_of(name):
            yield name
            if not NOBODY.fullmatch(name_of(name)):
                return


def shown_bylines(nodes: Sequence[Node], titles: Collection[str]) -> Iterator[str]:
    """The first words near the headline that begin with "By" in one of several languages, and go on with a name."""
    wanted = {folded(title) for title in titles}
    headlines = (at for at, it in enumerate(nodes) if it.tag in {"h1", "h2"} and folded(it.brief(500) or "-") in wanted)
    start = next(headlines, 0)
    near = nodes[max(0, start - BEFORE) : start + NEAR]
    labelled = [it for it in nodes if LABEL.match(it.first_words)]
    for pattern, nodes_of, lines_of in ((SHOWN, near, _lines), (LABELLED, labelled, _labelled_lines)):
        for node in nodes_of:
            for words in lines_of(node):
                found = pattern.match(words) or LABELLED_DENSE.match(words) or ALONE.fullmatch(words)
                if found and not _is_outside(node) and _is_like_a_name(found[1]):
                    yield _without_date(words)
                    return


def _lines(node: Node) -> Iterator[str]:
    """The words of a short element, and each of its lines."""
    words = node.brief(LONGEST_MARKED)
    if words:
        yield " ".join(words.split())
        if any(part.tag == "br" for part in node.elements):
            yield from (" ".join(part.split()) for part in node.parts if isinstance(part, str))


def _labelled_lines(node: Node) -> Iterator[str]:
    """The lines of an element that begins with a label; for a label alone in bold, those around it and what follows."""
    if node.tag not in BOLD or node.parent is None:
        yield from _lines(node)
        return
    yield from _lines(node.parent)
    siblings = node.parent.parts
    for part in siblings[siblings.index(node) + 1 :][:MOST_BETWEEN]:
        words = part if isinstance(part, str) else part.brief(LONGEST_MARKED) or ""
        if words.strip():
            yield f"{node.first_words} {' '.join(words.split())}"
            return


def _is_like_a_name(words: str) -> bool:
    """Whether two words have capitals, or the alphabet has none."""
    capitals = sum(it[:1].isupper() for it in words.split())
    return capitals >= 2 or words == words.upper() == words.lower()


def _without_date(words: str) -> str:
    return CUT.sub("", " ".join(words.split()))


def _is_outside(node: Node) -> bool:
    return any(
        it.tag in OUTSIDE or COMMENTS.search(it.get("class") + it.get("id")) for it in islice(node.ancestors, 12)
    )


def _is_site(name: str, names: Collection[str]) -> bool:
    return folded(name) in names


def _is_in(name: str, other: str) -> bool:
    return folded(name) in folded(other)
