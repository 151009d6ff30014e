"""Who acts, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.accounts.service import normal_address
from factcheck.db import db

Command = TypeVar("Command", bound=Callable[..., Any])


def actor_option(help_text: str) -> Callable[[Command], Command]:
    """The required option `--as EMAIL`: the command gets the person as `actor`; without access, nobody acts."""
    return click.option("--as", "actor", required=True, metavar="EMAIL", help=help_text, callback=_person)


def _person(_context: click.Context, _option: click.Parameter, email: str) -> User:
    actor = db.session.scalars(select(User).where(User.email == normal_address(email))).first()
    if actor is None or not actor.is_active:
        raise click.BadParameter(f"Nobody with access has the address {email}.", param_hint="--as")
    return actor
