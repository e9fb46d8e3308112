"""Mandates: started, ended, replaced, taken back before they begin – never edited.

A mandate of somebody with an account gives the role in the committee for the same days, and no longer: access begins
and ends with it, by itself.
"""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.accounts.service import end_grant_of_mandate
from cpwb.committees.choices import ApprovalRule
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.dates import short_date
from cpwb.core.db import explain_constraints, flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import LazyText, _l
from cpwb.members.accounts import give_access
from cpwb.members.choices import EndReason, MandateRole
from cpwb.members.events import MandateEnded, MandateReplaced, MandateRevoked, MandateStarted
from cpwb.members.models import Mandate, Person, Seat

explain_constraints(
    {"ck_mandates_ends_after_start": ("ends_on", _l("The last day lies before the first day."))},
)

_CHAIRS = {MandateRole.CHAIR: MandateRole.CO_CHAIR, MandateRole.CO_CHAIR: MandateRole.CHAIR}


def start_mandate(
    *,
    session: Session,
    actor: Actor,
    seat: Seat,
    person_id: int,
    role: MandateRole,
    starts_on: date,
    ends_on: date | None = None,
) -> Mandate:
    """Give a person a seat, in a role, from a first to a last day (none: until further notice).

    A seat has one holder at a time and any number of alternates; a committee has one chair and one co-chair at a
    time. They must be of different sides only where both sides approve the minutes, for otherwise no minutes would
    ever become final; elsewhere parity is shown, never enforced.
    """
    mandate = _start(session, seat, person_id, role, starts_on, ends_on)
    give_access(session, actor, mandate)
    publish(session, MandateStarted(by=actor.user_id, subject_id=mandate.id, committee_id=mandate.committee_id))
    return mandate


def end_mandate(*, session: Session, actor: Actor, mandate: Mandate, ends_on: date, reason: EndReason) -> None:
    """Let `ends_on` be the last day of a mandate, and of the access that it gives. A term is never prolonged."""
    _end(session, actor, mandate, ends_on, reason)
    publish(session, MandateEnded(by=actor.user_id, subject_id=mandate.id, committee_id=mandate.committee_id))


def replace_mandate(
    *,
    session: Session,
    actor: Actor,
    mandate: Mandate,
    person_id: int,
    role: MandateRole,
    starts_on: date,
    ends_on: date | None = None,
    reason: EndReason = EndReason.REPLACED,
) -> Mandate:
    """End a mandate the day before `starts_on` and give its seat to somebody else, or to the same person in a new role.

    A mandate whose term ends before that is left to end by itself; the seat is vacant in between.
    """
    if starts_on <= mandate.starts_on:
        raise RuleBroken(
            "starts_on",
            _l("The present mandate begins on %(day)s. Type a later day.", day=short_date(mandate.starts_on)),
        )
    last = starts_on - timedelta(days=1)
    if mandate.ends_on is None or mandate.ends_on > last:
        _end(session, actor, mandate, last, reason)
    new = _start(session, mandate.seat, person_id, role, starts_on, ends_on)
    give_access(session, actor, new)
    publish(
        session,
        MandateReplaced(by=actor.user_id, subject_id=new.id, committee_id=new.committee_id, replaced_id=mandate.id),
    )
    return new


def revoke_mandate(*, session: Session, actor: Actor, mandate: Mandate) -> None:
    """Take back a mandate that has not begun: it never was, so nothing of it stays but the line in the audit log."""
    if mandate.starts_on <= clock.today():
        raise RuleBroken(None, _l("This mandate has begun. End it instead, with its last day."))
    event = MandateRevoked(by=actor.user_id, subject_id=mandate.id, committee_id=mandate.committee_id)
    end_grant_of_mandate(
        session=session, actor=actor, mandate_id=mandate.id, ends_on=mandate.starts_on - timedelta(days=1)
    )
    session.delete(mandate)
    publish(session, event)


def _start(
    session: Session, seat: Seat, person_id: int, role: MandateRole, starts_on: date, ends_on: date | None
) -> Mandate:
    """Add a mandate after checking it against the seat and against the other mandates of the committee."""
    _check_days(seat, starts_on, ends_on)
    _take_turns(session, seat.committee_id)
    meanwhile = list(session.scalars(_overlapping(seat.committee_id, starts_on, ends_on)))
    _check_seat(meanwhile, seat, person_id, role)
    _check_chairs(meanwhile, seat, role)
    mandate = Mandate(
        committee_id=seat.committee_id,
        seat=seat,
        person=session.get_one(Person, person_id),
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=clock.now(),
    )
    session.add(mandate)
    flush(session)
    return mandate


def _take_turns(session: Session, committee_id: int) -> None:
    """Let others who fill seats of this committee wait until this is done, so that no two give the same seat.

    Writing a row without changing it holds it until the end of the transaction, in both databases.
    """
    same = {"next_action_number": Committee.next_action_number}
    session.execute(
        sa.update(Committee).where(Committee.id == committee_id).values(same),
        execution_options={"synchronize_session": False},
    )


