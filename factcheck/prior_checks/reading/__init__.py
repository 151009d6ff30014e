"""Lists of checks: CSV, ClaimReview as JSON-LD or DataFeed, and answers of the Fact Check Tools API (pure)."""
