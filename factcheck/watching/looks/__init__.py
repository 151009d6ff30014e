"""Looks at watched pages: when, under which rules, and what is compared with what was there before."""
