"""Versions of an article: opened, compared, shown."""
