"""One search over claims, articles, sources, verdicts, people and commands."""
