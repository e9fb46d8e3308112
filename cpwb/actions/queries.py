"""Questions about action points."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.actions.choices import OFTEN_POSTPONED, ActionState, StateFilter
from cpwb.actions.models import ActionPoint, FollowUp, seat_name
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee, Organisation
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.paging import PAGE_SIZE
from cpwb.meetings.models import Meeting
from cpwb.members.models import Seat

#: Loader options for the owner, which every page and paper with action points shows.
WITH_OWNER = (
    joinedload(ActionPoint.owner_seat).joinedload(Seat.organisation),
    joinedload(ActionPoint.owner_organisation),
)

#: For how many days a member still sees what was finished.
RECENT_DAYS = 30

#: The owners on offer, by side: (key, name), where the key is "seat:12" or "organisation:5".
OwnerChoices = Mapping[Side, list[tuple[str, Bilingual]]]


def owner_key(seat_id: int | None, organisation_id: int | None) -> str:
    """Return the key under which an owner is offered, or nothing when there is none."""
    if seat_id is not None:
        return f"seat:{seat_id}"
    return f"organisation:{organisation_id}" if organisation_id is not None else ""


def owner_ids(key: str) -> dict[str, int | None]:
    """Return the arguments `owner_seat_id` and `owner_organisation_id` behind a key that was offered."""
    kind, _, identity = key.partition(":")
    return {
        "owner_seat_id": int(identity) if kind == "seat" else None,
        "owner_organisation_id": int(identity) if kind == "organisation" else None,
    }


def my_actions(actor: Actor, day: date) -> sa.Select[ActionPoint]:
    """Return the unfinished action points of the actor's seats and organisations: overdue first, then by date."""
    return (
        _own(actor)
        .where(ActionPoint.is_unfinished)
        .order_by(ActionPoint.is_overdue(day).desc(), ActionPoint.due_on, ActionPoint.id)
    )


def my_finished_actions(session: Session, actor: Actor, day: date) -> list[ActionPoint]:
    """Return the actor's action points that were finished in the last 30 days, the latest first, 25 at most."""
    query = (
        _own(actor)
        .where(sa.not_(ActionPoint.is_unfinished), ActionPoint.closed_on >= day - timedelta(days=RECENT_DAYS))
        .order_by(ActionPoint.closed_on.desc(), ActionPoint.id.desc())
    )
    return list(session.scalars(query.limit(PAGE_SIZE)))


def _own(actor: Actor) -> sa.Select[ActionPoint]:
    return (
        sa.select(ActionPoint)
        .where(visible(actor, P.ACTION_READ, ActionPoint), ActionPoint.is_owned_by(actor))
        .options(*WITH_OWNER, joinedload(ActionPoint.committee))
    )


def actions_of(
    actor: Actor,
    committee: Committee,
    *,
    day: date,
    state: StateFilter | None = None,
    side: Side | None = None,
    owner: str | None = None,
    overdue: bool | None = None,
    meeting: int | None = None,
) -> sa.Select[ActionPoint]:
    """Return the action points of a committee that the actor may see, narrowed by what is asked; in no order.

    `owner` is the key of an owner, `meeting` the id of the meeting at which they were agreed.
    """
    query = (
        sa.select(ActionPoint)
        .where(ActionPoint.committee_id == committee.id, visible(actor, P.ACTION_VIEW, ActionPoint))
        .options(*WITH_OWNER)
    )
    if state:
        query = query.where(ActionPoint.state.in_(state.states))
    if side:
        query = query.where(ActionPoint.side == side)
    if owner:
        query = query.filter_by(**{name: found for name, found in owner_ids(owner).items() if found is not None})
    if overdue:
        query = query.where(ActionPoint.is_overdue(day))
    if meeting:
        query = query.where(ActionPoint.meeting_id == meeting)
    return query


def has_restricted_unfinished(session: Session, actor: Actor, committee: Committee) -> bool:
    """Say whether the actor may see unfinished action points that were agreed under restricted items."""
    found = actions_of(actor, committee, day=clock.today(), state=StateFilter.UNFINISHED)
    return bool(session.scalar(sa.select(found.where(sa.not_(ActionPoint.is_unrestricted)).exists())))


def action_columns() -> dict[str, Any]:
    """Return the headings by which a list of action points can be sorted; states in the order of their life."""
    places = {state: place for place, state in enumerate(ActionState)}
    return {
        "number": ActionPoint.number,
        "title": sa.func.lower(ActionPoint.title),
        "due": ActionPoint.due_on,
        "state": sa.case(places, value=ActionPoint.state),
    }


