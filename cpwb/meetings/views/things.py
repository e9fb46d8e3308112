"""What the pages of meetings are registered with, and the things that their addresses name."""

from sqlalchemy.orm import joinedload

from cpwb.access.guard import Loads, Pages
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee
from cpwb.meetings.models import AgendaItem, AgendaTemplate, Meeting, TemplateItem
from cpwb.members.models import Seat

pages = Pages("meetings", "cpwb.meetings", template_folder="templates")

COMMITTEE = Loads(Committee, "committee_id", "committee", P.COMMITTEE_VIEW)
MEETING = Loads(Meeting, "meeting_id", "meeting", P.MEETING_VIEW, options=(joinedload(Meeting.committee),))
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
TEMPLATE_ITEM = Loads(
    TemplateItem, "template_item_id", "item", P.ITEM_EDIT, options=(joinedload(TemplateItem.committee),)
)
AGENDA_TEMPLATE = Loads(
    AgendaTemplate,
    "agenda_template_id",
    "template",
    P.MEETING_PLAN,
    options=(joinedload(AgendaTemplate.committee),),
)
