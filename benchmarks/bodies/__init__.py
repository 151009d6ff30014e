"""What large bodies from somebody who isn't signed in cost the server."""
