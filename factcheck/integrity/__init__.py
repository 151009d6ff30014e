"""Proof that what is stored is what is promised, on demand and every night."""
