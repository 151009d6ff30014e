"""Reviewers who save beside open event streams."""
