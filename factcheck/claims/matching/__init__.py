"""The ways by which words are found in a text, and again in its later versions; `claims/anchoring.py` is their door."""
