"""Anchoring beside its peers: `.venv/bin/python -m benchmarks.anchoring`."""
