"""The time to read hostile pages."""
