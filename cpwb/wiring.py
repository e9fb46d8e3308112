"""The only file that knows everyone: tables, blueprints, handlers of events, the menu, commands."""

from collections.abc import Sequence
from types import ModuleType

import click
from flask import Blueprint

from cpwb import checks
from cpwb.access.guard import PUBLIC, SIGNED_IN
from cpwb.access.permissions import Permission as P
from cpwb.accounts import commands as account_commands
from cpwb.accounts import mails as account_mails
from cpwb.accounts import models as grants
from cpwb.accounts import user
from cpwb.accounts import views as accounts
from cpwb.accounts.events import AccountMailWritten, UserInvited
from cpwb.actions import models as action_tables
from cpwb.actions import views as actions
from cpwb.actions.events import ActionOpened
from cpwb.audit import handlers as audit_handlers
from cpwb.audit import models as audit_tables
from cpwb.audit import views as audit
from cpwb.committees import commands as committee_commands
from cpwb.committees import models as committee_tables
from cpwb.committees import views as committees
from cpwb.core.events import Event, Handlers
from cpwb.core.words import _l
from cpwb.demo import commands as demo_commands
from cpwb.initiatives import models as initiative_tables
from cpwb.initiatives import views as initiatives
from cpwb.meetings import models as meeting_tables
from cpwb.meetings import views as meetings
from cpwb.meetings.events import MeetingCancelled, MeetingConvened, MeetingEdited, MeetingStarted, RecordChanged
from cpwb.members import models as member_tables
from cpwb.members import views as members
from cpwb.minutes import handlers as minutes_handlers
from cpwb.minutes import models as minutes_tables
from cpwb.minutes import views as minutes
from cpwb.minutes.events import MinutesSubmitted
from cpwb.minutes.papers import models as paper_tables
from cpwb.minutes.papers import views as papers
from cpwb.monitoring import views as monitoring
from cpwb.notifications import commands as outbox_commands
from cpwb.notifications import handlers as mail_handlers
from cpwb.notifications import models as outbox_tables
from cpwb.notifications import views as notifications
from cpwb.overview import views as overview
from cpwb.ui import styleguide
from cpwb.ui.templating import NavigationEntry

#: The modules that hold tables; naming them here makes every table known.
TABLES: Sequence[ModuleType] = (
    user,
    grants,
    committee_tables,
    member_tables,
    meeting_tables,
    action_tables,
    minutes_tables,
    paper_tables,
    initiative_tables,
    outbox_tables,
    audit_tables,
)

BLUEPRINTS: Sequence[Blueprint] = (
    accounts.pages,
    committees.pages,
    members.pages,
    meetings.pages,
    actions.pages,
    minutes.pages,
    papers.pages,
    initiatives.pages,
    overview.pages,
    monitoring.pages,
    audit.pages,
    notifications.pages,
    styleguide.pages,
)

#: Who hears which event, in its transaction; the handlers of a class hear the classes below it too.
HANDLERS: Handlers = {
    Event: (audit_handlers.keep_entry,),
    UserInvited: (account_mails.write_invitation,),
    AccountMailWritten: (mail_handlers.put_account_mail,),
    MeetingStarted: (minutes_handlers.begin,),
    RecordChanged: (minutes_handlers.refuse_when_submitted,),
    ActionOpened: (minutes_handlers.refuse_action_when_submitted, minutes_handlers.note_treated),
    MeetingConvened: (mail_handlers.call_members,),
    MeetingEdited: (mail_handlers.tell_of_change,),
    MeetingCancelled: (mail_handlers.tell_of_cancelling,),
    MinutesSubmitted: (mail_handlers.tell_of_draft,),
}

NAVIGATION: Sequence[NavigationEntry] = (
    # one line each, in the order of the menu
    NavigationEntry(_l("Home"), "overview.home", SIGNED_IN),
    NavigationEntry(_l("My action points"), "actions.mine", P.ACTION_REPORT),
    NavigationEntry(_l("Committees"), "committees.committees", P.COMMITTEE_VIEW),
    NavigationEntry(_l("Initiatives"), "initiatives.initiatives", P.INITIATIVE_VIEW),
    NavigationEntry(_l("Overview"), "monitoring.overview", P.OVERVIEW_VIEW),
    NavigationEntry(_l("Police zones"), "committees.zones", P.ZONE_VIEW),
    NavigationEntry(_l("Organisations"), "committees.organisations", P.ORGANISATION_VIEW),
    NavigationEntry(_l("Accounts"), "accounts.users", P.USER_MANAGE),
    NavigationEntry(_l("Audit log"), "audit.log", P.AUDIT_VIEW),
)

#: What stands at the foot of every page, for everybody.
FOOTER: Sequence[NavigationEntry] = (
    NavigationEntry(_l("What the committees discussed"), "minutes.summaries", PUBLIC),
    NavigationEntry(_l("Verify a document"), "minutes.verify", PUBLIC),
    NavigationEntry(_l("Who may do what"), "accounts.access", PUBLIC),
)

COMMANDS: Sequence[click.Command] = (
    checks.check,
    account_commands.users,
    account_commands.access,
    committee_commands.zones,
    outbox_commands.outbox,
    demo_commands.demo,
)
