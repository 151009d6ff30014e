"""Settings of an installation: read once from the environment, checked, frozen.

A setting is a field of `Settings` and a name in `NAMES` (settings.py); values.py and installation.py read it.
"""

from __future__ import annotations

from factcheck.config.installation import PROJECT as PROJECT
from factcheck.config.settings import NAMES as NAMES
from factcheck.config.settings import TRANSLATIONS as TRANSLATIONS
from factcheck.config.settings import Settings as Settings
from factcheck.config.values import SettingsError as SettingsError
from factcheck.config.values import is_loopback as is_loopback
