"""The figures that decide how a quote is found (pure); all of `find`, none of `reanchor`.

Chosen on the half for tuning of `benchmarks/anchoring` and on real revisions (docs/anchoring.md), then rounded.
"""

from __future__ import annotations

# What a passage is worth
TYPED, CUT = 0.99, 0.9  # the score of the same words in other typography; the same, but inside of words
RESIGNED = 0.98  # the same letters with other signs between them
ALIKE_AT_MOST = 0.98  # the score of words that are only alike
LEAST, LEAST_ALIKE = 0.3, 0.55  # the fit and the likeness below which it is not there
ENOUGH = 0.42  # the score from which an answer may be given unasked for others
CLEAR = 0.85  # the fit and the likeness from which it may be sure
MOST_LONGER = 1.3  # times the words of a quote: longer passages need a look
SAME_SHARE, SAME_FIT = 0.6, 0.33  # of the words, and the fit, that are enough where others stand for the rest

# Its ends
FEWEST_TRIMMED = 5  # words at a rim that may be the asker's own; a single one was replaced
ENDS = frozenset(".!?…。！？؟۔।")  # of sentences
FEW_BEYOND = 2  # words at a rim, after a gap in which a sentence ends, that do not belong to it
BEYOND = 0.25  # of what is found must lie in a paragraph at a rim, else the passage ends before it

# Ellipses
REACH = 400  # words that one ellipsis may stand for
GAP, BREAK = 0.002, 0.3  # the cost of each such word, and of each paragraph break, where a word weighs 1 at most
WHOLE = 0.5  # the score that a quote needs without words left out where its dots are no ellipsis
MOST_LACKING = 0.3  # by which a passage may be worth less than the best, of the weight of the quote
HALF = 0.5  # of the pieces before the first ellipsis and after the last must be there
MOST_PIECES = 12  # between ellipses
MOST_NEAR = 3  # places of a piece that the text has only nearly
NEAREST, RIVALS = 20, 2  # places of a piece that are tried with each place of the next, and of these the best kept

# Context and other passages
CONTEXT, CONTEXT_OF_ALIKE = 0.1, 0.35  # what context adds to a rank, at most twice; if some are only alike
UNSEEN = 0.3  # how far the sides agree by accident
ELSEWHERE, UNLIKELY = 0.5, 0.4  # the score that a place needs where no side agrees more, else it has no more than this
FEWEST_LEFT, MOST_GROWN, SPARE = 0.4, 2.0, 4  # times its words, and words more, that may stand between these
SEAT = 0.3  # what a place adds between the very words that stood around the quote
SEEN = 10  # characters of the context next to a quote that say where it stood
MOST_SEEN = 50  # places of the words of a context from which they say nothing
NEXT, NEXT_CHARACTER = 6, 3  # letters of its words that do; a single character's worth
BLANKS = 0.99  # of an agreement is left when only blanks and breaks differ
AROUND = 2  # times the length of a context in which it is looked for: the text may have more blanks
SEAM = 0.5  # how far one side of the context must agree, where any is given, for a place to be sure
MARGIN = 0.02  # by which the best must lead
WIDE_MARGIN = 0.1  # the same when its words are only alike

# Limits
MOST = 20  # candidates
MOST_EQUAL = 1_000  # equal passages that are told apart: the first, and those from the hint on
LONGEST = 5_000  # words of a quote that is found even when it is inexact
