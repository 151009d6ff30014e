"""Publishers of sources: one record for all names that one is written by, below its parent."""
