"""What is done with the phrases of a committee: added, changed, moved and taken out."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import check_revision
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.minutes.events import PhraseEdited, PhraseMoved, PhraseRemoved, PhrasesAdded
from cpwb.minutes.models import Phrase
from cpwb.minutes.queries import phrases_of

#: A list that one reads while people talk must be short.
MAX_PHRASES = 40


def add_phrases(*, session: Session, actor: Actor, committee: Committee, texts: Iterable[Bilingual]) -> None:
    """Add phrases at the end of the list of a committee; those that are there already are not added again."""
    present = list(phrases_of(session, actor, committee.id))
    known = {(phrase.text.nl, phrase.text.fr) for phrase in present}
    new = [text for text in texts if (text.nl, text.fr) not in known]
    if len(present) + len(new) > MAX_PHRASES:
        raise RuleBroken(
            "text", _l("A committee keeps %(num)s phrases at most: take one out that nobody uses.", num=MAX_PHRASES)
        )
    last = max((phrase.position for phrase in present), default=0)
    for position, text in enumerate(new, last + 1):
        session.add(Phrase(committee_id=committee.id, position=position, text=text))
    session.flush()
    publish(session, PhrasesAdded(by=actor.user_id, subject_id=committee.id, committee_id=committee.id))


def edit_phrase(*, session: Session, actor: Actor, phrase: Phrase, revision: int, text: Bilingual) -> None:
    """Change the words of a phrase; raises Outdated when somebody else changed it since `revision`."""
    check_revision(phrase, revision)
    phrase.text = text
    publish(session, PhraseEdited(by=actor.user_id, subject_id=phrase.id, committee_id=phrase.committee_id))


def move_phrase(*, session: Session, actor: Actor, phrase: Phrase, to: int) -> None:
    """Give a phrase the place `to` (from 1) in the list of its committee, or the nearest one."""
    others = [other for other in phrases_of(session, actor, phrase.committee_id) if other is not phrase]
    others.insert(min(max(to, 1), len(others) + 1) - 1, phrase)
    for position, other in enumerate(others, 1):
        other.position = position
    publish(session, PhraseMoved(by=actor.user_id, subject_id=phrase.id, committee_id=phrase.committee_id))


def remove_phrase(*, session: Session, actor: Actor, phrase: Phrase) -> None:
    """Take a phrase out of the list; notes in which it was written keep it."""
    session.delete(phrase)
    publish(session, PhraseRemoved(by=actor.user_id, subject_id=phrase.id, committee_id=phrase.committee_id))
