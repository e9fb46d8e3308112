"""Questions about the review of a draft: who has read it, and what members object to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.committees.choices import Side
from cpwb.core import clock
from cpwb.core.words import LazyText, _l
from cpwb.members.choices import MandateRole
from cpwb.members.models import Mandate, Person, Seat
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Minutes, Objection, Reading


def own_mandates(session: Session, actor: Actor, committee_id: int) -> Sequence[Mandate]:
    """Return the mandates in force through which the actor takes part in a committee, observers left out."""
    if not actor.is_signed_in:
        return []
    taking_part = _taking_part(committee_id).join(Person, Person.id == Mandate.person_id)
    return session.scalars(taking_part.where(Person.user_id == actor.user_id)).all()


def _taking_part(committee_id: int) -> sa.Select[Mandate]:
    """Return the mandates in force of those who read and object: everybody but observers."""
    return (
        sa.select(Mandate)
        .where(
            Mandate.committee_id == committee_id,
            Mandate.is_in_force(clock.today()),
            Mandate.role != MandateRole.OBSERVER,
        )
        .options(joinedload(Mandate.seat).joinedload(Seat.organisation))
        .order_by(Mandate.id)
    )


def objections_of(session: Session, actor: Actor, minutes: Minutes) -> Sequence[Objection]:
    """Return the objections to the minutes that the actor may read, of all rounds, as they came in."""
    return session.scalars(
        sa.select(Objection)
        .where(Objection.minutes_id == minutes.id, visible(actor, P.OBJECTION_VIEW, Objection))
        .options(
            joinedload(Objection.item),
            joinedload(Objection.mandate).joinedload(Mandate.seat).joinedload(Seat.organisation),
        )
        .order_by(Objection.id)
    ).all()


def objector_choices(session: Session, minutes: Minutes) -> list[tuple[int, LazyText]]:
    """Return the mandates for which staff can record an objection: the seat, its organisation and the shown name."""
    mandates = session.scalars(_taking_part(minutes.committee_id)).all()
    return [
        (
            mandate.id,
            _l(
                "%(seat)s – %(organisation)s: %(name)s",
                seat=mandate.seat.title,
                organisation=mandate.seat.organisation.name,
                name=mandate.shown_name,
            ),
        )
        for mandate in mandates
    ]


@dataclass(frozen=True)
class ReadBySide:
    """Who of one side has read the draft, and who has not yet."""

    side: Side
    read: list[Mandate]
    unread: list[Mandate]

    @property
    def members(self) -> int:
        """Return how many of the side can read it."""
        return len(self.read) + len(self.unread)


@dataclass(frozen=True)
class EarlyApproval:
    """What an approval of now would cut short: members who have not read the draft still have days to object."""

    #: The last day on which members can object.
    until: date
    #: How many have read it.
    read: int
    #: How many can read it.
    members: int


@dataclass(frozen=True)
class Review:
    """What happened to a draft while it is, or was, under review."""

    objections: Sequence[Objection]
    #: Who has read it; empty once it is no longer under review.
    sides: list[ReadBySide]
    #: Whether members can still object.
    is_open: bool
    #: Whether the reader can say to have read it, and has not done so.
    can_say_read: bool
    #: What an approval by the reader would cut short; none when it would not.
    early: EarlyApproval | None = None


def review_of(session: Session, actor: Actor, minutes: Minutes) -> Review:
    """Return the review of minutes as the actor may see it."""
    objections = objections_of(session, actor, minutes)
    if minutes.state is not MinutesState.IN_REVIEW:
        return Review(objections, [], is_open=False, can_say_read=False)
    sides = read_by_side(session, minutes)
    own = _own_ids(session, actor, minutes)
    unread = {mandate.id for side in sides for mandate in side.unread}
    return Review(
        objections,
        sides,
        is_open=minutes.review_until is None or clock.today() <= minutes.review_until,
        can_say_read=bool(own & unread),
        early=_early(minutes, sides, own),
    )


def early_approval(session: Session, actor: Actor, minutes: Minutes) -> EarlyApproval | None:
    """Return what an approval by the actor would cut short now, or None.

    Nothing is cut short once the days for objections are over, or everybody else has read the draft.
    """
    if minutes.state is not MinutesState.IN_REVIEW:
        return None
    return _early(minutes, read_by_side(session, minutes), _own_ids(session, actor, minutes))


def _own_ids(session: Session, actor: Actor, minutes: Minutes) -> set[int]:
    return {mandate.id for mandate in own_mandates(session, actor, minutes.committee_id)}


def _early(minutes: Minutes, sides: Sequence[ReadBySide], own: Collection[int]) -> EarlyApproval | None:
    """Leave out whoever approves: that is to have read it."""
    waiting = any(mandate.id not in own for side in sides for mandate in side.unread)
    if not waiting or minutes.review_until is None or clock.today() > minutes.review_until:
        return None
    read, members = sum(len(side.read) for side in sides), sum(side.members for side in sides)
    return EarlyApproval(minutes.review_until, read, members)


def read_by_side(session: Session, minutes: Minutes) -> list[ReadBySide]:
    """Return who has read the draft of this round, side by side; sides without members are left out."""
    said = set(
        session.scalars(
            sa.select(Reading.mandate_id).where(Reading.minutes_id == minutes.id, Reading.round == minutes.round)
        )
    )
    mandates = session.scalars(_taking_part(minutes.committee_id)).all()
    found = []
    for side in Side:
        members = [mandate for mandate in mandates if mandate.seat.side is side]
        if members:
            read = [mandate for mandate in members if mandate.id in said]
            found.append(ReadBySide(side, read, [mandate for mandate in members if mandate.id not in said]))
    return found
