"""The time to find claims among many."""
