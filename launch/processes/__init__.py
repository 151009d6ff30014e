"""Worker processes under a supervisor, which replaces and reloads them (docs/decisions/0025-worker-processes.md)."""
