"""The app for the `flask` command and WSGI servers: what is wrong with a setting is said in one line."""

from __future__ import annotations

import sys
from types import TracebackType

from flask import Flask
from sqlalchemy.exc import OperationalError

from factcheck import create_app
from factcheck.config import SettingsError
from factcheck.web.commands import refusal


def made() -> Flask:
    """The app for the settings of the environment; ends the process with 2 where one is wrong."""
    try:
        app = create_app()
    except SettingsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    sys.excepthook = _say
    return app


def _say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What ends a command: of a database that can't be had, such as under `flask db`, one line."""
    if isinstance(error, OperationalError):
        print(refusal(error), file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)
