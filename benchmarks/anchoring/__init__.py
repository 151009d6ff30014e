"""Finding words again, beside the peers that do the same: `.venv/bin/python -m benchmarks.anchoring`."""
