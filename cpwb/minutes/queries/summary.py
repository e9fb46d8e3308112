"""Questions about public summaries."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.meetings.models import Meeting
from cpwb.members.models import Mandate, Person, Seat
from cpwb.minutes.choices import MinutesState, SummaryState
from cpwb.minutes.models import Minutes, PublicSummary
from cpwb.minutes.names import NamesIn


def summary_of(session: Session, minutes: Minutes) -> PublicSummary | None:
    """Return the public summary of minutes, in whatever state, or None."""
    return session.scalars(sa.select(PublicSummary).where(PublicSummary.minutes_id == minutes.id)).first()


def published_summaries() -> sa.Select[PublicSummary]:
    """Return what everybody may read: published summaries of approved minutes, those of the latest meeting first."""
    return (
        sa.select(PublicSummary)
        .join(Minutes, Minutes.id == PublicSummary.minutes_id)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(PublicSummary.state == SummaryState.PUBLISHED, Minutes.state == MinutesState.APPROVED)
        .options(
            joinedload(PublicSummary.minutes).joinedload(Minutes.meeting),
            joinedload(PublicSummary.committee).joinedload(Committee.zone),
        )
        .order_by(Meeting.starts_at.desc(), PublicSummary.id.desc())
    )


def published_summary(session: Session, number: int) -> PublicSummary | None:
    """Return one published summary by its id, or None when there is none that everybody may read."""
    return session.scalars(published_summaries().where(PublicSummary.id == number)).first()


def names_community_member(session: Session, committee_id: int, *texts: str) -> bool:
    """Say whether a text names somebody who sits or sat on the side of the communities (see `cpwb.minutes.names`)."""
    found = NamesIn(*texts)
    return any(found.names(first, last) for first, last in _community_names(session, committee_id))


def community_last_names(session: Session, committee_id: int, *texts: str) -> list[str]:
    """Return the last names of those who sit or sat on the side of the communities that stand alone in a text.

    Each can be an ordinary word of it, at the beginning of a sentence.
    """
    found = NamesIn(*texts)
    return sorted({last for _first, last in _community_names(session, committee_id) if found.may_name(last)})


def _community_names(session: Session, committee_id: int) -> list[tuple[str, str]]:
    people = session.execute(
        sa.select(Person.first_name, Person.last_name)
        .join(Mandate, Mandate.person_id == Person.id)
        .join(Seat, Seat.id == Mandate.seat_id)
        .where(Mandate.committee_id == committee_id, Seat.side == Side.COMMUNITY)
        .distinct()
    )
    # Somebody with one name has a dash for the other, which the form asks for.
    return [(first, last) if any(map(str.isalnum, last)) else ("", first) for first, last in people]
