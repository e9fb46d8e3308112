"""The names: roles, and permissions as `noun:verb`, each with a sentence for the page "Who may do what"."""

from enum import StrEnum

from cpwb.core.words import LazyText, _l


class Role(StrEnum):
    """What a grant makes somebody; the place it holds for is part of the grant."""

    ADMINISTRATOR = "administrator"
    MONITOR = "monitor"
    COORDINATOR = "coordinator"
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    ALTERNATE = "alternate"
    OBSERVER = "observer"
    PRACTICE_EDITOR = "practice_editor"

    @property
    def label(self) -> LazyText:
        """Return the role in the reader's language."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.ADMINISTRATOR: _l("administrator"),
    Role.MONITOR: _l("IOM monitor"),
    Role.COORDINATOR: _l("zone coordinator"),
    Role.CHAIR: _l("chair"),
    Role.CO_CHAIR: _l("co-chair"),
    Role.SECRETARY: _l("secretary"),
    Role.MEMBER: _l("member"),
    Role.ALTERNATE: _l("substitute member"),
    Role.OBSERVER: _l("observer"),
    Role.PRACTICE_EDITOR: _l("practice editor"),
}

#: Roles that hold everywhere, in one zone, or in one committee; a CHECK constraint on the grant says the same.
EVERYWHERE = (Role.ADMINISTRATOR, Role.MONITOR, Role.PRACTICE_EDITOR)
IN_A_ZONE = (Role.COORDINATOR,)
IN_A_COMMITTEE = (Role.CHAIR, Role.CO_CHAIR, Role.SECRETARY, Role.MEMBER, Role.ALTERNATE, Role.OBSERVER)


class Permission(StrEnum):
    """Everything that can be allowed, alphabetically."""

    ACTION_CREATE = "action:create"
    ACTION_EDIT = "action:edit"
    ACTION_READ = "action:read"
    ACTION_REPORT = "action:report"
    ACTION_VIEW = "action:view"
    ADDENDUM_APPROVE = "addendum:approve"
    ADDENDUM_VIEW = "addendum:view"
    ADDENDUM_WRITE = "addendum:write"
    AGENDA_PRINT = "agenda:print"
    AGENDA_VIEW = "agenda:view"
    ATTENDANCE_VIEW = "attendance:view"
    AUDIT_VIEW = "audit:view"
    COMMITTEE_CLOSE = "committee:close"
    COMMITTEE_CREATE = "committee:create"
    COMMITTEE_EDIT = "committee:edit"
    COMMITTEE_VIEW = "committee:view"
    CONSENT_RECORD = "consent:record"
    DECISION_VIEW = "decision:view"
    INITIATIVE_EDIT = "initiative:edit"
    INITIATIVE_VIEW = "initiative:view"
    ITEM_EDIT = "item:edit"
    ITEM_PROPOSE = "item:propose"
    ITEM_VIEW = "item:view"
    MANDATE_EDIT = "mandate:edit"
    MEETING_CONVENE = "meeting:convene"
    MEETING_PLAN = "meeting:plan"
    MEETING_RECORD = "meeting:record"
    MEETING_VIEW = "meeting:view"
    MINUTES_APPROVE = "minutes:approve"
    MINUTES_EXPORT = "minutes:export"
    MINUTES_OBJECT = "minutes:object"
    MINUTES_REOPEN = "minutes:reopen"
    MINUTES_SUBMIT = "minutes:submit"
    MINUTES_VIEW = "minutes:view"
    NOTES_EDIT = "notes:edit"
    OBJECTION_ANSWER = "objection:answer"
    OBJECTION_VIEW = "objection:view"
    ORGANISATION_CREATE = "organisation:create"
    ORGANISATION_EDIT = "organisation:edit"
    ORGANISATION_VIEW = "organisation:view"
    OVERVIEW_VIEW = "overview:view"
    PERSON_EDIT = "person:edit"
    PERSON_VIEW = "person:view"
    SEAT_EDIT = "seat:edit"
    SEAT_VIEW = "seat:view"
    SUMMARY_EDIT = "summary:edit"
    USER_MANAGE = "user:manage"
    ZONE_EDIT = "zone:edit"
    ZONE_VIEW = "zone:view"

    @property
    def label(self) -> LazyText:
        """Return the sentence that says what the permission allows."""
        return _PERMISSION_LABELS[self]


_P = Permission
_PERMISSION_LABELS = {
    _P.ACTION_CREATE: _l("record a new action point"),
    _P.ACTION_EDIT: _l("change an action point and its owner, leave it out of the follow-up for a while"),
    _P.ACTION_READ: _l("read the description, the result and the follow-up of an action point"),
    _P.ACTION_REPORT: _l("report progress on an action point and move its due date with a reason (members: their own)"),
    _P.ACTION_VIEW: _l("see the number, title, state, due date and side of action points"),
    _P.ADDENDUM_APPROVE: _l("approve a correction of approved minutes for one's own side"),
    _P.ADDENDUM_VIEW: _l("read corrections of approved minutes (of restricted items: chairs and secretary only)"),
    _P.ADDENDUM_WRITE: _l("propose a correction of approved minutes"),
    _P.AGENDA_PRINT: _l("print the chair's copy of agenda, minutes and action list, with the restricted items"),
    _P.AGENDA_VIEW: _l("see the agenda and the backlog"),
    _P.ATTENDANCE_VIEW: _l("see the attendance per seat"),
    _P.AUDIT_VIEW: _l("read the audit log"),
    _P.COMMITTEE_CLOSE: _l("close a committee"),
    _P.COMMITTEE_CREATE: _l("create a committee"),
    _P.COMMITTEE_EDIT: _l("change the details and the rules of a committee"),
    _P.COMMITTEE_VIEW: _l("see the page of a committee"),
    _P.CONSENT_RECORD: _l("record and withdraw a consent on behalf of a member"),
    _P.DECISION_VIEW: _l("read decisions (IOM: those marked public)"),
    _P.INITIATIVE_EDIT: _l("record initiatives, their milestones, sessions and evaluation"),
    _P.INITIATIVE_VIEW: _l("read initiatives"),
    _P.ITEM_EDIT: _l("change agenda items and their order"),
    _P.ITEM_PROPOSE: _l("propose an agenda item"),
    _P.ITEM_VIEW: _l("read agenda items and their notes (restricted ones: chairs and secretary only)"),
    _P.MANDATE_EDIT: _l("start, end and replace mandates"),
    _P.MEETING_CONVENE: _l("convene, postpone and cancel a meeting"),
    _P.MEETING_PLAN: _l("plan a meeting and prepare its agenda"),
    _P.MEETING_RECORD: _l("record attendance and decisions, start and close a meeting"),
    _P.MEETING_VIEW: _l("see the date, place, state and head counts of meetings"),
    _P.MINUTES_APPROVE: _l("approve the minutes for one's own side"),
    _P.MINUTES_EXPORT: _l("download approved minutes as data, restricted items included"),
    _P.MINUTES_OBJECT: _l("object to the draft minutes, and say that one has read them"),
    _P.MINUTES_REOPEN: _l("ask for one's own side to reopen the latest approved minutes"),
    _P.MINUTES_SUBMIT: _l("submit the minutes for review"),
    _P.MINUTES_VIEW: _l("read the minutes"),
    _P.NOTES_EDIT: _l("write the notes of an agenda item"),
    _P.OBJECTION_ANSWER: _l("answer objections to the draft minutes"),
    _P.OBJECTION_VIEW: _l("read objections to the draft minutes (to restricted items: chairs and secretary only)"),
    _P.ORGANISATION_CREATE: _l("create organisations"),
    _P.ORGANISATION_EDIT: _l("change and close organisations"),
    _P.ORGANISATION_VIEW: _l("see organisations"),
    _P.OVERVIEW_VIEW: _l("read the figures over all committees"),
    _P.PERSON_EDIT: _l("record persons and invite them"),
    _P.PERSON_VIEW: _l("see the name and the contact details of members"),
    _P.SEAT_EDIT: _l("create, change and close seats"),
    _P.SEAT_VIEW: _l("see the seats and who holds them (names only with consent)"),
    _P.SUMMARY_EDIT: _l("write, publish and withdraw the public summary of minutes"),
    _P.USER_MANAGE: _l("manage accounts and grants"),
    _P.ZONE_EDIT: _l("create, change and close zones"),
    _P.ZONE_VIEW: _l("see the page of a zone"),
}
