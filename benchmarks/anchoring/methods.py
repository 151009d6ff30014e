"""The compared methods: ours with the old text, ours by quote and context, and the two peers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from rapidfuzz import fuzz

from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.peer import Ask, Peer
from factcheck.anchoring import Pair, find

ENOUGH = 50  # minimum score of rapidfuzz that counts as found


class Answer(NamedTuple):
    """The answer of a method, and whether it is confident; answers of the peers always are."""

    start: int
    end: int
    is_sure: bool = True


Answers = list[Answer | None]


def reanchor(cases: Iterable[Case]) -> Answers:
    """Our `reanchor`, from version to version."""
    answers: Answers = []
    for (old, new), group in groupby(cases, key=lambda it: (it.old, it.text)):
        pair = Pair(old, new)
        for case in group:
            place = pair.reanchor(case.start, case.start + len(case.quote))
            answers.append(Answer(place.start, place.end, place.state in ("sure", "confident")) if place else None)
    return answers


def by_quote(cases: Iterable[Case]) -> Answers:
    """Our `find`, by the quote with its context and position where it has them."""
    answers: Answers = []
    for case in cases:
        place = find(case.text, *ask_of(case))
        answers.append(Answer(place.start, place.end, place.state in ("sure", "confident")) if place else None)
    return answers


def ask_of(case: Case) -> Ask:
    """The input of the methods by quote; a person's quote has neither context nor position."""
    return Ask(case.quote, *case.context, case.start) if case.old else Ask(case.quote)


def hypothesis(peer: Peer, cases: Iterable[Case]) -> Answers:
    """approx-string-match with the ranking of Hypothesis."""
    return list(_hypothesis(peer, cases))


def _hypothesis(peer: Peer, cases: Iterable[Case]) -> Iterator[Answer | None]:
    for text, group in groupby(cases, key=lambda it: it.text):
        for place in peer.ask(text, [ask_of(case) for case in group]).places:
            yield Answer(*place) if place else None


def by_rapidfuzz(cases: Iterable[Case]) -> Answers:
    """The best partial alignment, by the quote alone."""
    answers: Answers = []
    for case in cases:
        place = fuzz.partial_ratio_alignment(case.quote, case.text, score_cutoff=ENOUGH)
        answers.append(Answer(place.dest_start, place.dest_end) if place else None)
    return answers
