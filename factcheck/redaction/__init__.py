"""Redaction: a copy of a captured PDF or picture without what is under marked boxes; the original is sealed."""
