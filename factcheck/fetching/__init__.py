"""The only door to the network: pages are fetched here, within limits and never from a private network."""
