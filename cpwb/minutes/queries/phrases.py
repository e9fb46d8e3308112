"""Questions about the phrases of a committee."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.core.bilingual import Bilingual
from cpwb.meetings.models import Meeting
from cpwb.minutes.models import Phrase

#: What most committees write, offered to one that has no phrases yet.
SUGGESTIONS: Sequence[Bilingual] = (
    Bilingual("Het verslag van … wordt goedgekeurd.", "Le compte rendu du … est approuvé."),
    Bilingual("De voorzitter opent de vergadering en heet iedereen welkom.", "La présidence ouvre la réunion."),
    Bilingual("Het comité neemt kennis van …", "Le comité prend connaissance de …"),
    Bilingual("Het comité gaat akkoord met …", "Le comité marque son accord sur …"),
    Bilingual("Het punt wordt uitgesteld tot de volgende vergadering.", "Le point est reporté à la prochaine réunion."),
    Bilingual("Er zijn geen opmerkingen.", "Il n’y a pas de remarques."),
    Bilingual("De volgende vergadering vindt plaats op …", "La prochaine réunion aura lieu le …"),
)


def phrases_of(session: Session, actor: Actor, committee_id: int) -> Sequence[Phrase]:
    """Return the phrases of a committee for those who take its minutes, in the order of their list."""
    return session.scalars(
        sa.select(Phrase)
        .where(Phrase.committee_id == committee_id, visible(actor, P.MEETING_RECORD, Phrase))
        .order_by(Phrase.position, Phrase.id)
    ).all()


def phrases_in(session: Session, actor: Actor, meeting: Meeting) -> list[str]:
    """Return the phrases for the notes of a meeting: in its language, or else in the other one."""
    return [phrase.text.text(meeting.language) for phrase in phrases_of(session, actor, meeting.committee_id)]


def suggestions_for(session: Session, actor: Actor, committee_id: int) -> list[Bilingual]:
    """Return the phrases that most committees use and this one does not have yet."""
    known = {phrase.text.nl for phrase in phrases_of(session, actor, committee_id)}
    return [text for text in SUGGESTIONS if text.nl not in known]
