"""Finding by words, in every script and alike on both databases: how letters are folded, words parted and indexed."""
