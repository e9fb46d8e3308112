"""What is done with the public summary of minutes: written, published, withdrawn."""

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import check_revision, flush
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.events import publish
from cpwb.core.states import move
from cpwb.core.words import _l
from cpwb.minutes.choices import SUMMARY_MOVES, MinutesState, SummaryState
from cpwb.minutes.events import SummaryPublished, SummaryWithdrawn, SummaryWritten
from cpwb.minutes.models import Minutes, PublicSummary
from cpwb.minutes.queries import community_last_names, names_community_member, summary_of


def write_summary(
    *, session: Session, actor: Actor, minutes: Minutes, text: Bilingual, revision: int, knowingly: bool = False
) -> PublicSummary:
    """Write what everybody may read of minutes, before it is published or after it was withdrawn.

    `revision` is 0 for the first one. Raises RuleBroken when it is public now, or when a community member is named.
    `knowingly`: the writer was asked about words that are also the last name of such a member; without it, they are
    refused too.
    """
    summary = summary_of(session, minutes)
    if summary is None:
        summary = PublicSummary(committee_id=minutes.committee_id, minutes=minutes, state=SummaryState.DRAFT)
        session.add(summary)
    else:
        check_revision(summary, revision)
    if summary.state is SummaryState.PUBLISHED:
        raise RuleBroken(None, _l("This summary is public. Withdraw it before you change it."))
    _check_names(session, minutes, text)
    if not knowingly:
        _check_words(session, minutes, text)
    summary.text = text
    flush(session)
    publish(session, SummaryWritten(by=actor.user_id, subject_id=summary.id, committee_id=minutes.committee_id))
    return summary


def _check_names(session: Session, minutes: Minutes, text: Bilingual) -> None:
    """Refuse the name of a community member; it stands in no public page, with or without consent."""
    if names_community_member(session, minutes.committee_id, text.nl, text.fr):
        raise RuleBroken(
            "text",
            _l(
                "This text names a member on the side of the communities. A public summary names none of them: write "
                "what was said, not by whom."
            ),
        )


def _check_words(session: Session, minutes: Minutes, text: Bilingual) -> None:
    """Ask about a last name that stands alone: it can be an ordinary word, which only the writer knows."""
    found = community_last_names(session, minutes.committee_id, text.nl, text.fr)
    if found:
        raise RuleBroken(
            "knowingly",
            _l(
                "In this text stands what is also a last name on the side of the communities: %(names)s. A public "
                "summary names none of them. Take it out, or tick that it is an ordinary word.",
                names=", ".join(found),
            ),
        )


def publish_summary(*, session: Session, actor: Actor, summary: PublicSummary, revision: int) -> None:
    """Let everybody read the summary of approved minutes, in each language in which the zone addresses the public.

    `revision` is that of the text which was read before. Raises Outdated when somebody has written another one since,
    and RuleBroken when the minutes are not approved, a language is missing, or a community member is named.
    """
    if revision != summary.revision:
        raise Outdated(
            None, _l("Somebody else has changed this text since you loaded the page. Read it before you publish it.")
        )
    if summary.minutes.state is not MinutesState.APPROVED:
        raise RuleBroken(None, _l("A summary is published once the minutes are approved."))
    asked = summary.committee.zone.language_regime.languages
    if not all(summary.text.has(language) for language in asked):
        raise RuleBroken(
            None,
            _l(
                "This zone addresses the public in %(languages)s: write the summary in each of them.",
                languages=summary.committee.zone.language_regime.label,
            ),
        )
    _check_names(session, summary.minutes, summary.text)
    move(summary, SUMMARY_MOVES, SummaryState.PUBLISHED)
    summary.published_at, summary.withdrawn_at = clock.now(), None
    publish(session, SummaryPublished(by=actor.user_id, subject_id=summary.id, committee_id=summary.committee_id))


def withdraw_summary(*, session: Session, actor: Actor, summary: PublicSummary) -> None:
    """Let nobody read the summary any more who does not read the minutes."""
    move(summary, SUMMARY_MOVES, SummaryState.WITHDRAWN)
    summary.withdrawn_at = clock.now()
    publish(session, SummaryWithdrawn(by=actor.user_id, subject_id=summary.id, committee_id=summary.committee_id))
