"""Workers that are killed while people work."""
