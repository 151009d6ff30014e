"""Kind E: an annotation's words are gone, except some that remain in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from benchmarks.anchoring.blocks import FEW
from benchmarks.anchoring.drafts import NEW, Draft, Paragraph, Word
from benchmarks.anchoring.edits import Chance
from benchmarks.anchoring.marks import Mark, Source
from benchmarks.anchoring.revisions import found, is_prose
from benchmarks.anchoring.sentences import Unsuited, capital, core, lent, sentence_of, with_sentences

COMMON = 30  # number of common words of a language


def common(source: Source) -> frozenset[str]:
    """The most common words of the other articles, without punctuation, in lower case."""
    seen = Counter(core(word) for said in source.foreign for word in said)
    return frozenset([it for it, _ in seen.most_common(COMMON) if it.isalpha()])


def parts(source: Source) -> Iterator[Mark]:
    """Annotations of a few words, two of them common."""
    usual = common(source)
    for mark in source.marks:
        _, said, inside = sentence_of(source.draft, mark)
        short = min(len(inside), FEW.get(source.article.language, 3) * 3)
        words = range(mark.words.start, mark.words.start + short)
        if not mark.is_whole and sum(core(it) in usual for it in said[inside.start : inside.start + short]) >= 2:
            yield mark._replace(words=words)


def common_supplanted(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Replace it by a sentence with two or more of its common words and no other of its words."""
    usual = common(source)
    spot, said, _ = sentence_of(draft, mark)
    own = {core(it) for it in said} - {""}
    shared = [(it, own & {core(word) for word in it}) for it in source.foreign]
    fits = [it for it, words in shared if len(words) >= 2 and words <= usual]
    if not fits:
        raise Unsuited
    return with_sentences(draft, spot, [chance.random.choice(fits)])


def common_left(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Replace it by other words, among them two of its common ones."""
    return _with_common(source, draft, mark, chance, 1)


def common_left_of_few(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """The same with half the number of words."""
    return _with_common(source, draft, mark, chance, 2)


def _with_common(source: Source, draft: Draft, mark: Mark, chance: Chance, part: int) -> Draft:
    usual = common(source)
    spot, said, inside = sentence_of(draft, mark)
    kept = [said[at]._replace(number=NEW) for at in inside if core(said[at]) in usual][:2]
    own = {core(it) for it in said}
    fresh: list[Word] = []
    while len(fresh) < max(2, len(inside) // part - 2):
        fresh += [it for it in lent(source, chance, len(inside)) if core(it) and core(it) not in own]
    fresh = fresh[: max(2, len(inside) // part - 2)]
    at = chance.random.randrange(len(fresh))
    fresh[at:at] = kept
    return with_sentences(draft, spot, [(*said[: inside.start], *fresh, *said[inside.stop :])])


def sentence_cut(_: Source, draft: Draft, mark: Mark, __: Chance) -> Draft:
    """Delete the whole sentence of which it is a part."""
    return with_sentences(draft, sentence_of(draft, mark)[0], [])


def over_break(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Replace it by two paragraphs, with one of its words on each side of the break."""
    spot, said, _ = sentence_of(draft, mark)
    fewest, size = (1, 2) if source.article.language == "zh" else (4, 1)
    words = [it._replace(number=NEW) for it in said if core(it).isalpha() and len(core(it)) >= fewest]
    if len(words) < 4:
        raise Unsuited
    half = len(words) // 2
    one, other = chance.random.sample([it for it in source.foreign if is_prose(it)], 2)
    stop = Word("。" if source.article.language == "zh" else ".", "")
    last = [*(it for it in words[half - size : half - 1]), words[half - 1]._replace(after="")]
    kept = draft.paragraphs[spot.paragraph]
    before = (*kept.sentences[: spot.first], (*one[:-1], *last, stop))
    after = (capital((*words[half : half + size], *other[1:])), *kept.sentences[spot.stop :])
    fresh = (Paragraph(before, "\n\n"), kept._replace(sentences=after))
    at = spot.paragraph
    return draft._replace(paragraphs=(*draft.paragraphs[:at], *fresh, *draft.paragraphs[at + 1 :]))


def over_rims(source: Source) -> Iterator[Mark]:
    """Annotations from the middle of a paragraph's last sentence to the middle of the next one's first."""
    chance = source.chance("over rims").random
    paragraphs = source.draft.paragraphs
    for at, (one, other) in enumerate(pairwise(paragraphs)):
        last, first = one.sentences[-1], other.sentences[0]
        if min(len(last), len(first)) >= 10:
            begin, stop = chance.randrange(2, len(last) - 4), chance.randrange(5, len(first) - 2)
            words = range(last[begin].number, first[stop].number)
            yield Mark(words, at, len(one.sentences) - 1, len(one.sentences), False, True, False)


def rims_cut(_: Source, draft: Draft, mark: Mark, __: Chance) -> Draft:
    """Delete its words on both sides of the break."""
    for at, index, said in reversed(list(draft.sentences())):
        kept = tuple(word for word in said if word.number not in mark.words)
        if len(kept) < len(said):
            sentences = draft.paragraphs[at].sentences
            draft = draft.with_paragraph(at, (*sentences[:index], *([kept] if kept else []), *sentences[index + 1 :]))
    return draft


def paragraph_cut(_: Source, draft: Draft, mark: Mark, __: Chance) -> Draft:
    """Delete its whole paragraph."""
    return draft.with_paragraph(found(draft, mark).paragraph, ())


def paragraphs_joined(_: Source, draft: Draft, mark: Mark, __: Chance) -> Draft:
    """Delete it and join its paragraph with the next."""
    spot = found(draft, mark)
    at = spot.paragraph
    if at == 0 or at + 1 == len(draft.paragraphs):
        raise Unsuited
    kept = draft.paragraphs[at].sentences
    joined = (*kept[: spot.first], *kept[spot.stop :], *draft.paragraphs[at + 1].sentences)
    return draft.with_paragraph(at + 1, joined).with_paragraph(at, ())
