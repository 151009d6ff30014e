"""The integrity check on a large database: `.venv/bin/python -m benchmarks.check`."""
