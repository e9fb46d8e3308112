"""`flask demo`: fill an empty database with the demonstration, once, and say who can sign in."""

from datetime import date, timedelta
from functools import partial

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext
from flask_security import hash_password
from sqlalchemy.orm import Session

from cpwb.accounts.queries import user_by_email
from cpwb.accounts.user import User
from cpwb.committees.loading import load_zones
from cpwb.core import clock
from cpwb.core.extensions import db
from cpwb.demo import brussel_noord, charleroi, gent
from cpwb.demo.calendar import Calendar, moment_on
from cpwb.demo.cast import STAFF, Story
from cpwb.demo.house import dress_papers
from cpwb.demo.table import hire, set_the_table
from cpwb.demo.ventures import Ventures
from cpwb.demo.year import Year

STORIES: tuple[Story, ...] = (gent.STORY, charleroi.STORY, brussel_noord.STORY)

#: The password of every account of the demonstration; it opens nothing else.
PASSWORD = "samen-aan-tafel"  # noqa: S105 -- printed for everybody who tries the demonstration


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Load the demonstration into an empty database, unless it is there already, and print the sign-ins.

    Never touches a database that holds other data: it ends with an error instead.
    """
    if not current_app.config["CPWB_DEMO"]:
        raise click.ClickException("CPWB_DEMO is not on: this is not a demonstration.")
    session = db.session()
    if user_by_email(session, STAFF[0].email) is None:
        if session.scalar(sa.select(sa.func.count()).select_from(User)):
            raise click.ClickException("This database holds other data. The demonstration needs an empty one.")
        click.echo("Loading the zones and the demonstration …")
        load_demonstration(session, clock.today())
        session.commit()
    _print_sign_ins()


def load_demonstration(session: Session, today: date) -> None:
    """Load the zones, then play a year of three committees that ends `today`; the caller commits."""
    load_zones(session)
    password_hash = hash_password(PASSWORD)
    calendar = Calendar()
    beginning = today - timedelta(days=420)

    def found(story: Story) -> None:
        table = set_the_table(session, story, today=today, password_hash=password_hash)
        dress_papers(session, story, table)
        Year(calendar, session, story, table, today).tell()
        Ventures(calendar, session, story, table, today).tell()

    def hire_staff() -> None:
        for staff in STAFF:
            hire(session, staff, password_hash=password_hash)

    calendar.at(moment_on(beginning, "09.00"), hire_staff)
    for place, story in enumerate(STORIES, start=1):
        calendar.at(moment_on(beginning + timedelta(days=place), "09.00"), partial(found, story))
    calendar.play()


def _print_sign_ins() -> None:
    """Say who can sign in, and with what."""
    click.echo("\nSign in with one of these; the password is always: " + PASSWORD)
    for staff in STAFF:
        click.echo(f"  {staff.email:45} {staff.key}")
    for story in STORIES:
        for chair in story.chairs:
            if chair.account:
                click.echo(f"  {chair.contact:45} {chair.role.value.replace('_', '-')} in {story.name[0]}")
    click.echo(f"\nThe demonstration is at {current_app.config['CPWB_BASE_URL']}\n")
