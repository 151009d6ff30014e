"""Full-text search, in every script and alike on both databases: folding, splitting and indexing."""
