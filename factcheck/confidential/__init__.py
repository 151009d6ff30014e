"""Confidential sources: who is given access to one, and who has opened it."""
