"""How long hostile pages take to be read."""
