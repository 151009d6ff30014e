"""Quotes as people give them: from memory, retyped, shortened, and without context."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.drafts import NEW, Sentence, Word
from benchmarks.anchoring.edits import RIM, Chance, dropped, in_other_signs, is_plain, put_in, replaced
from benchmarks.anchoring.marks import Mark, Source

KINDS = (
    "typography", "capitals and blanks", "hyphenated", "typo", "word dropped", "word added", "word replaced",
    "two of six replaced", "last word twice", "brackets", "reordered", "elided", "short ends", "several ellipses",
    "absent",
)  # fmt: skip
SIGNS = ("…", "...", "[…]", "(…)", "[...]")
SOFT_HYPHEN = "\u00ad"
Quoting = Callable[[Sentence, Chance], str]


def said(words: Sentence) -> str:
    """The characters of these words."""
    return "".join(word.text + word.after for word in words).strip()


def typography(words: Sentence, chance: Chance) -> str:
    """Other quotes and dashes; if there are none, decomposed letters or a soft hyphen."""
    text = said(words)
    changed = in_other_signs(text, chance.random.choice((None, "NFD")))
    middle = len(text) // 2
    return changed if changed != text else text[:middle] + SOFT_HYPHEN + text[middle:]


def capitals_and_blanks(words: Sentence, chance: Chance) -> str:
    """All upper or lower case; doubled spaces and line breaks, or spaces where there were none."""
    shape = chance.random.choice((str.upper, str.lower))
    blanks = [chance.random.choice((word.after, "  ", "\n")) for word in words]
    return "".join(shape(word.text) + blank for word, blank in zip(words, blanks, strict=True)).strip()


def typo(words: Sentence, chance: Chance) -> str:
    """One or two typos: a letter swapped with the next, left out, or doubled."""
    text = said(words)
    for _ in range(chance.random.choice((1, 2))):
        places = [at for at in range(1, len(text) - 2) if text[at].isalpha() and text[at + 1].isalpha()]
        at = chance.random.choice(places)
        fresh = chance.random.choice((text[at + 1] + text[at], text[at + 1], text[at] + text[at : at + 2]))
        text = text[:at] + fresh + text[at + 2 :]
    return text


def _inside(rule: Callable[[Sentence, Chance], Sentence | None]) -> Quoting:
    """Apply the rule once or twice, never to the first or last word."""

    def quote(words: Sentence, chance: Chance) -> str:
        middle = words[1:-1]
        for _ in range(chance.random.choice((1, 2))):
            middle = rule(middle, chance) or middle
        return said((words[0], *middle, words[-1]))

    return quote


def reordered(words: Sentence, chance: Chance) -> str:
    """Swap two neighbouring words, or move one by two places."""
    places = [at for at in range(len(words) - 2) if is_plain(words[at])]
    at = chance.random.choice(places or [0])
    step = chance.random.choice((1, 2))
    later = words[at + 1 : at + 1 + step]
    order = (*words[:at], *later, words[at], *words[at + 1 + step :])
    blanks = [word.after for word in words]
    return said(tuple(word._replace(after=blank) for word, blank in zip(order, blanks, strict=True)))


def elided(words: Sentence, chance: Chance) -> str:
    """Replace a third in the middle by an ellipsis."""
    third = len(words) // 3
    sign = chance.random.choice(("…", "...", "[…]"))
    blank = words[0].after
    return said((*words[:third], Word(sign, blank), *words[2 * third :]))


def hyphenated(words: Sentence, chance: Chance) -> str:
    """Break a long word by a hyphen at a line end, as copied from print."""
    places = [at for at, word in enumerate(words) if len(word.text) >= 6 and word.text.isalpha()]
    if not places:
        return said(words)
    at = chance.random.choice(places)
    text = words[at].text
    middle = chance.random.randrange(2, len(text) - 2)
    return said((*words[:at], words[at]._replace(text=f"{text[:middle]}-\n{text[middle:]}"), *words[at + 1 :]))


def two_replaced(words: Sentence, chance: Chance) -> str:
    """Replace two words of six."""
    size = 2 if is_unspaced(words) else 1  # characters of a word
    places = chance.random.sample(range(6), 2)
    fresh = list(words)
    for at in range(6):
        if at in places:
            for one in range(at * size, (at + 1) * size):
                before, core, after = RIM.fullmatch(words[one].text).groups()  # type: ignore[union-attr]  # it matches all
                fresh[one] = words[one]._replace(text=before + chance.word(core) + after if core else words[one].text)
    return said(tuple(fresh))


def last_word_twice(words: Sentence, chance: Chance) -> str:
    """Write the last word twice, and replace one before it."""
    once = replaced(words[1:-1], chance) or words[1:-1]
    text = said((words[0], *once, words[-1]))
    last = RIM.fullmatch(words[-1].text).groups()[1]  # type: ignore[union-attr]  # it matches all
    return text + words[0].after + last


def brackets(words: Sentence, chance: Chance) -> str:
    """Insert words in square brackets, or replace one or two by them."""
    at = chance.random.randrange(1, len(words) - 2)
    skipped = chance.random.choice((0, 0, 1, 2))
    aside = " ".join(chance.random.sample(chance.words, chance.random.randrange(1, 4)))
    return said((*words[:at], Word(f"[{aside}]", words[0].after), *words[at + min(skipped, len(words) - 2 - at) :]))


def short_ends(words: Sentence, chance: Chance) -> str:
    """Two words of each end with an ellipsis between them."""
    size = 4 if is_unspaced(words) else 2
    sign = chance.random.choice(SIGNS)
    return said((*words[:size], Word(sign, words[0].after), *words[-size:]))


def several_ellipses(words: Sentence, chance: Chance) -> str:
    """Three pieces of a few words with ellipses between them."""
    size = 4 if is_unspaced(words) else 2
    sign, middle = Word(chance.random.choice(SIGNS), words[0].after), len(words) // 2
    return said((*words[:size], sign, *words[middle : middle + size], sign, *words[-size:]))


def is_unspaced(words: Sentence) -> bool:
    """Whether every word is a character."""
    return sum(len(word.text) == 1 for word in words) > len(words) // 2


QUOTING: dict[str, Quoting] = {
    "typography": typography,
    "capitals and blanks": capitals_and_blanks,
    "typo": typo,
    "word dropped": _inside(dropped),
    "word added": _inside(put_in),
    "word replaced": _inside(replaced),
    "hyphenated": hyphenated,
    "two of six replaced": two_replaced,
    "last word twice": last_word_twice,
    "brackets": brackets,
    "reordered": reordered,
    "elided": elided,
    "short ends": short_ends,
    "several ellipses": several_ellipses,
}


def cases(source: Source, each: int) -> Iterator[Case]:
    """At most `each` annotations of an article in every kind."""
    article, alone = source.article, [mark for mark in source.marks if mark.is_alone and len(mark.words) >= 8]
    for kind, quoting in QUOTING.items():
        chosen = source.chance(f"quote {kind}").random.sample(alone, min(each, len(alone)))
        for mark in sorted(chosen, key=lambda it: it.words.start):
            chance = source.chance(f"quote {kind} {mark.words}")
            asked = six_words(source, mark, chance) if kind == "two of six replaced" else mark
            if asked is None or (kind in {"short ends", "several ellipses"} and not has_own_ends(source, asked)):
                continue
            quote = quoting(_words(source, asked), chance)
            if quote != source.exact(asked.words):
                yield _case(source, kind, quote, source.span(asked.words))
    chosen_foreign = source.chance("absent").random.sample(source.foreign, min(each, len(source.foreign)))
    for sentence in chosen_foreign:
        if said(sentence) not in article.text:
            yield _case(source, "absent", said(sentence), None)


def six_words(source: Source, mark: Mark, chance: Chance) -> Mark | None:
    """Six consecutive words of an annotation of one sentence; None if it has fewer."""
    size = 12 if source.article.language == "zh" else 6
    if mark.stop - mark.first > 1 or len(mark.words) < size:
        return None
    start = chance.random.randrange(mark.words.start, mark.words.stop - size + 1)
    return mark._replace(words=range(start, start + size))


def has_own_ends(source: Source, mark: Mark) -> bool:
    """Whether one end of an annotation is unique, and the annotation is the shortest passage between its ends."""
    words = _words(source, mark)
    size = 4 if is_unspaced(words) else 2
    first, last = said(words[:size]), said(words[-size:])
    text, exact = source.article.text, source.exact(mark.words)
    is_shortest = exact.count(first) == 1 and exact.count(last) == 1
    return is_shortest and min(text.count(first), text.count(last)) == 1 and len(words) >= 5 * size


def _case(source: Source, kind: str, quote: str, truth: tuple[int, int] | None) -> Case:
    article = source.article
    return Case(kind, "", article.language, article.name, article.text, quote, truth)


def _words(source: Source, mark: Mark) -> Sentence:
    """The words of an annotation, with a space between its sentences."""
    found: list[Word] = []
    for _, _, sentence in source.draft.sentences():
        chosen = [word for word in sentence if word.number in mark.words and word.number != NEW]
        if chosen:
            found += (*chosen[:-1], chosen[-1]._replace(after=chosen[-1].after or source.draft.blank))
    return tuple(found)
