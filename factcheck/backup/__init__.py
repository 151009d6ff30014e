"""Copies of a SQLite database that are whole, and the way back."""
