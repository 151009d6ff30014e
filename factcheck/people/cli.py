"""Creating an administrator from a terminal."""

from __future__ import annotations

import click

from factcheck.accounts import service
from factcheck.accounts.models import Role
from factcheck.accounts.security.passwords import SHORTEST_PASSWORD, require_good
from factcheck.db import db
from factcheck.errors import DomainError


@click.command()
@click.argument("email")
@click.argument("name")
@click.password_option(help=f"At least {SHORTEST_PASSWORD} characters; asked for when left out.")
def admin(email: str, name: str, password: str) -> None:
    """Create an administrator."""
    try:
        require_good(password, (name, email))
        user = service.make_person(name, email, Role.ADMIN, password)
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from None
    db.session.commit()
    click.echo(f"{user.name} can now sign in as {user.email}.")