def to_follow_up(session: Session, actor: Actor, committee: Committee, day: date) -> list[ActionPoint]:
    """Return what comes back on the agenda of `day`: unfinished and not snoozed, overdue first, then by date."""
    query = (
        actions_of(actor, committee, day=day, state=StateFilter.UNFINISHED)
        .where(sa.or_(ActionPoint.show_again_on.is_(None), ActionPoint.show_again_on <= day))
        .order_by(ActionPoint.is_overdue(day).desc(), ActionPoint.due_on, ActionPoint.number)
    )
    return list(session.scalars(query))


def actions_of_items(session: Session, actor: Actor, item_ids: Iterable[int]) -> dict[int, list[ActionPoint]]:
    """Return by agenda item the action points that were agreed under it, in the order of their numbers."""
    query = (
        sa.select(ActionPoint)
        .where(ActionPoint.item_id.in_(tuple(item_ids)), visible(actor, P.ACTION_VIEW, ActionPoint))
        .options(*WITH_OWNER)
        .order_by(ActionPoint.number)
    )
    found: dict[int, list[ActionPoint]] = {}
    for action in session.scalars(query):
        found.setdefault(action.item_id or 0, []).append(action)
    return found


def owner_choices(
    session: Session, committee: Committee, day: date, *, present: ActionPoint | None = None
) -> OwnerChoices:
    """Return who can take something on by side: the seats of the committee, then organisations; in no order.

    The organisations are those of the zone, those without a zone and those that hold a seat, unless they closed.
    The owner of `present` is always among them, so that editing something else does not change it.
    """
    kept_seat, kept_organisation = (present.owner_seat_id, present.owner_organisation_id) if present else (None, None)
    is_open = sa.or_(Seat.closed_on.is_(None), Seat.closed_on >= day, Seat.id == kept_seat)
    seats = _seats(session, Seat.committee_id == committee.id, is_open)
    works_here = sa.or_(
        Organisation.zone_id.is_(None),
        Organisation.zone_id == committee.zone_id,
        Organisation.id.in_([seat.organisation_id for seat in seats]),
    )
    exists = sa.or_(Organisation.closed_on.is_(None), Organisation.closed_on >= day)
    organisations = session.scalars(
        sa.select(Organisation).where(sa.or_(sa.and_(works_here, exists), Organisation.id == kept_organisation))
    )
    return _by_side(seats, organisations)


def present_owners(session: Session, committee: Committee) -> OwnerChoices:
    """Return those who own action points of the committee by side, in no order."""
    own = ActionPoint.committee_id == committee.id
    seats = _seats(session, Seat.id.in_(sa.select(ActionPoint.owner_seat_id).where(own)))
    organisations = session.scalars(
        sa.select(Organisation).where(Organisation.id.in_(sa.select(ActionPoint.owner_organisation_id).where(own)))
    )
    return _by_side(seats, organisations)


def _seats(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Seat]:
    return list(session.scalars(sa.select(Seat).where(*conditions).options(joinedload(Seat.organisation))))


def _by_side(seats: Iterable[Seat], organisations: Iterable[Organisation]) -> OwnerChoices:
    choices: dict[Side, list[tuple[str, Bilingual]]] = {side: [] for side in Side}
    for seat in seats:
        choices[seat.side].append((owner_key(seat.id, None), seat_name(seat)))
    for organisation in organisations:
        choices[organisation.side].append((owner_key(None, organisation.id), organisation.name))
    return choices


def meeting_choices(session: Session, actor: Actor, committee: Committee) -> list[Meeting]:
    """Return the meetings at which action points of a committee were agreed, the latest first."""
    agreed_at = sa.select(ActionPoint.meeting_id).where(ActionPoint.committee_id == committee.id)
    return list(
        session.scalars(
            sa.select(Meeting)
            .where(Meeting.committee_id == committee.id, Meeting.id.in_(agreed_at))
            .where(visible(actor, P.MEETING_VIEW, Meeting))
            .order_by(Meeting.starts_at.desc())
        )
    )


def follow_ups_of(session: Session, action: ActionPoint) -> list[FollowUp]:
    """Return the log of an action point, the latest first, with the seats for which it was written."""
    return list(
        session.scalars(
            sa.select(FollowUp)
            .where(FollowUp.action_id == action.id)
            .options(joinedload(FollowUp.seat).joinedload(Seat.organisation))
            .order_by(FollowUp.id.desc())
        )
    )


def often_postponed(session: Session, action_ids: Iterable[int]) -> set[int]:
    """Return those of the action points whose due date was moved to a later day twice or more."""
    return set(
        session.scalars(
            sa.select(FollowUp.action_id)
            .where(FollowUp.action_id.in_(tuple(action_ids)), FollowUp.due_on > FollowUp.due_before)
            .group_by(FollowUp.action_id)
            .having(sa.func.count() >= OFTEN_POSTPONED)
        )
    )
