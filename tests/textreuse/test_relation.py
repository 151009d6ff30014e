"""Texts of one origin are told from independent texts of the same events, in four languages."""

from __future__ import annotations

from itertools import combinations

from benchmarks.origins.families import stories
from factcheck.textreuse.passages import read
from factcheck.textreuse.relation import groups, related, relation
from tests.textreuse.test_passages import WIRE


def test_families_are_found_among_independent_texts_of_the_same_events() -> None:
    texts = stories(families=8, independent=8, seed=4)
    found = groups({pair: it.share for pair, it in related({n: it.text for n, it in enumerate(texts)}).items()})
    together = {pair for group in found for pair in combinations(sorted(group), 2)}
    wanted = {(a, b) for a, b in combinations(range(len(texts)), 2) if texts[a].family == texts[b].family}
    assert len(together & wanted) >= 0.95 * len(wanted)
    assert not together - wanted


def test_a_short_text_needs_more_than_a_figure_of_speech() -> None:
    short = "Councillors in Skarholm voted late on Monday to build a covered market."
    assert relation(read(WIRE), read(WIRE)).is_one_origin
    assert not relation(read(WIRE), read(short)).is_one_origin
    assert relation(read(""), read("")).share == 0


def test_an_agency_that_both_name_is_evidence() -> None:
    marked = f"SKARHOLM (Reuters) - {WIRE}"
    assert relation(read(marked), read(marked)).agencies == {"Reuters"}
    assert relation(read(marked), read(WIRE)).agencies == set()


def test_a_chance_likeness_does_not_join_families() -> None:
    families = {(1, 2): 0.9, (1, 3): 0.8, (4, 5): 0.9, (4, 6): 0.8}
    assert groups({**families, (3, 6): 0.2}) == [{1, 2, 3}, {4, 5, 6}]
    assert groups({**families, (3, 6): 0.2, (2, 5): 0.2}) == [{1, 2, 3, 4, 5, 6}]
    assert groups({(1, 2): 0.5, (2, 3): 0.5}) == [{1, 2, 3}]
