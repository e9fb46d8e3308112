"""The operator's commands for the outbox."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from cpwb.core.extensions import current_session
from cpwb.notifications import queries
from cpwb.notifications.sending import send_waiting

outbox = AppGroup("outbox", help="The mails that wait to be sent.")


@outbox.command("send")
def send() -> None:
    """Send the mails that wait, once each; exit with 1 when the mail server takes none."""
    from cpwb.notifications.transport import SmtpTransport  # noqa: PLC0415 -- no page needs smtplib

    config = current_app.config
    if config["CPWB_DEMO"]:
        raise click.ClickException("The mails of a demonstration are shown on its page /outbox and never sent.")
    session = current_session()
    with SmtpTransport(
        host=config["CPWB_SMTP_HOST"],
        port=config["CPWB_SMTP_PORT"],
        sender=config["CPWB_MAIL_FROM"],
        starttls=config["CPWB_SMTP_STARTTLS"],
        user=config["CPWB_SMTP_USER"],
        password=config["CPWB_SMTP_PASSWORD"],
    ) as transport:
        tally = send_waiting(session, transport)
    click.echo(f"sent: {tally.sent}, failed: {tally.failed}, still waiting: {queries.count_waiting(session)}")
    if tally.ended_by:
        click.echo(tally.ended_by, err=True)
        sys.exit(1)
