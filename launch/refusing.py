"""The app for the `flask` command and WSGI servers; a wrong setting is reported in one line."""

from __future__ import annotations

import sys
from types import TracebackType

from flask import Flask
from sqlalchemy.exc import OperationalError

from factcheck import create_app
from factcheck.config import SettingsError
from factcheck.web.commands import refusal


def made() -> Flask:
    """The app for the settings of the environment; ends the process with 2 if one is wrong."""
    try:
        app = create_app()
    except SettingsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    sys.excepthook = _say
    return app


def _say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The message that ends a command; one line for an unavailable database, also under `flask db`."""
    if isinstance(error, OperationalError):
        print(refusal(error), file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)
