"""Questions about public summaries."""

import re
import unicodedata

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.meetings.models import Meeting
from cpwb.members.models import Mandate, Person, Seat
from cpwb.minutes.choices import MinutesState, SummaryState
from cpwb.minutes.models import Minutes, PublicSummary


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


def names_community_member(session: Session, committee_id: int, text: str) -> bool:
    """Say whether a text holds the full name of somebody who sits or sat on the side of the communities.

    Capitals, accents and white space make no difference, and the last name may come first.
    """
    people = session.execute(
        sa.select(Person.first_name, Person.last_name)
        .join(Mandate, Mandate.person_id == Person.id)
        .join(Seat, Seat.id == Mandate.seat_id)
        .where(Mandate.committee_id == committee_id, Seat.side == Side.COMMUNITY)
        .distinct()
    )
    words = _plain(text)
    names = {_plain(name) for first, last in people for name in (f"{first} {last}", f"{last} {first}")}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in names if name)


#: Apostrophes and dashes as telephones and Word write them, and signs without width: "N'Diaye" is also "N’Diaye".
_BETWEEN = re.compile("['\u2018\u2019\u02bc\u00b4`\u2010-\u2015\u2212-]+")
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", _BETWEEN.sub(" ", _NO_WIDTH.sub("", text.casefold())))
    return " ".join("".join(sign for sign in letters if not unicodedata.combining(sign)).split())
