"""Health commands."""

from __future__ import annotations

import click

from factcheck.health.alarms import alarms_of_app
from factcheck.readiness.probes import unready


@click.command()
@click.option("--clear", metavar="KEY", help="Clear this alarm.")
def health(clear: str | None) -> None:
    """Print what isn't ready and the current alarms; exit 1 if there are any."""
    if clear and not alarms_of_app().remove(clear):
        raise click.ClickException(f"No such alarm: {clear}.")
    found, alarms = unready(), alarms_of_app().current()
    for name, reason in found.items():
        click.echo(f"UNREADY {name}: {reason}")
    for alarm in alarms:
        click.echo(f"ALARM   {alarm.key} since {alarm.since}: {alarm.message}")
    if found or alarms:
        raise SystemExit(1)
    click.echo("All is well.")
