"""The figures that decide how marks are carried to another version (pure); all of `reanchor`, none of `find`.

Chosen on made revisions of our own articles (`benchmarks/anchoring`, the half for tuning) and then seen not to lose
anything on public revisions (docs/anchoring.md). Letters are characters of keys, shares go from 0 to 1, and places are
tokens. What both ways of matching need stands in `fitting` and `passages`.
"""

from __future__ import annotations

# Which words of two versions are the same ones
STRONG = 24  # letters of a run of partners that is no accident
UNSPACED = 2  # letters that a character counts of a script that does not part words
SHINGLE = 4  # words that a run begins with that moved, and that both texts have once among words without partners

# Where an edited mark may stand
ENOUGH_KEPT = 0.5  # of a mark's letters between its old neighbours make that its place, however much was put in
MOST_GROWN = 1.5  # times its letters: a place that is longer needs a look
REMAINS = 0.6  # what the share of its own words counts in a place between the mark's old neighbours, however short
FEWEST_REMAINS = 12  # letters from which that counts
SLACK = 8  # tokens that may stand for the changed words at an end, besides one for each of them
LEAD_IN = 2  # words before a mark's own first word that may belong to it, if that word lost its capital
STRAY = 4  # tokens between the words of a place and a sign or a short word beyond which that is another one
LITTLE = 4  # letters from which a word is no such short one
FEWEST_LETTERS = 8  # of words in common; fewer stand in any two sentences
FEWEST_WORDS = 2.5  # in common; fewer are half of the mark at least: others have two words of it, too
LONG = 5_000  # of a mark: more characters are not compared one by one, more words not looked for elsewhere

# How likely it is that a place says what the mark said: a logistic regression, its weights rounded
WORDS, LETTERS, ELSEWHERE, LOST = 15.0, 5.0, -5.0, -20.0
NOTHING = -7.3  # when nothing speaks for a place or against it
BELIEVED = 0.7  # the belief below which a mark is gone
SETTLED = 0.9  # from which no place but the one between its old neighbours is looked for
CERTAIN = 0.999  # from which it may be sure
