"""The health of this installation: probes for proxies, and alarms for administrators."""

from factcheck.health.alarms import clear_alarm, raise_alarm
from factcheck.health.probes import add_probe

__all__ = ["add_probe", "clear_alarm", "raise_alarm"]
