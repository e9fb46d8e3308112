"""What stands in the way of a meeting on a day: a public holiday, another meeting of the same people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.holidays import holiday_on
from cpwb.core.words import LazyText, _l, _ln
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import Meeting
from cpwb.members.models import Mandate, Person


@dataclass(frozen=True)
class Obstacles:
    """What stands in the way of a meeting of one committee, by day."""

    #: Meetings of the committee itself and of others with the same people, in words.
    meetings: Mapping[date, Sequence[LazyText]]

    def on(self, day: date) -> list[LazyText]:
        """Return what stands in the way on a day, in words; nothing on a free one."""
        holiday = holiday_on(day)
        found = [_l("Public holiday: %(name)s.", name=holiday)] if holiday else []
        return [*found, *self.meetings.get(day, ())]


def obstacles(
    session: Session, actor: Actor, committee: Committee, since: date, until: date, *, but: Meeting | None = None
) -> Obstacles:
    """Return what stands in the way of a meeting between two days, leaving out one meeting that is to be moved.

    Nobody is named: the words tell how many people sit in both committees, and which one the other is only to those
    who may see it.
    """
    shared = _shared_people(session, committee, since, until)
    found: dict[date, list[LazyText]] = {}
    for meeting, name, is_seen in _meetings(session, actor, {committee.id, *shared}, since, until):
        day = meeting.held_on
        people = {who for who, starts, ends in shared.get(meeting.committee_id, ()) if starts <= day <= ends}
        if meeting.committee_id == committee.id and meeting is not but:
            found.setdefault(day, []).append(_l("The committee meets on this day already."))
        elif people:
            found.setdefault(day, []).append(_other(name, len(people)) if is_seen else _OTHER)
    return Obstacles(found)


_OTHER = _l("Another committee of the same people meets on this day.")


def _other(name: Any, people: int) -> LazyText:
    return _ln(
        "%(committee)s meets on this day; %(num)s person sits in both.",
        "%(committee)s meets on this day; %(num)s people sit in both.",
        people,
        committee=name,
    )


Stay = tuple[int, date, date]


def _shared_people(session: Session, committee: Committee, since: date, until: date) -> dict[int, list[Stay]]:
    """Return by committee who sits there and here in that time, and from when to when in both.

    Somebody who was recorded in two zones is known by the account.
    """
    here, there = aliased(Mandate), aliased(Mandate)
    one, other = aliased(Person), aliased(Person)
    rows = session.execute(
        sa.select(there.committee_id, one.id, one.user_id, here.starts_on, there.starts_on, here.ends_on, there.ends_on)
        .select_from(here)
        .join(one, one.id == here.person_id)
        .join(other, sa.or_(other.id == one.id, other.user_id == one.user_id))
        .join(there, there.person_id == other.id)
        .where(
            here.committee_id == committee.id,
            there.committee_id != committee.id,
            *(
                condition
                for mandate in (here, there)
                for condition in (
                    mandate.starts_on <= until,
                    sa.or_(mandate.ends_on.is_(None), mandate.ends_on >= since),
                )
            ),
        )
    )
    found: dict[int, list[Stay]] = {}
    for committee_id, person_id, user_id, since_here, since_there, until_here, until_there in rows:
        ends = min(until_here or date.max, until_there or date.max)
        stay = (-user_id if user_id else person_id, max(since_here, since_there), ends)
        found.setdefault(committee_id, []).append(stay)
    return found


def _meetings(session: Session, actor: Actor, committee_ids: set[int], since: date, until: date) -> Iterable[Any]:
    """Return the meetings of these committees between two days, with the name of each and whether it may be told."""
    first, last = (clock.from_local(datetime.combine(day, time())) for day in (since, until + timedelta(days=1)))
    return session.execute(
        sa.select(Meeting, Committee.name, visible(actor, P.COMMITTEE_VIEW, Committee).label("is_seen"))
        .join(Committee, Committee.id == Meeting.committee_id)
        .where(
            Meeting.committee_id.in_(committee_ids),
            Meeting.state != MeetingState.CANCELLED,
            Meeting.starts_at >= first,
            Meeting.starts_at < last,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
