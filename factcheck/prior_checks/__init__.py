"""Checks that other newsrooms have published: imported from lists, and shown beside similar claims."""
