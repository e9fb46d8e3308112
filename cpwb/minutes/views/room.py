"""The pages of the room in which minutes are taken."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.actions import queries as action_queries
from cpwb.actions import service as action_service
from cpwb.actions.models import ActionPoint
from cpwb.core import clock
from cpwb.core.errors import RuleBroken
from cpwb.core.extensions import current_session
from cpwb.core.words import _l
from cpwb.meetings import queries as meeting_queries
from cpwb.meetings import service as meeting_service
from cpwb.meetings.forms import attendance_form
from cpwb.meetings.models import AgendaItem, Decision, Meeting
from cpwb.minutes import queries
from cpwb.minutes.forms import DecisionForm, NotesForm, action_form, progress_form
from cpwb.minutes.sentences import OPENINGS
from cpwb.minutes.views.things import ACTION, DECISION, ITEM, MEETING, pages
from cpwb.ui.addresses import local_path
from cpwb.ui.forms import Form


@pages.page("/meetings/<int:meeting_id>/room", access=P.MEETING_RECORD, loads=MEETING)
def room(meeting: Meeting) -> ResponseReturnValue:
    """Record a whole meeting on one page: attendance and, per item, notes, decisions and action points."""
    session, actor = current_session(), current_actor()
    minutes = queries.minutes_of(session, meeting)
    if not queries.is_being_recorded(meeting, minutes):
        return _closed_room(meeting)
    entries = queries.room_items(session, actor, meeting)
    return render_template(
        "minutes/room.html",
        meeting=meeting,
        minutes=minutes,
        entries=entries,
        notes={entry.item.id: NotesForm.of(entry.item) for entry in entries},
        reports={action.id: progress_form(action) for entry in entries for action in entry.followed_up},
        attendance=attendance_form(meeting_queries.attendance_list(session, meeting)),
        quorum=meeting_queries.quorum(session, meeting),
        times=meeting_queries.timetable(session, meeting),
        shown=queries.shown_item(session, actor, meeting),
        openings=OPENINGS,
        phrases=queries.phrases_in(session, actor, meeting),
        kept=_kept_forms(
            [(left.item_id, left.position) for left in meeting_queries.items_not_reached(session, meeting)]
        ),
    )


def _closed_room(meeting: Meeting) -> str:
    """Say why nothing can be recorded; what was written here and never saved can still be copied."""
    kept = _kept_forms(meeting_queries.places_that_were(current_session(), meeting))
    return render_template("minutes/closed_room.html", meeting=meeting, kept=kept)


def _kept_forms(places: Iterable[tuple[int, int]]) -> list[tuple[str, str]]:
    """Return what `kept_texts` asks of items that can be written no more: their ids and places on the agenda."""
    return [(f"notes-{item_id}", _("Item %(place)s", place=place)) for item_id, place in places]


def is_part() -> bool:
    """Say whether a script asks for a part of the room, to put in place."""
    return "HX-Request" in request.headers


def way_back(item: AgendaItem) -> str:
    """Return the address of an item in the room, or of the backlog for one that stands on no agenda."""
    if item.meeting_id is None:
        return url_for("meetings.backlog", committee_id=item.committee_id)
    return url_for(".room", meeting_id=item.meeting_id, _anchor=f"item-{item.id}")


def check_on_agenda(item: AgendaItem) -> None:
    """Raise RuleBroken when something is sent for an item that waits in the backlog: it has no room."""
    if item.meeting is None and request.method == "POST":
        raise RuleBroken(
            None,
            _l("This item is on no agenda any more: it waits in the backlog, and nothing can be recorded under it."),
        )


def _is_recorded(item: AgendaItem) -> bool:
    """Say whether something can be recorded under an item now."""
    meeting = item.meeting
    return meeting is not None and queries.is_being_recorded(meeting, queries.minutes_of(current_session(), meeting))


@pages.page("/items/<int:item_id>/decisions", methods=("GET", "POST"), access=P.NOTES_EDIT, loads=ITEM)
def record_decision(item: AgendaItem) -> ResponseReturnValue:
    """Record what was decided under an item."""
    check_on_agenda(item)
    session, actor = current_session(), current_actor()
    form = DecisionForm.of(item)
    recorded = form.carries_out(
        lambda: meeting_service.record_decision(session=session, actor=actor, item=item, **form.values())
    )
    return answer_record(form, item, "decision", _("The decision was recorded.") if recorded else "")


@pages.page("/items/<int:item_id>/actions", methods=("GET", "POST"), access=P.ACTION_CREATE, loads=ITEM)
def open_action(item: AgendaItem) -> ResponseReturnValue:
    """Record an action point under an item."""
    check_on_agenda(item)
    session, actor, committee = current_session(), current_actor(), item.committee
    form = action_form(item, action_queries.owner_choices(session, committee, clock.today()))
    recorded = form.carries_out(
        lambda: action_service.open_action(
            session=session, actor=actor, committee=committee, item=item, **form.values()
        )
    )
    done = _("Action point %(number)s was recorded.", number=form.outcome.number) if recorded else ""
    return answer_record(form, item, "action", done)


def answer_record(form: Form, item: AgendaItem, noun: str, done: str) -> ResponseReturnValue:
    """Answer a form under an item: with its region in the room, or without scripts with a page or the way back."""
    back = way_back(item)
    if done and not is_part():
        flash(done)
        return redirect(back)
    if request.method == "GET" and not _is_recorded(item):
        return redirect(back)
    entry = queries.room_item(current_session(), current_actor(), item)
    if not is_part():
        return form.page(f"minutes/{noun}.html", entry=entry, meeting=item.meeting, back=back)
    part = f"minutes/{noun}s_answer.html"
    if done or "closed" in request.args:
        return render_template(part, form=None, entry=entry, done=done)
    return form.page(part, entry=entry, done="")


@pages.page("/decisions/<int:decision_id>/remove", methods=("POST",), access=P.NOTES_EDIT, loads=DECISION)
def remove_decision(decision: Decision) -> ResponseReturnValue:
    """Take out a decision that was recorded by mistake."""
    session, actor, item = current_session(), current_actor(), decision.item
    meeting_service.remove_decision(session=session, actor=actor, decision=decision)
    done = _("The decision was taken out.")
    if not is_part():
        flash(done)
        return redirect(way_back(item))
    entry = queries.room_item(session, actor, item)
    return render_template("minutes/decisions_answer.html", form=None, entry=entry, done=done)


@pages.page("/actions/<int:action_id>/progress", methods=("POST",), access=P.ACTION_REPORT, loads=ACTION)
def report_progress(action: ActionPoint) -> ResponseReturnValue:
    """Say in the room how an action point stands that comes back at a meeting."""
    session, actor = current_session(), current_actor()
    back = local_path(request.args.get("back"), url_for("actions.action", action_id=action.id))
    form = progress_form(action)
    done = form.carries_out(
        lambda: action_service.report_progress(session=session, actor=actor, action=action, **form.values())
    )
    said = _("Your report was saved.")
    if done and is_part():
        fresh = progress_form(action, formdata=None)
        return render_template("minutes/progress_answer.html", form=fresh, action=action, back=back, done=said)
    if done:
        flash(said)
        return redirect(back)
    part = "minutes/progress_answer.html" if is_part() else "minutes/progress.html"
    return form.page(part, action=action, back=back, done="")
