"""The apps that are measured, each through the requests that its own front end makes."""
