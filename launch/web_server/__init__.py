"""The HTTP server: waitress with time limits, event streams without threads, and a graceful shutdown."""
