"""The server beside the minimum that could do the same work: `.venv/bin/python -m benchmarks.server`."""
