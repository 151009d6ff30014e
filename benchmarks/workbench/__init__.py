"""The workbench beside its peers in headless Chromium: `.venv/bin/python -m benchmarks.workbench`."""
