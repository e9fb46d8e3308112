"""The page of the audit log."""

from flask.typing import ResponseReturnValue

from cpwb.access.guard import Pages, current_actor
from cpwb.access.permissions import Permission as P
from cpwb.audit import queries
from cpwb.audit.forms import AuditFilters
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.ui.addresses import asked_page

pages = Pages("audit", __name__, template_folder="templates")


@pages.page("/audit", access=P.AUDIT_VIEW)
def log() -> ResponseReturnValue:
    """Show who did what, when, to which row: names of events and numbers of rows, never what was written."""
    form = AuditFilters()
    form.user.offer(queries.user_choices(current_session()))
    asked = form.values()
    found = queries.entries(
        current_actor(), since=asked["since"], until=asked["until"], tag=asked["what"], user=asked["user"]
    )
    return form.page("audit/log.html", entries=paginate(current_session(), found, number=asked_page()))
