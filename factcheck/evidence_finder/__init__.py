"""The evidence finder: passages of captures, and past verdicts, that bear on a claim, with the reason."""
