"""Captures: what was at an address, or in a file, at a moment: kept unchanged, read as text, and quoted from."""
