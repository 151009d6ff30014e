"""What a verdict has of other claims."""
