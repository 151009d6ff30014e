"""How long it takes to find claims among many."""
