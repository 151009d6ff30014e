"""The questions that a check asks about a claim, and their answers, each with its evidence."""
