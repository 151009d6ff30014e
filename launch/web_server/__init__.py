"""The HTTP server: waitress, with limits on time, streams that hold no thread, and an end that loses no request."""
