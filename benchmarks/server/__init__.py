"""The server beside the least that could do the same work: `.venv/bin/python -m benchmarks.server`."""
