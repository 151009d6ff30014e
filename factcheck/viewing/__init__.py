"""Viewing captures: pages of PDFs and pictures, made again from their pixels, so that nothing in a file can act."""
