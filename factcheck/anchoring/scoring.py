"""Every figure that decides what is found, what is carried over, and how sure either is (pure).

Scores, fits, beliefs and shares go from 0 to 1; letters are characters of keys (textdiff/alignment.py); places are
tokens. The figures of `find` were chosen on the tuning half of `benchmarks/anchoring` and on real revisions, those of
`reanchor` on made revisions of our own articles, then checked against public revisions; all are rounded.
docs/anchoring.md has the measurements.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

# An index of a text: which windows are worth a closer look (text_index)
STEM_LETTERS = 5  # letters of a word that vote: endings of Finnish and Russian words differ, their beginnings do not
COMMON_OCCURRENCES = 400  # occurrences from which a word votes only when rarer ones are missing
MIN_RARE_WEIGHT = 0.6  # of a quote's weight, in rarer words, makes the common ones dispensable
TELLING_LETTERS = 12  # letters from which a word tells ever more: a digest, a name of a file
PUNCTUATION_WEIGHT = 0.1  # what a punctuation mark counts beside a word
MIN_TELLING_WEIGHT = 2.5  # weight of words that are too many to stand somewhere by accident: two words are too few
MAX_WINDOWS = 6
MIN_VOTES = 0.2  # of a quote's weight: with fewer votes nothing there is worth a closer look
MIN_WINDOW_SHARE = 0.5  # of the votes of the best window

# Alignment of a quote with a window: costs, as shares of a word's weight (affine_alignment)
MIN_WORD_SIMILARITY = 0.7  # Indel similarity from which two words may be one
MAX_WEIGHTED_CELLS = 150_000  # cells from which only equal words count, in their longest common subsequence
MAX_FUZZY_CELLS = 60_000  # cells up to which words are compared letter by letter; beyond it they must be equal
MAX_BATCHED_TOKENS = 400  # tokens of a stretch up to which it is done together with others
MAX_LETTER_PAIRS = 10_000_000  # pairs of letters up to which words are compared so
REPLACED_COST = 0.45  # of its weight is lost where the text has another word
MISSING_COST = 0.5  # of its weight is lost where the text has none
GAP_OPEN_COST, GAP_EXTEND_COST = 0.55, 0.12  # of a mean weight, for words of the text that the quote lacks
ELIDED_GAP_COSTS = 0.05, 0.0  # the same where the quote says that something is left out

# find: what a passage is worth
# The score of the same words in other typography; the same, but inside of words
SCORE_OTHER_TYPOGRAPHY, SCORE_INSIDE_WORDS = 0.99, 0.9
SCORE_OTHER_SIGNS = 0.98  # the same letters with other signs between them
MAX_INEXACT_SCORE = 0.98  # the score of words that are only alike
MIN_FIT, MIN_SIMILARITY = 0.3, 0.55  # the fit and the likeness below which it is not there
MIN_ANSWER_SCORE = 0.42  # the score from which an answer may be given unasked for others
CONFIDENT_FIT = 0.85  # the fit and the likeness from which it may be sure
MAX_LENGTH_RATIO = 1.3  # times the words of a quote: longer passages need a look
# Of the words, and the fit, that are enough where others stand for the rest
MIN_SHARED_WORDS, MIN_SHARED_FIT = 0.6, 0.33

# find: the ends of a passage
MIN_TRIMMED_WORDS = 5  # words at a rim that may be the asker's own; a single one was replaced
SENTENCE_ENDS = frozenset(".!?…。！？؟۔।")  # of sentences
MAX_WORDS_PAST_SENTENCE = 2  # words at a rim, after a gap in which a sentence ends, that do not belong to it
MIN_EDGE_PARAGRAPH_SHARE = 0.25  # of what is found must lie in a paragraph at a rim, else the passage ends before it

# find: ellipses
MAX_ELIDED_WORDS = 400  # words that one ellipsis may stand for
# The cost of each such word, and of each paragraph break, where a word weighs 1 at most
ELIDED_WORD_COST, ELIDED_BREAK_COST = 0.002, 0.3
MIN_UNELIDED_SCORE = 0.5  # the score that a quote needs without words left out where its dots are no ellipsis
MAX_ELISION_LOSS = 0.3  # by which a passage may be worth less than the best, of the weight of the quote
MIN_PIECES_SHARE = 0.5  # of the pieces before the first ellipsis and after the last must be there
MAX_PIECES = 12  # between ellipses
MAX_INEXACT_PLACES = 3  # places of a piece that the text has only nearly
# Places of a piece that are tried with each place of the next, and of these the best kept
MAX_NEXT_PLACES, MAX_KEPT_PLACES = 20, 2

# find: context and other passages
CONTEXT_WEIGHT, INEXACT_CONTEXT_WEIGHT = 0.1, 0.35  # what context adds to a rank, at most twice; if some are only alike
CHANCE_AGREEMENT = 0.3  # how far the sides agree by accident
# The score that a place needs where no side agrees more, else it has no more than this
MIN_SCORE_OUT_OF_CONTEXT, MAX_SCORE_OUT_OF_CONTEXT = 0.5, 0.4
# Times its words, and words more, that may stand between these
MIN_SEAT_RATIO, MAX_SEAT_RATIO, SEAT_SPARE_WORDS = 0.4, 2.0, 4
SEAT_BONUS = 0.3  # what a place adds between the very words that stood around the quote
ADJACENT_CHARACTERS = 10  # characters of the context next to a quote that say where it stood
MAX_CONTEXT_PLACES = 50  # places of the words of a context from which they say nothing
MIN_ADJACENT_LETTERS, LETTERS_PER_CHARACTER = 6, 3  # letters of its words that do; a single character's worth
BLANKS_FACTOR = 0.99  # of an agreement is left when only blanks and breaks differ
CONTEXT_REACH = 2  # times the length of a context in which it is looked for: the text may have more blanks
MIN_SIDE_AGREEMENT = 0.5  # how far one side of the context must agree, where any is given, for a place to be sure
MIN_LEAD = 0.02  # by which the best must lead
MIN_INEXACT_LEAD = 0.1  # the same when its words are only alike

# find: limits
MAX_CANDIDATES = 20  # candidates
MAX_EQUAL_PASSAGES = 1_000  # equal passages that are distinguished: the first, and those from the hint on
MAX_INEXACT_WORDS = 5_000  # words of a quote that is found even when it is inexact

# reanchor: which words of two versions are the same ones
MIN_RUN_LETTERS = 24  # letters of a run of partners that is no accident
UNSPACED_CHARACTER_LETTERS = 2  # letters that a character counts of a script that does not part words
MOVED_RUN_WORDS = (
    4  # words that a run begins with that moved, and that both texts have once among words without partners
)

# reanchor: where an edited mark may stand
MIN_KEPT_SHARE = 0.5  # of a mark's letters between its old neighbours make that its place, however much was put in
MAX_GROWTH = 1.5  # times its letters: a place that is longer needs a look
REMAINS_WEIGHT = (
    0.6  # what the share of its own words counts in a place between the mark's old neighbours, however short
)
MIN_REMAINS_LETTERS = 12  # letters from which that counts
EDGE_SLACK = 8  # tokens that may stand for the changed words at an end, besides one for each of them
MAX_LEAD_IN_WORDS = 2  # words before a mark's own first word that may belong to it, if that word lost its capital
MAX_STRAY_TOKENS = 4  # tokens between the words of a place and a sign or a short word beyond which that is another one
LONG_WORD_LETTERS = 4  # letters from which a word is no such short one
MIN_COMMON_LETTERS = 8  # of words in common; fewer stand in any two sentences
MIN_COMMON_WORDS = 2.5  # in common; fewer are half of the mark at least: others have two words of it, too
MAX_COMPARED_MARK = 5_000  # of a mark: more characters are not compared one by one, more words not looked for elsewhere

# reanchor: how likely it is that a place says what the mark said: a logistic regression, its weights rounded
WORDS_WEIGHT, LETTERS_WEIGHT, ELSEWHERE_WEIGHT, LOST_WEIGHT = 15.0, 5.0, -5.0, -20.0
INTERCEPT = -7.3  # when nothing speaks for a place or against it
MIN_BELIEF = 0.7  # the belief below which a mark is gone
SETTLED_BELIEF = 0.9  # from which no place but the one between its old neighbours is looked for
CONFIDENT_BELIEF = 0.999  # from which it may be sure


class AnchorFeatures(NamedTuple):
    """What speaks for a place, and against it; each from 0 to 1."""

    words: float  # of both wordings stand in both, as the same words in the same order
    letters: float  # the same of their letters
    elsewhere: float = 0.0  # of the place does not lie where the mark's neighbours went
    lost: float = 0.0  # of the mark stands elsewhere in the new text


def belief(seen: AnchorFeatures) -> float:
    """The probability, from 0 to 1, that a place says what the mark said."""
    found = (
        WORDS_WEIGHT * seen.words
        + LETTERS_WEIGHT * seen.letters
        + ELSEWHERE_WEIGHT * seen.elsewhere
        + LOST_WEIGHT * seen.lost
    )
    return 1 / (1 + exp(-found - INTERCEPT))
