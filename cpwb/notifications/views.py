"""The mails of the demonstration, and whom a mail about a meeting does not reach."""

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from cpwb.access.guard import PUBLIC, Loads, Pages
from cpwb.access.permissions import Permission as P
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.meetings.models import Meeting
from cpwb.notifications import queries
from cpwb.notifications.links import local_links
from cpwb.ui.addresses import asked_page

pages = Pages("notifications", __name__, template_folder="templates")

MEETING = Loads(Meeting, "meeting_id", "meeting", P.MEETING_VIEW, options=(joinedload(Meeting.committee),))


@pages.page("/outbox", access=PUBLIC)
def outbox() -> ResponseReturnValue:
    """Show every mail, so that somebody who tries the demonstration can follow the links in them; only there."""
    if not current_app.config["CPWB_DEMO"]:
        raise NotFound
    found = paginate(current_session(), queries.messages(), number=asked_page())
    return render_template(
        "notifications/outbox.html",
        messages=found,
        linked=lambda text: local_links(text, current_app.config["CPWB_BASE_URL"]),
    )


@pages.page("/meetings/<int:meeting_id>/not-reached", access=P.PERSON_VIEW, loads=MEETING)
def not_reached(meeting: Meeting) -> ResponseReturnValue:
    """Show who is to be told about a meeting by letter or by telephone, and why."""
    return render_template(
        "notifications/not_reached.html",
        meeting=meeting,
        told=queries.not_reached(current_session(), meeting),
        mailed=len(queries.to_be_mailed(current_session(), meeting)),
    )
