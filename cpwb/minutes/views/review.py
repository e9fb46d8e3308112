"""The pages of the review: members read the draft and object to it, staff answer, and the meeting approves."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from cpwb.access.guard import current_actor, may
from cpwb.access.permissions import Permission as P
from cpwb.core.extensions import current_session
from cpwb.meetings.choices import RECORDED_IN
from cpwb.meetings.models import AgendaItem
from cpwb.minutes import queries, service
from cpwb.minutes.forms import AnswerForm, Choices, ObjectionForm, RoundForm
from cpwb.minutes.models import Minutes, Objection
from cpwb.minutes.views.minutes import paper_for
from cpwb.minutes.views.room import is_part, way_back
from cpwb.minutes.views.things import ITEM, MINUTES, OBJECTION, pages


def item_choices(minutes: Minutes) -> Choices:
    """Return the items of minutes that the reader may read, to choose one."""
    return [(item["id"], f"{item['position']}. {item['title']}") for item in paper_for(minutes)["items"]]


@pages.page("/meetings/<int:meeting_id>/minutes/read", methods=("POST",), access=P.MINUTES_OBJECT, loads=MINUTES)
def note_reading(minutes: Minutes) -> ResponseReturnValue:
    """Say that one has read the draft."""
    service.note_reading(session=current_session(), actor=current_actor(), minutes=minutes)
    flash(_("It was recorded that you have read the draft."))
    return redirect(url_for(".minutes", meeting_id=minutes.meeting_id, _anchor="review"))


@pages.page(
    "/meetings/<int:meeting_id>/minutes/object", methods=("GET", "POST"), access=P.MINUTES_OBJECT, loads=MINUTES
)
def object_to(minutes: Minutes) -> ResponseReturnValue:
    """Object to a passage of the draft; staff also do so for a member who told them."""
    session, actor = current_session(), current_actor()
    members = queries.objector_choices(session, minutes) if may(P.MINUTES_SUBMIT, minutes) else None
    asked = request.args.get("item", type=int)
    form = ObjectionForm.offering(item_choices(minutes), members, item_id=asked)
    if form.carries_out(
        lambda: service.object_to_minutes(session=session, actor=actor, minutes=minutes, **form.values())
    ):
        flash(_("The objection was recorded. It is answered before the minutes are approved."))
        return redirect(url_for(".minutes", meeting_id=minutes.meeting_id, _anchor="review"))
    return form.page("minutes/object.html", minutes=minutes, meeting=minutes.meeting)


@pages.page(
    "/objections/<int:objection_id>/answer", methods=("GET", "POST"), access=P.OBJECTION_ANSWER, loads=OBJECTION
)
def answer_objection(objection: Objection) -> ResponseReturnValue:
    """Say what is done with an objection."""
    session, actor = current_session(), current_actor()
    form = AnswerForm(obj=objection)
    if form.carries_out(
        lambda: service.answer_objection(session=session, actor=actor, objection=objection, **form.values())
    ):
        flash(_("The answer was recorded."))
        return redirect(url_for(".minutes", meeting_id=objection.minutes.meeting_id, _anchor="review"))
    return form.page("minutes/answer_objection.html", objection=objection, meeting=objection.minutes.meeting)


# In the room of the next meeting


def _to_approve(item: AgendaItem) -> Minutes:
    """Return the minutes that an item of the agenda is there to approve, or raise NotFound."""
    minutes = queries.to_approve(current_session(), item)
    has_begun = item.meeting is not None and item.meeting.state in RECORDED_IN
    if minutes is None or not has_begun or not may(P.MINUTES_VIEW, minutes):
        raise NotFound
    return minutes


@pages.page("/items/<int:item_id>/approval", access=P.MEETING_RECORD, loads=ITEM)
def approval(item: AgendaItem) -> ResponseReturnValue:
    """Show the draft of the last meeting under the item that is there to approve it."""
    return _approval(item, _to_approve(item))


def _approval(item: AgendaItem, minutes: Minutes, done: str = "") -> ResponseReturnValue:
    session, actor = current_session(), current_actor()
    return render_template(
        "minutes/approval_answer.html" if is_part() else "minutes/approval.html",
        item=item,
        meeting=item.meeting,
        minutes=minutes,
        paper=paper_for(minutes),
        obstacle=queries.obstacle(session, minutes, queries.approver(session, actor, item.committee_id)),
        early=queries.early_approval(session, actor, minutes),
        done=done,
        is_open="closed" not in request.args,
    )


@pages.page("/items/<int:item_id>/approve", methods=("POST",), access=P.MINUTES_APPROVE, loads=ITEM)
def approve_at_meeting(item: AgendaItem) -> ResponseReturnValue:
    """Approve the minutes of the last meeting at this one."""
    minutes = _to_approve(item)
    seen = RoundForm().round.data
    service.approve_minutes(
        session=current_session(), actor=current_actor(), minutes=minutes, meeting=item.meeting, seen=seen
    )
    done = _("The minutes are approved and locked.") if minutes.digest else _("Your approval was recorded.")
    if is_part():
        return _approval(item, minutes, done)
    flash(done)
    return redirect(way_back(item))
