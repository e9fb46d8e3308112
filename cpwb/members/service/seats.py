"""Seats: opened, edited and closed."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee, Organisation
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import check_revision, explain_constraints, flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.members import queries
from cpwb.members.events import SeatClosed, SeatEdited, SeatOpened
from cpwb.members.models import Mandate, Seat

_FOUNDED_LATER = _l("The committee was founded after this day. Type a later one.")
_OPENED_LATER = _l("The seat was opened after this day. Type a later one.")

explain_constraints(
    {
        "ck_seats_closes_after_opening": ("closed_on", _OPENED_LATER),
    }
)


def open_seat(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    side: Side,
    organisation_id: int,
    title: Bilingual,
    is_voting: bool = True,
    opened_on: date | None = None,
) -> Seat:
    """Make a seat of an organisation, vacant, from `opened_on` (today) on.

    An organisation sits on its own side. This is no formality: names are hidden on the side of the communities
    alone, so an association that was put on another side by mistake would have its members named without consent.
    """
    if committee.is_closed:
        raise RuleBroken(None, _l("This committee is closed: it takes no new seats."))
    organisation = _organisation(session, organisation_id, side)
    opened_on = opened_on or clock.today()
    if opened_on < committee.founded_on:
        raise RuleBroken("opened_on", _FOUNDED_LATER)
    seat = Seat(
        committee=committee,
        side=side,
        organisation=organisation,
        title=title,
        is_voting=is_voting,
        opened_on=opened_on,
    )
    session.add(seat)
    flush(session)
    publish(session, SeatOpened(by=actor.user_id, subject_id=seat.id, committee_id=committee.id))
    return seat


def edit_seat(
    *,
    session: Session,
    actor: Actor,
    seat: Seat,
    revision: int,
    title: Bilingual,
    is_voting: bool,
    opened_on: date,
    side: Side | None = None,
    organisation_id: int | None = None,
) -> None:
    """Change the details of a seat; without `side` and `organisation_id` these stay as they are.

    They must stay once the seat was ever given to somebody: attendance, proposals and action points of the past
    count for the side of the seat, and "member for <organisation>" is what the history shows. For another
    organisation one closes the seat and opens one. The title and the vote say how things are now and may change.
    """
    check_revision(seat, revision)
    if seat.closed_on is not None or seat.committee.is_closed:
        raise RuleBroken(None, _l("This seat is closed: it stays as it was. Open another one."))
    values: dict[str, Any] = {
        "side": side or seat.side,
        "organisation_id": organisation_id or seat.organisation_id,
        "title": title,
        "is_voting": is_voting,
        "opened_on": opened_on,
    }
    changed = tuple(name for name, value in values.items() if getattr(seat, name) != value)
    _check_opening(session, seat, opened_on)
    if {"side", "organisation_id"} & set(changed):
        _check_unheld(session, seat, changed)
        seat.organisation = _organisation(session, values["organisation_id"], values["side"])
    for name in changed:
        setattr(seat, name, values[name])
    if changed:
        publish(
            session,
            SeatEdited(by=actor.user_id, subject_id=seat.id, committee_id=seat.committee_id, fields=changed),
        )


def _check_opening(session: Session, seat: Seat, opened_on: date) -> None:
    """Raise RuleBroken when a seat would be older than its committee or younger than its first mandate."""
    if opened_on < seat.committee.founded_on:
        raise RuleBroken("opened_on", _FOUNDED_LATER)
    first = session.scalar(sa.select(sa.func.min(Mandate.starts_on)).where(Mandate.seat_id == seat.id))
    if first is not None and opened_on > first:
        raise RuleBroken("opened_on", _l("Somebody held this seat before this day. Type an earlier one."))


def _check_unheld(session: Session, seat: Seat, changed: tuple[str, ...]) -> None:
    """Raise RuleBroken when a seat whose side or organisation would change was ever given to somebody."""
    if queries.was_held(session, seat):
        raise RuleBroken(
            "organisation_id" if "organisation_id" in changed else "side",
            _l(
                "This seat was given to somebody, so its side and organisation stay as they are. "
                "Close it and open another one."
            ),
        )


def close_seat(*, session: Session, actor: Actor, seat: Seat, closed_on: date) -> None:
    """Let `closed_on` be the last day of a seat; whoever holds it until after that day must leave it first."""
    if seat.closed_on is not None:
        raise RuleBroken(None, _l("This seat is closed already. Load the page again."))
    if closed_on < seat.opened_on:
        raise RuleBroken("closed_on", _OPENED_LATER)
    beyond = sa.select(Mandate.id).where(
        Mandate.seat_id == seat.id, sa.or_(Mandate.ends_on.is_(None), Mandate.ends_on > closed_on)
    )
    if session.scalar(sa.select(beyond.exists())):
        raise RuleBroken(
            "closed_on", _l("Somebody holds this seat, or stands in for it, after this day. End those mandates first.")
        )
    seat.closed_on = closed_on
    publish(session, SeatClosed(by=actor.user_id, subject_id=seat.id, committee_id=seat.committee_id))


def _organisation(session: Session, organisation_id: int, side: Side) -> Organisation:
    """Return an organisation that works and sits on this side, or raise RuleBroken."""
    organisation = session.get_one(Organisation, organisation_id)
    if organisation.closed_on is not None:
        raise RuleBroken("organisation_id", _l("This organisation is closed. Choose another one."))
    if organisation.side is not side:
        raise RuleBroken(
            "organisation_id",
            _l(
                "This organisation belongs to this side: %(side)s. Choose that side, or another organisation.",
                side=organisation.side.label,
            ),
        )
    return organisation
