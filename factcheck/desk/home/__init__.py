"""The home page of the desk: groups of work, and their rows."""
