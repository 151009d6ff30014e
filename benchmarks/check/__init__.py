"""The proof that what is stored is what is promised, on a large house: `.venv/bin/python -m benchmarks.check`."""
