"""Passages of a new text that may be a mark of the old one, and how likely each is (pure)."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import Indel

from factcheck.anchoring import scoring
from factcheck.anchoring.affine_alignment import fits
from factcheck.anchoring.revisions.boundaries import Edges
from factcheck.anchoring.revisions.seams import Seams
from factcheck.anchoring.revisions.strays import without_others, without_strays
from factcheck.anchoring.revisions.token_map import NOWHERE, Partners, TokenRange, kept
from factcheck.anchoring.scoring import MAX_WEIGHTED_CELLS, AnchorFeatures, belief
from factcheck.anchoring.text_index import Passages, TokenSpan
from factcheck.anchoring.word_weight import are_few, letters_in, letters_of

ANOTHER = ""  # replaces a word that belongs to something else


class AnchorCandidate(NamedTuple):
    """A passage of the new text that may be the mark, and how likely it is."""

    span: TokenSpan
    belief: float
    is_held: bool  # it is between the mark's old neighbours, and both its ends are certain


class AnchorCandidates:
    """Finds the candidates of each mark in a pair of texts whose tokens have their partners."""

    def __init__(self, old: Passages, new: Passages, partners: Partners) -> None:
        self.old, self.new, self.partners = old, new, partners

    def moved(self, mark: TokenSpan) -> AnchorCandidate | None:
        """The new place of a mark that moved as a whole, with words next to it or leaving no other wording behind."""
        place = kept(self.partners.away, mark)
        if place is None:
            return None
        if not self.partners.came_away(mark):
            near = self.partners.around(mark, self.partners.all)
            left = self._laid(mark, [near], near)[0]
            if left is not None and left.belief >= scoring.MIN_BELIEF:
                return left._replace(is_held=False)
        return AnchorCandidate(place, belief(AnchorFeatures(1.0, 1.0, elsewhere=1.0)), True)

    def between_seams(self, mark: TokenSpan) -> AnchorCandidate | None:
        """The place of a mark whose ends still have their old neighbours, in order or moved together."""
        for partners in (self.partners.home, self.partners.away):
            found = Seams(self.old, self.new, partners, mark).place()
            if found is not None and not self.partners.has_others(mark, found.span):
                is_home = partners is self.partners.home
                features = self._seen(mark, found.span, self.partners.of(mark), None)
                enough = belief(AnchorFeatures(found.kept, found.kept))
                return AnchorCandidate(
                    found.span, enough, is_home and found.is_close and belief(features) >= scoring.CONFIDENT_BELIEF
                )
        return None

    def best(self, mark: TokenSpan) -> AnchorCandidate | None:
        """The most likely place: between the neighbours, or else among the new words."""
        near = self.partners.around(mark, self.partners.all)
        place = self._laid(mark, [near], near, [self.new.tokens.keys[near.low : near.high]])[0]
        if place is not None and place.belief >= scoring.SETTLED_BELIEF:
            return place
        places = [place]
        for section in self.partners.beside_moved(mark):
            places += self._laid(mark, [section], section)
        if mark.stop - mark.first <= scoring.MAX_COMPARED_MARK and self.new.tells(self.old.keys(mark)):
            wide = self.partners.around(mark, self.partners.strong)
            others = [wide] if wide[2:] != near[2:] else []
            places += self._laid(mark, [*others, *self._far(mark)], near)
        return max((it for it in places if it is not None), key=lambda it: it.belief, default=None)

    def _far(self, mark: TokenSpan) -> list[TokenRange]:
        """The sections that have most of the mark's words, among new words."""
        usable = ~self.partners.is_taken
        usable[[other for _, other in self.partners.of(mark)]] = True
        keys = self.old.keys(mark)
        windows = self.new.windows(keys, self.new.weights(keys), usable)
        return [TokenRange(NOWHERE, NOWHERE, window.start, window.stop) for window in windows]

    def _others_hidden(self, mark: TokenSpan, stretch: TokenRange) -> list[str]:
        """The words of a section, without those that certainly correspond to other words of the old text."""
        own = {other for _, other in self.partners.of(mark)}
        keys, is_taken = self.new.tokens.keys, self.partners.is_taken
        return [ANOTHER if is_taken[at] and at not in own else keys[at] for at in range(stretch.low, stretch.high)]

    def _laid(
        self, mark: TokenSpan, stretches: list[TokenRange], home: TokenRange, words: list[list[str]] | None = None
    ) -> list[AnchorCandidate | None]:
        """The best place in each section. Without `words`, words that belong to others are left out."""
        keys = self.old.keys(mark)
        small = [it for it in stretches if (mark.stop - mark.first) * (it.high - it.low) <= MAX_WEIGHTED_CELLS]
        places = [self._placed(mark, it, self.partners.at_home(mark), home) for it in stretches if it not in small]
        words = words or [self._others_hidden(mark, it) for it in small]
        for section, laid in zip(small, fits(keys, self.new.weights(keys), words), strict=False):
            pairs = [(at, other + section.low) for at, other, alike in laid.pairs if alike]
            places.append(self._placed(mark, section, pairs, home))
        return places

    def _placed(
        self, mark: TokenSpan, stretch: TokenRange, pairs: list[tuple[int, int]], home: TokenRange
    ) -> AnchorCandidate | None:
        """The place of pairs (token of the mark, token of the new text); None without any, or with too few."""
        old, new = self.old.keys(mark), self.new.tokens.keys
        pairs = without_others(self.old, self.new, mark.first, without_strays(old, new, pairs))
        same = sum(letters_of(old[at]) for at, other in pairs if old[at] == new[other])
        if not same:
            return None
        edges = Edges(self.old, self.new, mark, stretch)
        span = edges.around(pairs)
        if same < scoring.MIN_COMMON_LETTERS and same < scoring.MIN_KEPT_SHARE * max(
            map(letters_in, (old, self.new.keys(span)))
        ):
            return None
        found = [old[at] for at, other in pairs if old[at] == new[other]]
        if not edges.is_sentence() and are_few(found, old, new[home.low : home.high]):
            return None
        is_between = home[:2] == (mark.first - 1, mark.stop) and home.shared(span) == 1
        features = self._seen(mark, span, pairs, home)
        if is_between and same >= scoring.MIN_REMAINS_LETTERS:
            own = same / letters_in(self.new.keys(span))
            features = features._replace(words=max(features.words, scoring.REMAINS_WEIGHT * own))
        return AnchorCandidate(span, belief(features), is_between and edges.holds(pairs))

    def _seen(
        self, mark: TokenSpan, place: TokenSpan, pairs: list[tuple[int, int]], home: TokenRange | None
    ) -> AnchorFeatures:
        old, new = self.old.keys(mark), self.new.tokens.keys
        same = sum(len(old[at]) for at, other in pairs if old[at] == new[other])
        words = 2 * same / (self.old.letters(mark) + self.new.letters(place))
        left, right = self.old.text_at(mark), self.new.text_at(place)
        letters = (
            Indel.normalized_similarity(left, right)
            if max(len(left), len(right)) <= scoring.MAX_COMPARED_MARK
            else words
        )
        lost = sum(len(old[at]) for at, other in self.partners.belonging(mark) if not place.first <= other < place.stop)
        elsewhere = 1 - home.shared(place) if home else 0.0
        return AnchorFeatures(words, letters, elsewhere, lost / self.old.letters(mark))
