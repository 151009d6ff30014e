"""Lists of claims in CSV: each row becomes a claim at its words, in a text that is here or one that is made of them."""
