"""Every threshold and weight of search and re-anchoring (pure).

Scores, fits, probabilities and shares are from 0 to 1. Letters are characters of keys (textdiff/alignment.py). The
figures for `find` were chosen on the tuning half of `benchmarks/anchoring` and on real revisions, those for `reanchor`
on generated revisions of our own articles, and then checked against public revisions. All are rounded.
docs/anchoring.md has the measurements.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

# Index of a text: which windows are worth aligning (text_index)
STEM_LETTERS = 5  # letters of a stem: in Finnish and Russian, the endings of words vary, their beginnings don't
COMMON_OCCURRENCES = 400  # occurrences from which a word counts only if there are not enough rarer ones
MIN_RARE_WEIGHT = 0.6  # share of a quote's weight, in rarer words, that makes the common ones dispensable
TELLING_LETTERS = 12  # letters from which the weight of a word keeps growing: a digest, a file name
PUNCTUATION_WEIGHT = 0.1  # the weight of a punctuation mark, where a word has 1 at most
MIN_TELLING_WEIGHT = 2.5  # weight of words that are too many for a chance match: two words are too few
MAX_WINDOWS = 6  # sections of a text that are aligned with a quote
MIN_VOTES = 0.2  # share of a quote's weight: a window with less isn't worth aligning
MIN_WINDOW_SHARE = 0.5  # share of the votes of the best window
# The weight of a word: what it has if every section has it, what it gains by being rare, and by its letters
COMMON_WORD_WEIGHT, RARITY_WEIGHT = 0.3, 0.7
SHORT_WORD_WEIGHT, LETTER_WEIGHT = 0.4, 0.15  # up to 1 in all
WINDOW_GROWTH, WINDOW_MARGIN = 1.5, 4  # the length of a window: times the words of the quote, and words more
MAX_WINDOW_STARTS = 20  # starts that are tried for each window
UNSPACED_CHARACTER_WORDS = 0.5  # words that a character counts in a script without spaces

# Alignment of a quote with a window: costs, as shares of a word's weight (affine_alignment)
MIN_WORD_SIMILARITY = 0.7  # Indel similarity from which two words may be the same
MAX_WEIGHTED_CELLS = 150_000  # cells of an alignment; a larger one is a longest common subsequence of equal words
MAX_FUZZY_CELLS = 60_000  # cells up to which words are compared letter by letter; above, they must be equal
MAX_BATCHED_TOKENS = 400  # tokens of a section up to which it is aligned in a batch
MAX_LETTER_PAIRS = 10_000_000  # pairs of letters up to which words are compared letter by letter
REPLACED_COST = 0.45  # share of a word's weight that is lost if the text has another word
MISSING_COST = 0.5  # share of a word's weight that is lost if the text has no word
GAP_OPEN_COST, GAP_EXTEND_COST = 0.55, 0.12  # share of the mean weight, for words that only the text has
ELIDED_GAP_COSTS = 0.05, 0.0  # the same at an ellipsis of the quote

# find: the score of a passage
# The score of the same words in other typography, and of a match inside words
SCORE_OTHER_TYPOGRAPHY, SCORE_INSIDE_WORDS = 0.99, 0.9
SCORE_OTHER_SIGNS = 0.98  # the score of the same letters with other punctuation
MAX_INEXACT_SCORE = 0.98  # the highest score of words that are only similar
MIN_FIT, MIN_SIMILARITY = 0.3, 0.55  # the fit and the similarity below which a passage doesn't match
MIN_ANSWER_SCORE = 0.42  # the score from which a match is an answer, not only a suggestion
CONFIDENT_FIT = 0.85  # the fit and the similarity from which a match may be confident
MAX_LENGTH_RATIO = 1.3  # times the words of the quote: longer passages are uncertain
# The share of equal words, and the fit, that are enough if all others were replaced
MIN_SHARED_WORDS, MIN_SHARED_FIT = 0.6, 0.33

# find: the ends of a passage
MIN_TRIMMED_WORDS = 5  # words at an end that may be the asker's own; a single one was replaced
SENTENCE_ENDS = frozenset(".!?…。！？؟۔।")  # of sentences
MAX_WORDS_PAST_SENTENCE = 2  # words at an end, after a gap with a sentence end, that aren't part of the passage
MIN_EDGE_PARAGRAPH_SHARE = 0.25  # share of the match in its first or last paragraph; with less, that is cut off

MAX_REPEATED_WORDS = 3  # words that are repeated by mistake
FIT_DECIMALS = 6  # decimals of a fit; beyond them, equal fits differ by rounding
MAX_CLUSTER_SEARCH = 4_096  # code points before an offset in which a certain cluster start is searched for

# find: ellipses
MAX_ELIDED_WORDS = 400  # words that one ellipsis may replace
# The cost of each omitted word and paragraph break, where a word weighs 1 at most
ELIDED_WORD_COST, ELIDED_BREAK_COST = 0.002, 0.3
MIN_UNELIDED_SCORE = 0.5  # the score that a quote needs if its dots aren't an ellipsis
MAX_ELISION_LOSS = 0.3  # share of the quote's weight by which a passage may be worse than the best
MIN_PIECES_SHARE = 0.5  # share that must be found of the first and of the last piece
MAX_PIECES = 12  # pieces between ellipses
MAX_INEXACT_PLACES = 3  # places of a piece that the text has only approximately
# Places of a piece that are tried with each place of the next one, and how many of the best are kept
MAX_NEXT_PLACES, MAX_KEPT_PLACES = 20, 2

# find: context, and several passages
CONTEXT_WEIGHT, INEXACT_CONTEXT_WEIGHT = 0.1, 0.35  # what context adds to a rank, at most twice; if a match is inexact
CHANCE_AGREEMENT = 0.3  # how far two contexts agree by chance
# The score that a passage needs if neither side agrees more than that; otherwise its score is capped
MIN_SCORE_OUT_OF_CONTEXT, MAX_SCORE_OUT_OF_CONTEXT = 0.5, 0.4
# The fewest and most words between two contexts: times the words of the quote, and words more
MIN_SEAT_RATIO, MAX_SEAT_RATIO, SEAT_SPARE_WORDS = 0.4, 2.0, 4
SEAT_BONUS = 0.3  # what a passage gains between exactly the words that were around the quote
ADJACENT_CHARACTERS = 10  # characters of the context next to a quote that identify its place
MAX_CONTEXT_PLACES = 50  # occurrences from which the words of a context aren't distinctive
MIN_ADJACENT_LETTERS, LETTERS_PER_CHARACTER = 6, 3  # letters of distinctive words; what a single character counts
RUN_WEIGHT, SIMILARITY_WEIGHT = 0.5, 0.5  # of an agreement: the unbroken run next to the quote, and all of the context
BLANKS_FACTOR = 0.99  # factor of an agreement if only spaces and line breaks differ
CONTEXT_REACH = 2  # times the length of a context in which it is searched for: the text may have more spaces
MIN_SIDE_AGREEMENT = 0.5  # how far one side of a given context must agree for a confident match
MIN_LEAD = 0.02  # the lead that the best passage needs
MIN_INEXACT_LEAD = 0.1  # the same if its words are only similar

# find: limits
MAX_QUOTE = 5_000  # code points of a quote
CONTEXT, MAX_CONTEXT = 32, 256  # code points of context on each side of a stored quote, at first and at most
MAX_CANDIDATES = 20  # passages in an answer
MAX_EQUAL_PASSAGES = 1_000  # equal passages that are distinguished: the first ones, and those from the hint on
MAX_INEXACT_WORDS = 5_000  # words of a quote that is searched for inexactly

# reanchor: which words of two versions correspond
MIN_RUN_LETTERS = 24  # letters of a run of partners that isn't chance
UNSPACED_CHARACTER_LETTERS = 2  # letters that a character counts in a script without spaces
MOVED_RUN_WORDS = 4  # words at the start of a moved run, which both texts have once among words without partners

# reanchor: where an edited mark may be
MIN_KEPT_SHARE = 0.5  # share of a mark's letters between its old neighbours that proves the place despite insertions
MAX_GROWTH = 1.5  # times the letters of a mark: a longer place is uncertain
REMAINS_WEIGHT = 0.6  # weight of the share of its own words in a place between the mark's old neighbours, however short
MIN_REMAINS_LETTERS = 12  # letters from which that counts
EDGE_SLACK = 8  # tokens that may replace the changed words at an end, in addition to one for each
MAX_LEAD_IN_WORDS = 2  # words before a mark's own first word that may belong to it, if that word lost its capital
MAX_STRAY_TOKENS = 4  # tokens between a place and a sign or short word, from which that is another one
LONG_WORD_LETTERS = 4  # letters from which a word isn't short
MIN_COMMON_LETTERS = 8  # letters of words in common; any two sentences may share fewer
MIN_COMMON_WORDS = 2.5  # words in common; fewer must be half of the mark, because other passages share two words
MAX_COMPARED_MARK = 5_000  # characters of a mark that are compared one by one; words that are searched for elsewhere

# reanchor: the probability that a place says what the mark said: a logistic regression with rounded weights
WORDS_WEIGHT, LETTERS_WEIGHT, ELSEWHERE_WEIGHT, LOST_WEIGHT = 15.0, 5.0, -5.0, -20.0
INTERCEPT = -7.3  # if nothing speaks for or against a place
MIN_BELIEF = 0.7  # the probability below which a mark is orphaned
SETTLED_BELIEF = 0.9  # from which only the place between the old neighbours is considered
CONFIDENT_BELIEF = 0.999  # from which a place may be confident


class AnchorFeatures(NamedTuple):
    """What speaks for a place and against it; each from 0 to 1."""

    words: float  # share of both wordings that is the same words in the same order
    letters: float  # the same share in letters
    elsewhere: float = 0.0  # share of the place that isn't where the mark's neighbours are
    lost: float = 0.0  # share of the mark that is elsewhere in the new text


def belief(features: AnchorFeatures) -> float:
    """The probability, from 0 to 1, that a place says what the mark said."""
    evidence = (
        WORDS_WEIGHT * features.words
        + LETTERS_WEIGHT * features.letters
        + ELSEWHERE_WEIGHT * features.elsewhere
        + LOST_WEIGHT * features.lost
    )
    return 1 / (1 + exp(-evidence - INTERCEPT))
