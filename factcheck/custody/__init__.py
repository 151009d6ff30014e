"""Custody: captured bytes are handed out here, and everybody who took them is on record."""
