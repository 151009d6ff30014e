"""Text reuse: whether two texts go back to one, and the passages that show it (pure).

The method is the usual one of the field (Clough et al., *METER*, 2002; Schleimer et al., *Winnowing*, 2003):
overlapping groups of words are hashed, a selection of the hashes leads to texts that may be related, and only these are
compared. The words of a group are sorted and short words left out, so that a changed order and light rewriting survive.
Quotations don't count: two reporters who heard one speech quote the same words.
"""
