"""What `python3 app.py` does before there is a house: see docs/decisions/0002-launch.md."""
