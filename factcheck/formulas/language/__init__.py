"""The language of formulas: tokens, tree, functions and values."""
