"""Watching: pages that evidence or articles quote are fetched again, and changed quotations are reported."""
