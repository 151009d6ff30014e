"""The documentation inside the app, and the tour of the first day."""
