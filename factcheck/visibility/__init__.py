"""Who sees a confidential source, and what hangs on it."""

from factcheck.visibility import log as log  # states its rules
