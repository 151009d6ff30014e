"""Which blocks of a page are its story: our own reader proposes, an independent one and the page's own data judge."""
