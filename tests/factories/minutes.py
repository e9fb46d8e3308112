"""Minutes."""

import itertools
from typing import Any

from sqlalchemy.orm import Session

from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.meetings.models import Meeting
from cpwb.members.models import Mandate
from cpwb.minutes.choices import MinutesState, ObjectionKind
from cpwb.minutes.models import Addendum, Minutes, MinutesVersion, Objection, Phrase
from cpwb.minutes.snapshot import digest_of, snapshot_of

_numbers = itertools.count(1)


def some_minutes(
    session: Session, *, meeting: Meeting, state: MinutesState = MinutesState.WRITING, **values: Any
) -> Minutes:
    """Return the stored minutes of a meeting; approved ones with the snapshot of what stands there now."""
    minutes = Minutes(committee=meeting.committee, meeting=meeting, state=MinutesState.WRITING, **values)
    session.add(minutes)
    session.flush()
    if state is not MinutesState.WRITING:
        minutes.round = 1
    if state is MinutesState.APPROVED:
        minutes.snapshot = snapshot_of(session, minutes)
        minutes.digest = digest_of(minutes.snapshot)
        minutes.approved_on = clock.today()
    minutes.state = state
    session.flush()
    if state is MinutesState.APPROVED:
        a_version(session, minutes=minutes)
    return minutes


def a_version(session: Session, *, minutes: Minutes, number: int = 1, **values: Any) -> MinutesVersion:
    """Return a stored version of approved minutes: what they say now."""
    values = {"snapshot": minutes.snapshot, "digest": minutes.digest, "approved_on": clock.today()} | values
    version = MinutesVersion(committee=minutes.committee, minutes=minutes, number=number, **values)
    session.add(version)
    session.flush()
    return version


def an_objection(session: Session, *, minutes: Minutes, mandate: Mandate, **values: Any) -> Objection:
    """Return a stored objection to minutes; one with an answer was answered now."""
    values = {"kind": ObjectionKind.OBJECTION, "text": "Zo is het niet gezegd.", "at": clock.now()} | values
    if values.get("answer") is not None:
        values.setdefault("answered_at", clock.now())
    objection = Objection(
        committee=minutes.committee, minutes=minutes, round=max(minutes.round, 1), mandate=mandate, **values
    )
    session.add(objection)
    session.flush()
    return objection


def an_addendum(session: Session, *, minutes: Minutes, mandate: Mandate, **values: Any) -> Addendum:
    """Return a stored addendum to approved minutes, which waits for approval."""
    values = {"number": 1, "version": 1, "text": "Het was om 19 uur.", "at": clock.now()} | values
    addendum = Addendum(committee=minutes.committee, minutes=minutes, mandate=mandate, **values)
    session.add(addendum)
    session.flush()
    return addendum


def a_phrase(session: Session, *, committee: Committee, **values: Any) -> Phrase:
    """Return a stored phrase at the end of the list of a committee."""
    number = next(_numbers)
    given = {"position": number, "text": Bilingual(f"zin {number}", f"phrase {number}")}
    phrase = Phrase(committee=committee, **(given | values))
    session.add(phrase)
    session.flush()
    return phrase
