"""A page and words selected in it, as the bookmarklet in a person's browser hands them over."""