def _overlapping(committee_id: int, starts_on: date, ends_on: date | None) -> sa.Select[Mandate]:
    """Return the mandates of a committee that share a day with these days."""
    query = sa.select(Mandate).where(
        Mandate.committee_id == committee_id, sa.or_(Mandate.ends_on.is_(None), Mandate.ends_on >= starts_on)
    )
    return query if ends_on is None else query.where(Mandate.starts_on <= ends_on)


def _check_days(seat: Seat, starts_on: date, ends_on: date | None) -> None:
    """Raise RuleBroken unless a mandate of these days lies within the life of its seat."""
    if seat.committee.is_closed:
        raise RuleBroken(None, _l("This committee is closed: nobody can take a seat in it any more."))
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("ends_on", _l("The last day lies before the first day."))
    if starts_on < seat.opened_on:
        raise RuleBroken(
            "starts_on",
            _l("This seat was opened on %(day)s. Type that day or a later one.", day=short_date(seat.opened_on)),
        )
    if seat.closed_on is not None and starts_on > seat.closed_on:
        raise RuleBroken("starts_on", _l("This seat is closed by then. Choose another seat."))
    if seat.closed_on is not None and (ends_on is None or ends_on > seat.closed_on):
        raise RuleBroken(
            "ends_on",
            _l("This seat closes on %(day)s. Type that day or an earlier one.", day=short_date(seat.closed_on)),
        )


def _check_seat(meanwhile: list[Mandate], seat: Seat, person_id: int, role: MandateRole) -> None:
    """Raise RuleBroken when somebody else fills the seat, or the person sits already, on one of the same days."""
    here = [mandate for mandate in meanwhile if mandate.seat_id == seat.id]
    if any(mandate.person_id == person_id for mandate in here):
        raise RuleBroken(
            "person_id", _l("This person already has this seat on some of these days. Replace that mandate instead.")
        )
    if role is MandateRole.ALTERNATE:
        return
    for mandate in here:
        if mandate.is_holder:
            raise RuleBroken("starts_on", _held(mandate))
    if any(mandate.person_id == person_id and mandate.is_holder for mandate in meanwhile):
        raise RuleBroken(
            "person_id",
            _l("This person fills another seat of this committee on some of these days. Choose somebody else."),
        )


def _held(mandate: Mandate) -> LazyText:
    """Return the sentence that says until when a seat is filled."""
    if mandate.ends_on is None:
        return _l("This seat is filled until further notice. Replace the present mandate, or end it first.")
    return _l(
        "This seat is filled from %(first)s to %(last)s. Type other days, or replace that mandate.",
        first=short_date(mandate.starts_on),
        last=short_date(mandate.ends_on),
    )


def _check_chairs(meanwhile: list[Mandate], seat: Seat, role: MandateRole) -> None:
    """Raise RuleBroken when there would be two chairs, or two co-chairs, or minutes that nobody can approve."""
    if role not in _CHAIRS:
        return
    if any(mandate.role is role for mandate in meanwhile):
        raise RuleBroken(
            "role",
            _l(
                "Somebody already is %(role)s of this committee on some of these days. End or replace that mandate.",
                role=role.label,
            ),
        )
    others = [mandate for mandate in meanwhile if mandate.role is _CHAIRS[role]]
    both_sides = seat.committee.approval_rule is ApprovalRule.BOTH_SIDES
    if both_sides and any(mandate.seat.side is seat.side for mandate in others):
        raise RuleBroken(
            "role",
            _l(
                "The chair and the co-chair approve the minutes for both sides, so they cannot be on the same side. "
                "Choose a seat of another side, or change the approval rule of the committee."
            ),
        )


def _end(session: Session, actor: Actor, mandate: Mandate, ends_on: date, reason: EndReason) -> None:
    """Give a mandate and its grant their last day."""
    if mandate.ends_on is not None and mandate.ends_on < clock.today():
        raise RuleBroken(None, _l("This mandate has ended already. What is past stays as it was."))
    if ends_on < mandate.starts_on:
        raise RuleBroken(
            "ends_on",
            _l("This mandate begins on %(day)s. Type that day or a later one.", day=short_date(mandate.starts_on)),
        )
    if mandate.ends_on is not None and ends_on > mandate.ends_on:
        raise RuleBroken(
            "ends_on",
            _l(
                "This mandate ends on %(day)s and is not prolonged. Type that day or an earlier one, "
                "or start a new mandate after it.",
                day=short_date(mandate.ends_on),
            ),
        )
    mandate.ends_on = ends_on
    mandate.end_reason = reason
    end_grant_of_mandate(session=session, actor=actor, mandate_id=mandate.id, ends_on=ends_on)
    flush(session)
