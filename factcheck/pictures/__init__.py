"""Pictures of what is examined: a post, a picture with a claim, a slide. The file is kept; another one is shown."""
