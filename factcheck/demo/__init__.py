"""The demo newsroom: invented people, outlets and articles."""
