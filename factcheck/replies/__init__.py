"""Right of reply: who was asked about a claim, by when an answer was due, and what was answered."""
