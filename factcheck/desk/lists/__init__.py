"""What lists show of other rooms."""
