"""Reading of web pages beside three other readers, on pages that are written here."""
