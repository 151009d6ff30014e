"""Alarms: quotations of evidence whose words changed, moved or disappeared at their source, and what people decide."""
