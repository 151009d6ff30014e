"""The inbox: what publishers' feeds bring, for a person to open as an article or to dismiss."""
