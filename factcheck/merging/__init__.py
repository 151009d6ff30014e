"""Merging: two records of one source become one, with a preview, and the merge can be undone."""
