"""Commands for the people who run an installation: inviting the first users, and the policy in words."""

import click
from flask.cli import AppGroup, with_appcontext
from flask_babel import force_locale
from sqlalchemy.orm import Session

from cpwb.access import matrix
from cpwb.access.actor import SYSTEM
from cpwb.access.permissions import EVERYWHERE, IN_A_ZONE, Role
from cpwb.accounts import invitations, queries, service
from cpwb.accounts.choices import UserState
from cpwb.accounts.mails import invitation_link
from cpwb.accounts.user import User
from cpwb.core import clock
from cpwb.core.bilingual import LANGUAGES, Language
from cpwb.core.errors import RuleBroken
from cpwb.core.extensions import current_session
from cpwb.ui.locale import speaking

users = AppGroup("user", help="Accounts: invite somebody, list them.")


@users.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="First and last name.")
@click.option("--language", required=True, type=click.Choice(LANGUAGES), help="Language of mails and pages.")
@click.option("--role", required=True, type=click.Choice([role.value for role in (*EVERYWHERE, *IN_A_ZONE)]))
@click.option("--zone", help="Number of the police zone, for a coordinator.")
def invite(email: str, name: str, language: str, role: str, zone: str | None) -> None:
    """Make an account with a role, put the invitation into the outbox, and print its link.

    Once more for an address that has not accepted yet: a new link, and no second role.
    """
    session = current_session()
    with force_locale("en"):
        try:
            user = queries.user_by_email(session, email)
            if user is not None and user.state is UserState.INVITED:
                invitations.invite_again(session=session, actor=SYSTEM, user=user)
            else:
                user = _invite_with_role(session, email, name, Language(language), Role(role), zone)
        except RuleBroken as broken:
            session.rollback()
            raise click.ClickException(str(broken.message)) from broken
    session.commit()
    click.echo(f"Invited {user.email}. The mail is in the outbox; its link works for 14 days:\n{invitation_link(user)}")


def _invite_with_role(
    session: Session, email: str, name: str, language: Language, role: Role, zone: str | None
) -> User:
    zone_id = queries.zone_with_number(session, zone) if zone else None
    if zone and zone_id is None:
        raise click.ClickException(f"There is no zone with the number {zone}.")
    user = invitations.invite_user(session=session, actor=SYSTEM, email=email, name=name, language=language)
    service.grant_role(
        session=session, actor=SYSTEM, user_id=user.id, role=role, zone_id=zone_id, starts_on=clock.today()
    )
    return user


@users.command("list")
def list_users() -> None:
    """Print every account: address, state, and its roles that come with no seat."""
    session = current_session()
    found = session.scalars(queries.users_matching("")).all()
    grants = queries.grants_of(session, [user.id for user in found])
    for user in found:
        roles = [
            placed.grant.role.value + (f" ({placed.place.text('nl')})" if placed.place else "")
            for placed in grants[user.id]
            if placed.is_in_force(clock.today()) and placed.grant.mandate_id is None
        ]
        click.echo(f"{user.email}  {user.state.value}  {', '.join(roles)}")


@click.command("access")
@click.option("--language", type=click.Choice(LANGUAGES), help="One language only; both without it.")
@with_appcontext
def access(language: str | None) -> None:
    """Print who may do what."""
    for code in (language,) if language else LANGUAGES:
        with speaking(code):
            click.echo("\n".join(_lines()))


def _lines() -> list[str]:
    """Return the policy in words, one line for each permission."""
    found = []
    for group in matrix.groups():
        found += [str(group.title), "=" * len(str(group.title))]
        for line in group.lines:
            who = ((role, str(line.cell(role))) for role in Role)
            found.append(f"{line.permission.label}: " + "; ".join(f"{role.label} – {may}" for role, may in who if may))
        found.append("")
    return found
