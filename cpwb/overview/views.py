"""The front pages: home, a zone, a committee, a meeting. Each composes what several features know."""

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from cpwb.access.guard import PUBLIC, Loads, Pages, current_actor
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee, Zone
from cpwb.core import clock
from cpwb.core.extensions import current_session
from cpwb.meetings.models import Meeting
from cpwb.overview import queries
from cpwb.overview.queries import SHORT

pages = Pages("overview", __name__, template_folder="templates")

ZONE = Loads(
    Zone,
    "zone_id",
    "zone",
    P.ZONE_VIEW,
    options=(selectinload(Zone.municipalities), selectinload(Zone.predecessors), joinedload(Zone.successor)),
)
COMMITTEE = Loads(Committee, "committee_id", "committee", P.COMMITTEE_VIEW, options=(joinedload(Committee.zone),))
MEETING = Loads(
    Meeting,
    "meeting_id",
    "meeting",
    P.MEETING_VIEW,
    options=(joinedload(Meeting.committee).joinedload(Committee.zone),),
)


@pages.page("/", access=PUBLIC)
def home() -> ResponseReturnValue:
    """Show a visitor what CPWB is, and everybody else what asks for attention."""
    if not current_actor().is_signed_in:
        return render_template("overview/welcome.html")
    found = queries.home(current_session(), current_actor(), clock.now(), clock.today())
    return render_template("overview/home.html", home=found, short=SHORT)


@pages.page("/zones/<int:zone_id>", access=P.ZONE_VIEW, loads=ZONE)
def zone(zone: Zone) -> ResponseReturnValue:
    """Show a zone."""
    front = queries.zone_front(current_session(), current_actor(), zone)
    return render_template("overview/zone.html", zone=zone, front=front)


@pages.page("/committees/<int:committee_id>", access=P.COMMITTEE_VIEW, loads=COMMITTEE)
def committee(committee: Committee) -> ResponseReturnValue:
    """Show a committee."""
    front = queries.committee_front(current_session(), current_actor(), committee, clock.now(), clock.today())
    return render_template("overview/committee.html", committee=committee, front=front)


@pages.page("/meetings/<int:meeting_id>", access=P.MEETING_VIEW, loads=MEETING)
def meeting(meeting: Meeting) -> ResponseReturnValue:
    """Show a meeting."""
    front = queries.meeting_front(current_session(), current_actor(), meeting, clock.today())
    return render_template("overview/meeting.html", meeting=meeting, front=front)
