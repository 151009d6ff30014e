"""The time to find what bears on a claim among many captured passages."""
