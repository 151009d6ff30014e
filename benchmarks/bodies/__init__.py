"""The cost of large bodies from clients that aren't signed in."""
