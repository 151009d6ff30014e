"""Feeds and sitemaps: what a publisher says is new, in every format that is common (pure)."""
