"""Benchmarks: one command each, ratios within one run (benchmarks/README.md)."""
