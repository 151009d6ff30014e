"""Kind A: long insertions in the middle of an annotation."""

from __future__ import annotations

from benchmarks.anchoring.drafts import Draft, Paragraph, Sentence
from benchmarks.anchoring.edits import Chance
from benchmarks.anchoring.marks import Mark, Source
from benchmarks.anchoring.revisions import found, is_prose
from benchmarks.anchoring.sentences import SIGNS, capital, lent, sentence_of, with_sentences


def _parted(source: Source, draft: Draft, mark: Mark, chance: Chance, times: float, signs: tuple[str, str]) -> Draft:
    """Insert words in the middle of an annotation, `times` its own number, between two signs."""
    spot, said, inside = sentence_of(draft, mark)
    at = chance.random.randrange(inside.start + len(inside) // 4 + 1, inside.stop - len(inside) // 4)
    words = lent(source, chance, max(4, round(times * len(inside))))
    words[0] = words[0]._replace(text=signs[0] + words[0].text)
    words[-1] = words[-1]._replace(text=words[-1].text + signs[1], after=source.draft.blank)
    before = (*said[: at - 1], said[at - 1]._replace(after=source.draft.blank))
    return with_sentences(draft, spot, [(*before, *words, *said[at:])])


def in_brackets(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Insert an aside in brackets, as long as the annotation or twice."""
    signs = ("（", "）") if source.article.language == "zh" else ("(", ")")
    return _parted(source, draft, mark, chance, chance.random.choice((1, 1.5, 2)), signs)


def a_clause(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Insert words, sometimes between dashes, as long as the annotation or twice."""
    signs = chance.random.choice((("", ""), ("– ", " –")))
    return _parted(source, draft, mark, chance, chance.random.choice((0.7, 1, 1.5, 2)), signs)


def a_long_clause(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Insert words three times as long as the annotation."""
    return _parted(source, draft, mark, chance, 3, ("", ""))


def sentences_inside(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """End the sentence in the middle of the annotation, insert others, and make the rest a sentence."""
    spot, said, inside = sentence_of(draft, mark)
    at = chance.random.randrange(inside.start + len(inside) // 3 + 1, inside.stop - len(inside) // 3)
    stop = "。" if source.article.language == "zh" else "."
    first = (*said[: at - 1], said[at - 1]._replace(text=said[at - 1].text.rstrip(SIGNS) + stop))
    return with_sentences(draft, spot, [first, *_foreign(source, chance, 2), capital(said[at:])])


def between_sentences(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Insert one to three sentences between the two of an annotation."""
    spot = found(draft, mark)
    one, *_, other = draft.paragraphs[spot.paragraph].sentences[spot.first : spot.stop]
    return with_sentences(draft, spot, [one, *_foreign(source, chance, 3), other])


def a_paragraph_between(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Split the paragraph between the two sentences of an annotation, and insert another."""
    spot = found(draft, mark)
    at, kept = spot.paragraph, draft.paragraphs[spot.paragraph]
    fresh = (
        Paragraph(kept.sentences[: spot.stop - 1], "\n\n"),
        Paragraph(tuple(_foreign(source, chance, 2)), "\n\n"),
        kept._replace(sentences=kept.sentences[spot.stop - 1 :]),
    )
    return draft._replace(paragraphs=(*draft.paragraphs[:at], *fresh, *draft.paragraphs[at + 1 :]))


def _foreign(source: Source, chance: Chance, most: int) -> list[Sentence]:
    prose = [it for it in source.foreign if is_prose(it)]
    return chance.random.sample(prose, chance.random.randrange(1, most + 1))
