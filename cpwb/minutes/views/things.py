"""What the pages of minutes are registered with, and what they load."""

from sqlalchemy.orm import joinedload, load_only

from cpwb.access.guard import Loads, Pages
from cpwb.access.permissions import Permission as P
from cpwb.actions import queries as action_queries
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee
from cpwb.meetings.models import AgendaItem, Decision, Meeting, NoteVersion
from cpwb.members.models import Mandate, Seat
from cpwb.minutes.models import Addendum, Minutes, MinutesVersion, Objection

pages = Pages("minutes", "cpwb.minutes", template_folder="templates")

MEETING = Loads(Meeting, "meeting_id", "meeting", P.MEETING_VIEW, options=(joinedload(Meeting.committee),))
MINUTES = Loads(
    Minutes,
    "meeting_id",
    "minutes",
    P.MINUTES_VIEW,
    options=(joinedload(Minutes.meeting), joinedload(Minutes.committee).joinedload(Committee.zone)),
    key="meeting_id",
)
ITEM = Loads(
    AgendaItem,
    "item_id",
    "item",
    P.ITEM_VIEW,
    options=(
        joinedload(AgendaItem.committee),
        joinedload(AgendaItem.meeting),
        joinedload(AgendaItem.proposed_by).joinedload(Seat.organisation),
    ),
)
#: An item for a save of its notes, which happens every few seconds and shows nothing else of it.
NOTES = Loads(
    AgendaItem,
    "item_id",
    "item",
    P.ITEM_VIEW,
    options=(
        load_only(
            AgendaItem.committee_id,
            AgendaItem.is_of_template,
            AgendaItem.is_repeated,
            AgendaItem.kind,
            AgendaItem.meeting_id,
            AgendaItem.notes,
            AgendaItem.notes_at,
            AgendaItem.notes_revision,
            AgendaItem.revision,
            AgendaItem.title,
            AgendaItem.visibility,
        ),
        joinedload(AgendaItem.meeting).load_only(Meeting.language, Meeting.state),
    ),
)
DECISION = Loads(
    Decision,
    "decision_id",
    "decision",
    P.DECISION_VIEW,
    options=(joinedload(Decision.item).joinedload(AgendaItem.meeting), joinedload(Decision.committee)),
)
ACTION = Loads(
    ActionPoint,
    "action_id",
    "action",
    P.ACTION_VIEW,
    options=(*action_queries.WITH_OWNER, joinedload(ActionPoint.committee)),
)
VERSION = Loads(
    NoteVersion,
    "note_version_id",
    "version",
    P.NOTES_EDIT,
    options=(joinedload(NoteVersion.item).joinedload(AgendaItem.meeting), joinedload(NoteVersion.committee)),
)
OBJECTION = Loads(
    Objection,
    "objection_id",
    "objection",
    P.OBJECTION_VIEW,
    options=(
        joinedload(Objection.minutes).joinedload(Minutes.meeting).joinedload(Meeting.committee),
        joinedload(Objection.item),
        joinedload(Objection.mandate).joinedload(Mandate.seat).joinedload(Seat.organisation),
    ),
)
ADDENDUM = Loads(
    Addendum,
    "addendum_id",
    "addendum",
    P.ADDENDUM_VIEW,
    options=(joinedload(Addendum.minutes).joinedload(Minutes.meeting), joinedload(Addendum.committee)),
)
APPROVED = Loads(
    MinutesVersion,
    "approved_id",
    "version",
    P.MINUTES_VIEW,
    options=(
        joinedload(MinutesVersion.minutes).joinedload(Minutes.meeting),
        joinedload(MinutesVersion.committee).joinedload(Committee.zone),
    ),
)
#: What the keys are for that seal a PDF of minutes.
SEAL = "minutes pdf"
