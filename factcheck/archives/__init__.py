"""Archives: copies of sources at independent archive services, entered by a person or asked for."""
