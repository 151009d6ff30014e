"""`python3 app.py`: sets up the environment, then serves or runs the tests (docs/operations.md)."""
