"""Kind F: insertions before an annotation: headings, labels, lead-ins, names with initials."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.drafts import CHARACTER, WORD, Draft, Paragraph, Sentence, Word, words_of
from benchmarks.anchoring.edits import Chance, edited
from benchmarks.anchoring.marks import Mark, Source
from benchmarks.anchoring.phrases import phrase
from benchmarks.anchoring.sentences import core, sentence_of, with_sentences

SAFE = 2  # words at each end of an annotation that edits leave alone, because either answer would be right


def said_as(source: Source, text: str) -> Sentence:
    """The words of a phrase, with a space after the last if the language has spaces."""
    words = words_of(text, CHARACTER if source.article.language == "zh" else WORD)
    return (*words[:-1], words[-1]._replace(after=source.draft.blank))


def _phrase(source: Source, name: str) -> Sentence:
    return said_as(source, phrase(source.article.language, source.article.half, name))


def _led(source: Source, draft: Draft, mark: Mark, name: str, is_small: bool) -> Draft:
    spot, said, inside = sentence_of(draft, mark)
    first = said[inside.start]
    if is_small and core(first).isalpha() and source.article.language != "de":
        said = (
            *said[: inside.start],
            first._replace(text=first.text[:1].lower() + first.text[1:]),
            *said[inside.start + 1 :],
        )
    return with_sentences(draft, spot, [(*_phrase(source, name), *said)])


def label(source: Source, draft: Draft, mark: Mark, _: Chance) -> Draft:
    """A label on the same line."""
    return _led(source, draft, mark, "label", False)


def lead_in(source: Source, draft: Draft, mark: Mark, _: Chance) -> Draft:
    """A phrase that continues into the sentence."""
    return _led(source, draft, mark, "lead_in", True)


def initials(source: Source, draft: Draft, mark: Mark, _: Chance) -> Draft:
    """The same with a name and its initials, whose full stops don't end a sentence."""
    return _led(source, draft, mark, "initials", True)


def heading(source: Source, draft: Draft, mark: Mark, _: Chance) -> Draft:
    """Split the paragraph before the annotation and insert a heading."""
    spot, _, _ = sentence_of(draft, mark)
    kept = draft.paragraphs[spot.paragraph]
    before = (Paragraph(kept.sentences[: spot.first], "\n\n"),) if spot.first else ()
    title = Paragraph((_phrase(source, "heading"),), "\n\n")
    after = kept._replace(sentences=kept.sentences[spot.first :])
    at = spot.paragraph
    return draft._replace(paragraphs=(*draft.paragraphs[:at], *before, title, after, *draft.paragraphs[at + 1 :]))


def inside_edited(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Two edits in the annotation, not at its ends."""
    spot, said, inside = sentence_of(draft, mark)
    first, stop = inside.start + SAFE, inside.stop - SAFE
    return with_sentences(draft, spot, [(*said[:first], *edited(said[first:stop], chance, 2), *said[stop:])])


def first_edited(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Replace its first word."""
    spot, said, inside = sentence_of(draft, mark)
    first = said[inside.start]
    other = chance.word(core(first))
    fresh = first._replace(text=other[:1].upper() + other[1:])
    return with_sentences(draft, spot, [(*said[: inside.start], fresh, *said[inside.start + 1 :])])


def after_initials(source: Source, each: int, kind: str) -> Iterator[Case]:
    """An annotation after somebody's initials; insert words before these and edit some of its own."""
    article = source.article
    lead, exact = phrase(article.language, article.half, "signed").split("|")
    begin = source.draft.blank
    signed = (*said_as(source, lead), *said_as(source, exact))
    places = [at for at, it in enumerate(source.draft.paragraphs) if at and not it.sentences[-1][-1].text[-1].isalnum()]
    chance = source.chance("after initials")
    for at in sorted(chance.random.sample(places, min(each // 2, len(places)))):
        old = source.draft.with_paragraph(at, (*source.draft.paragraphs[at].sentences, signed))
        text = old.render().text
        start = text.index(lead + begin + exact) + len(lead + begin)
        words = said_as(source, exact)
        fresh = _text((*words[:SAFE], *edited(words[SAFE:-SAFE], chance, 1), *words[-SAFE:])).strip()
        intro = _text(_phrase(source, "label"))
        new = text.replace(lead + begin + exact, intro + lead + begin + fresh)
        place = new.index(fresh)
        yield Case(kind, "after initials", article.language, article.name, new, exact, (place, place + len(fresh)),
                   text, start)  # fmt: skip


def _text(words: tuple[Word, ...]) -> str:
    return "".join(word.text + word.after for word in words)
