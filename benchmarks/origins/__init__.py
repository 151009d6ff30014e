"""Texts of one origin among independent texts of the same events, and how well they are told apart."""
