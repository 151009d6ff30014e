"""Origins: sources whose texts go back to one are found, and people say whether they are one origin."""
