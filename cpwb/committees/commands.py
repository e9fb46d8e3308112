"""The commands of committees: `flask zones load`."""

import click
from flask.cli import AppGroup

from cpwb.committees.loading import load_zones
from cpwb.core.extensions import current_session

zones = AppGroup("zones", help="The police zones.")


@zones.command("load")
def load() -> None:
    """Make or update the police zones from the project's data file; it may be run as often as one likes."""
    session = current_session()
    loaded = load_zones(session)
    session.commit()
    click.echo(f"{loaded.total} zones in the file: {loaded.made} new, {loaded.changed} changed.")
