"""Worker processes under a supervisor, which replaces and reloads them (docs/decisions/0023-worker-processes.md)."""
