"""Quoting: words that are selected in a capture become the quotation of evidence, and people confirm where it is."""
