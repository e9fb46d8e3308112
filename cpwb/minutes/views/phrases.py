"""The pages of the phrases that a committee uses in its minutes."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from cpwb.access.guard import Loads, current_actor
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee
from cpwb.core.extensions import current_session
from cpwb.meetings.forms import MoveForm
from cpwb.minutes import queries, service
from cpwb.minutes.forms import EditPhraseForm, PhraseForm, SuggestionForm
from cpwb.minutes.models import Phrase
from cpwb.minutes.views.things import pages

COMMITTEE = Loads(Committee, "committee_id", "committee", P.COMMITTEE_VIEW)
PHRASE = Loads(Phrase, "phrase_id", "phrase", P.MEETING_RECORD, options=(joinedload(Phrase.committee),))


@pages.page("/committees/<int:committee_id>/phrases", methods=("GET", "POST"), access=P.MEETING_RECORD, loads=COMMITTEE)
def phrases(committee: Committee) -> ResponseReturnValue:
    """List the phrases of a committee, and add one."""
    session, actor = current_session(), current_actor()
    form = PhraseForm()
    if form.carries_out(
        lambda: service.add_phrases(session=session, actor=actor, committee=committee, texts=[form.text.data])
    ):
        flash(_("The phrase was added."))
        return redirect(url_for(".phrases", committee_id=committee.id))
    found = queries.phrases_of(session, actor, committee.id)
    return form.page("minutes/phrases.html", committee=committee, phrases=found)


@pages.page(
    "/committees/<int:committee_id>/phrases/usual",
    methods=("GET", "POST"),
    access=P.MEETING_RECORD,
    loads=COMMITTEE,
)
def usual_phrases(committee: Committee) -> ResponseReturnValue:
    """Take over phrases that most committees use."""
    session, actor = current_session(), current_actor()
    form = SuggestionForm.offering(queries.suggestions_for(session, actor, committee.id))
    if form.carries_out(
        lambda: service.add_phrases(session=session, actor=actor, committee=committee, texts=form.texts())
    ):
        flash(_("The phrases were taken over. Change them as you like."))
        return redirect(url_for(".phrases", committee_id=committee.id))
    return form.page("minutes/usual_phrases.html", committee=committee)


@pages.page("/phrases/<int:phrase_id>/edit", methods=("GET", "POST"), access=P.MEETING_RECORD, loads=PHRASE)
def edit_phrase(phrase: Phrase) -> ResponseReturnValue:
    """Change the words of a phrase."""
    form = EditPhraseForm(obj=phrase)
    if form.carries_out(
        lambda: service.edit_phrase(session=current_session(), actor=current_actor(), phrase=phrase, **form.values())
    ):
        flash(_("The phrase was saved."))
        return redirect(url_for(".phrases", committee_id=phrase.committee_id))
    return form.page("minutes/edit_phrase.html", phrase=phrase)


@pages.page("/phrases/<int:phrase_id>/move", methods=("GET", "POST"), access=P.MEETING_RECORD, loads=PHRASE)
def move_phrase(phrase: Phrase) -> ResponseReturnValue:
    """Give a phrase another place in the list."""
    form = MoveForm(data={"to": phrase.position})
    if form.carries_out(
        lambda: service.move_phrase(session=current_session(), actor=current_actor(), phrase=phrase, **form.values())
    ):
        flash(_("The phrase now stands at place %(place)s.", place=phrase.position))
        return redirect(url_for(".phrases", committee_id=phrase.committee_id))
    return form.page("minutes/move_phrase.html", phrase=phrase)


@pages.page("/phrases/<int:phrase_id>/remove", methods=("POST",), access=P.MEETING_RECORD, loads=PHRASE)
def remove_phrase(phrase: Phrase) -> ResponseReturnValue:
    """Take a phrase out of the list."""
    service.remove_phrase(session=current_session(), actor=current_actor(), phrase=phrase)
    flash(_("The phrase was taken out."))
    return redirect(url_for(".phrases", committee_id=phrase.committee_id))
