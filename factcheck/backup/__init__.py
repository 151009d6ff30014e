"""Complete copies of a SQLite database, and restoring them."""
