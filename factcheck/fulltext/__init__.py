"""Full-text search in every script, the same on both databases: folding, splitting into words, indexing."""
