"""`python3 app.py`: sets up the environment, then serves or runs the tests (docs/operations.md)."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # of numpy, read at its import; a process with threads can't fork
