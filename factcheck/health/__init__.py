"""The health of this installation: probes for proxies, and alarms for administrators."""

from factcheck.health.alarms import clear_alarm, raise_alarm

__all__ = ["clear_alarm", "raise_alarm"]
