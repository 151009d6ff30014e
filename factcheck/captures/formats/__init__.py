"""Captured bytes: their types, their text, web archives of them, and links to words in them (pure)."""
