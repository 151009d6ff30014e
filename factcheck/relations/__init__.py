"""How claims relate: the parts of a claim, and claims that repeat, contradict or follow from others."""
