"""A committee with everything in it: each kind of row in each state, with hostile texts, in both languages.

The tests that hold the whole house ask it for the ids in a URL. A page with a new argument in its URL adds the argument
here; a new table adds a row here.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask, url_for
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint, FollowUp
from cpwb.committees.choices import LanguageRegime, Side
from cpwb.committees.models import Committee, Municipality, Zone
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.initiatives.choices import InitiativeState
from cpwb.initiatives.models import Evaluation, Milestone
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind, MeetingState, NoteKind, Visibility
from cpwb.meetings.models import AgendaItem, Decision, HeadCount, Meeting
from cpwb.members.choices import Channel, ConsentKind, MandateRole
from cpwb.members.models import Mandate, Person, Seat
from cpwb.minutes.choices import MinutesState, ObjectionAnswer, SummaryState
from cpwb.minutes.models import (
    AddendumApproval,
    Approval,
    Minutes,
    MinutesVersion,
    Phrase,
    Presentation,
    PublicSummary,
    Reading,
    ReopeningRequest,
)
from cpwb.minutes.papers.models import HouseStyle
from cpwb.minutes.snapshot import digest_of, snapshot_of
from cpwb.monitoring.indicators import INDICATORS
from cpwb.notifications.choices import MessageState
from tests.factories.accounts import a_grant, a_user
from tests.factories.actions import an_action
from tests.factories.audit import an_entry
from tests.factories.committees import a_committee, a_zone, an_organisation
from tests.factories.initiatives import an_initiative, an_initiative_session
from tests.factories.meetings import (
    a_decision,
    a_meeting,
    a_template_item,
    an_agenda_template,
    an_attendance,
    an_item,
    an_unreached_item,
)
from tests.factories.members import a_consent, a_mandate, a_person, a_seat
from tests.factories.minutes import an_addendum, an_objection
from tests.factories.notes import a_note_version, a_note_writer
from tests.factories.notifications import a_message
from tests.factories.papers import a_logo

#: What people may type, and what must come back as they typed it.
HOSTILE = "O'Brien & <b>Zoë</b> \"Müller\" – 100 % {{ 7*7 }} %s %d \\'; DROP TABLE zones; -- שלום مرحبا 🙂"
LONG = ("Zeer lange naam met umlauten äöüß en een einde " * 5)[:200]
BOTH = Bilingual(HOSTILE, LONG)
LINES = f"{HOSTILE}\n\n<script>alert(1)</script>\n{LONG}"
NOTES = "<h1>Kop</h1><div>Besproken: <strong>veel</strong> &lt;b&gt;</div><ul><li>een</li></ul>"
#: The meetings of the committee, and how many days from today each is.
MEETINGS = (
    (MeetingState.IN_PROGRESS, 0),
    (MeetingState.CONVENED, 0),
    (MeetingState.DRAFT, 30),
    (MeetingState.CANCELLED, -20),
    (MeetingState.CLOSED, -10),
    (MeetingState.CLOSED, -40),
    (MeetingState.CLOSED, -70),
)

_numbers = itertools.count(1)


@dataclass
class World:
    """The rows of one committee, and for each argument of a URL the ids that may stand there."""

    zone: Zone
    committee: Committee
    #: Stands in every text of this committee and in no other's.
    mark: str
    seats: list[Seat] = field(default_factory=list)
    ids: dict[str, list[int | str]] = field(default_factory=dict)

    @property
    def restricted(self) -> str:
        """Return what stands in the texts of restricted items, for the chairs and the secretary alone."""
        return f"{self.mark}R"

    @property
    def named(self) -> str:
        """Return what stands in the names of persons whom the committee may see."""
        return f"{self.mark}N"

    @property
    def unnamed(self) -> str:
        """Return what stands in the names of community members who did not agree to be named, or no longer."""
        return f"{self.mark}U"

    @property
    def said(self) -> str:
        """Return what stands in the notes of unrestricted items."""
        return f"{self.mark}S"

    def text(self, words: str = HOSTILE) -> str:
        """Return hostile words of this committee, at most 200 characters of them."""
        return f"{self.mark} {words}"[:200]

    def both(self) -> Bilingual:
        """Return hostile words of this committee in both languages."""
        return Bilingual(self.text(), self.text(LONG))

    def notes(self, visibility: Visibility) -> str:
        """Return notes as they are stored."""
        return f"<p>{self.restricted if visibility is Visibility.RESTRICTED else self.said}</p>{NOTES}"

    def add(self, argument: str, *things: object) -> None:
        """Let the ids of `things` stand for an argument of a URL."""
        self.ids.setdefault(argument, []).extend(getattr(thing, "id", thing) for thing in things)  # type: ignore[arg-type]  # ids or words

    def values(self, rule: Rule, *, variant: int = 0) -> dict[str, int | str]:
        """Return the arguments of a rule; another `variant` gives rows in other states."""
        unknown = set(rule.arguments) - set(self.ids)
        assert not unknown, f"{rule.endpoint}: add {', '.join(sorted(unknown))} to the world in tests/access/world.py"
        return {name: self.ids[name][variant % len(self.ids[name])] for name in rule.arguments}

    def variants(self, rule: Rule) -> int:
        """Return how many variants a rule has."""
        return max((len(self.ids.get(name, [])) for name in rule.arguments), default=1)

    def path(self, app: Flask, rule: Rule, *, variant: int = 0) -> str:
        """Return the address of a page about things of this world."""
        with app.test_request_context():
            return url_for(rule.endpoint, **self.values(rule, variant=variant))  # type: ignore[arg-type]  # ids, not options


def a_world(session: Session, *, zone: Zone | None = None) -> World:
    """Return a committee with everything in it, in a zone of its own unless one is given."""
    zone = zone or _zone(session)
    mark = f"Kwark{next(_numbers)}x"
    committee = a_committee(
        session,
        zone=zone,
        name=Bilingual(f"{mark} {HOSTILE}"[:200], f"{mark} {LONG}"[:200]),
        purpose=Bilingual(LINES, LINES),
        working_languages=LanguageRegime.NL_FR,
        founded_on=clock.today() - timedelta(days=400),
        quorum_total=2,
        quorum_police=1,
        controllers=LINES,
    )
    world = World(zone, committee, mark)
    world.add("zone_id", zone)
    world.add("committee_id", committee)
    world.add("key", *(indicator.key for indicator in INDICATORS))
    world.add("kind", *ConsentKind)
    world.add("token", "no-such-token")
    world.add("suffix", "pdf", "docx")
    world.add("year", clock.today().year, clock.today().year - 1)
    session.add(a_house_style(world))
    seats, mandates = _members(session, world)
    meetings = _meetings(session, world, seats, mandates)
    actions = _actions(session, world, seats, meetings)
    _initiatives(session, world, seats, actions)
    _minutes(session, world, meetings, mandates)
    _helps(session, world, meetings)
    _messages(session, world)
    session.commit()
    return world


def a_house_style(world: World) -> HouseStyle:
    """Return a house style with a logo and hostile lines."""
    lines = {name: world.both() for name in ("logo_alt", "header", "footer", "funding", "disclaimer")}
    return HouseStyle(committee=world.committee, logo=a_logo(), **lines)


def _zone(session: Session) -> Zone:
    zone = a_zone(session, name=Bilingual(HOSTILE[:150], LONG), note=Bilingual(HOSTILE, HOSTILE))
    session.add(Municipality(name=Bilingual("'s-Gravenbrakel", "Braine-l'Alleud"), zone=zone, nis=None))
    return zone


def _members(session: Session, world: World) -> tuple[list[Seat], list[Mandate]]:
    """Fill a seat per side with a chair, a co-chair and a secretary, stand somebody in, and leave one seat vacant."""
    committee, zone = world.committee, world.zone
    sides = (Side.POLICE, Side.COMMUNITY, Side.MUNICIPALITY, Side.COMMUNITY)
    organisations = [
        an_organisation(session, zone=zone, side=side, name=world.both(), website="https://a.example") for side in sides
    ]
    seats = [
        a_seat(session, committee=committee, side=side, organisation=organisation, title=world.both())
        for side, organisation in zip(sides, organisations, strict=True)
    ]
    roles = (MandateRole.CHAIR, MandateRole.CO_CHAIR, MandateRole.SECRETARY)
    mandates = [
        a_mandate(session, seat=seat, role=role, person=_person(session, world, world.named))
        for seat, role in zip(seats, roles, strict=False)
    ]
    unnamed = [_person(session, world, world.unnamed) for _place in range(2)]
    mandates.append(a_mandate(session, seat=seats[1], role=MandateRole.ALTERNATE, person=unnamed[0]))
    mandates.append(a_mandate(session, seat=seats[3], person=unnamed[1], ends_on=clock.today() - timedelta(days=30)))
    letter = _person(session, world, world.unnamed, channel=Channel.POST, contact="Straat 1\n1000 Brussel")
    consents = [
        a_consent(session, person=mandates[1].person),
        a_consent(session, person=mandates[3].person, withdrawn_on=clock.today()),
    ]
    world.seats += seats
    world.add("organisation_id", *organisations)
    world.add("seat_id", *seats)
    world.add("mandate_id", *mandates)
    world.add("person_id", *(mandate.person for mandate in mandates), letter)
    world.add("consent_id", *consents)
    for mandate in mandates[:3]:
        user = a_user(session)
        mandate.person.user_id = user.id
        grant = a_grant(session, user=user, role=mandate.role.access_role, committee=committee, seat=mandate.seat)
        grant.mandate_id = mandate.id
        world.add("user_id", user)
        world.add("grant_id", grant)
    session.flush()
    return seats, mandates


def _person(session: Session, world: World, mark: str, **values: Any) -> Person:
    return a_person(session, committee=world.committee, last_name=f"{mark} {LONG}"[:100], **values)


def _meetings(session: Session, world: World, seats: list[Seat], mandates: list[Mandate]) -> list[Meeting]:
    """Hold a meeting in each state, three of them closed, and keep a backlog."""
    meetings, agendas = [], []
    for number, (state, away) in enumerate(MEETINGS, 1):
        meeting = a_meeting(
            session,
            committee=world.committee,
            number=number,
            starts_at=clock.now() + timedelta(days=away),
            state=state,
            place=HOSTILE[:150],
            guests=HOSTILE,
            convened_at=None if state is MeetingState.DRAFT else clock.now(),
            closed_at=clock.now() if state is MeetingState.CLOSED else None,
            cancel_reason=HOSTILE if state is MeetingState.CANCELLED else "",
        )
        meetings.append(meeting)
        held = state in (MeetingState.IN_PROGRESS, MeetingState.CLOSED)
        agendas.append(_agenda(session, world, meeting, seats, held=held))
        if held:
            _attendance(session, meeting, seats, mandates)
    backlog = [
        an_item(session, committee=world.committee, title=world.text(), explanation=LINES, proposed_by=seats[1]),
        an_item(session, committee=world.committee, title=world.text(LONG), put_aside_on=clock.today()),
        an_item(session, committee=world.committee, title=world.restricted, visibility=Visibility.RESTRICTED),
    ]
    # An item of each meeting, those of the backlog, and then the others: items in all states come first.
    first, *others = zip(*agendas, strict=True)
    world.add("item_id", *first, *backlog, *(item for items in others for item in items))
    world.add("meeting_id", *meetings)
    _subjects(session, world, agendas, backlog)
    _unreached(session, meetings, agendas, backlog)
    _histories(session, world, meetings)
    world.add("decision_id", *_decisions(session, world, meetings))
    return meetings


def _subjects(session: Session, world: World, agendas: list[list[AgendaItem]], backlog: list[AgendaItem]) -> None:
    """Let what waits continue what was treated, a restricted item too; one item come late; keep standing items."""
    for waits, earlier in zip(backlog, (agendas[6][1], agendas[5][2], agendas[4][2]), strict=True):
        waits.earlier_item_id = earlier.id
    agendas[1][1].came_late = True
    restricted = {"title": Bilingual(world.restricted, world.restricted), "visibility": Visibility.RESTRICTED}
    for place, values in enumerate(({"title": world.both(), "presenter": world.text()}, restricted), 1):
        standing = a_template_item(session, committee=world.committee, position=place, planned_minutes=10, **values)
        world.add("template_item_id", standing)
    for name in (world.both(), Bilingual("Bezoek", "Visite")):
        template = an_agenda_template(session, committee=world.committee, name=name)
        world.add("agenda_template_id", template)
        for place, values in enumerate(({"title": world.both(), "presenter": world.text()}, restricted), 1):
            item = a_template_item(session, committee=world.committee, template=template, position=place, **values)
            world.add("template_item_id", item)
    session.flush()


def _unreached(
    session: Session, meetings: list[Meeting], agendas: list[list[AgendaItem]], backlog: list[AgendaItem]
) -> None:
    """Let a proposal wait through two meetings, one that was restricted since through one; one goes on an agenda."""
    for position, place, item in ((4, 6, backlog[0]), (5, 5, backlog[0]), (4, 4, backlog[2]), (5, 4, agendas[0][1])):
        left = {"position": position, "visibility": Visibility.COMMITTEE}
        an_unreached_item(session, meeting=meetings[place], item=item, **left)


def _agenda(session: Session, world: World, meeting: Meeting, seats: list[Seat], *, held: bool) -> list[AgendaItem]:
    visibilities = (Visibility.COMMITTEE, Visibility.PUBLIC, Visibility.RESTRICTED)
    # The minutes of the last meeting are approved at the one that goes on.
    first = ItemKind.APPROVAL if meeting.state is MeetingState.IN_PROGRESS else ItemKind.FOLLOW_UP
    return [
        an_item(
            session,
            meeting=meeting,
            position=position,
            kind=kind,
            title=world.restricted if visibility is Visibility.RESTRICTED else world.text(),
            explanation=LINES,
            visibility=visibility,
            proposed_by=seats[position - 1] if kind is ItemKind.DECISION else None,
            planned_minutes=20,
            notes=world.notes(visibility) if held else "",
            notes_revision=1 if held else 0,
        )
        for position, (kind, visibility) in enumerate(
            zip((first, ItemKind.DECISION, ItemKind.DISCUSSION), visibilities, strict=True), 1
        )
    ]


def _histories(session: Session, world: World, meetings: Iterable[Meeting]) -> None:
    """Keep two texts of each item that was written about, and let somebody write."""
    user = a_user(session)
    for meeting in meetings:
        for item in meeting.items:
            if item.notes_revision:
                a_note_writer(session, item=item, user=user)
                for number, kind in enumerate(NoteKind, 1):
                    version = a_note_version(session, item=item, number=number, kind=kind, notes=item.notes)
                    world.add("note_version_id", version)


def _attendance(session: Session, meeting: Meeting, seats: list[Seat], mandates: list[Mandate]) -> None:
    states = (AttendanceState.PRESENT, AttendanceState.REPLACED, AttendanceState.EXCUSED)
    for seat, state in zip(seats, states, strict=False):
        alternate = mandates[3] if state is AttendanceState.REPLACED else None
        an_attendance(session, meeting=meeting, seat=seat, state=state, replaced_by=alternate)
    session.add(HeadCount(committee=meeting.committee, meeting=meeting, side=Side.COMMUNITY, unnamed=3))
    session.flush()


def _decisions(session: Session, world: World, meetings: Iterable[Meeting]) -> list[Decision]:
    """Decide by consensus and by vote in the meetings that were held."""
    found: list[Decision] = []
    for meeting in meetings:
        if meeting.state in (MeetingState.IN_PROGRESS, MeetingState.CLOSED):
            present = dict.fromkeys(Side, 2)
            found.append(a_decision(session, item=meeting.items[1], text=f"{world.mark} {LINES}", present=present))
            votes: dict[str, Any] = {"votes_for": 2, "votes_against": 1, "votes_abstain": 0}
            found.append(a_decision(session, item=meeting.items[2], text=world.restricted, how=DecidedBy.VOTE, **votes))
    return found


def _actions(session: Session, world: World, seats: list[Seat], meetings: list[Meeting]) -> list[ActionPoint]:
    """Promise something in each state, by a seat and by an organisation, one late, one snoozed, one restricted."""
    actions = []
    for place, state in enumerate(ActionState):
        finished = state in (ActionState.DONE, ActionState.DROPPED)
        action = an_action(
            session,
            committee=world.committee,
            title=world.text(),
            description=LINES,
            owner_seat=seats[1] if place % 2 else None,
            owner_organisation=None if place % 2 else seats[0].organisation,
            state=state,
            due_on=clock.today() + timedelta(days=30 * place - 15),
            opened_on=clock.today() - timedelta(days=60),
            closed_on=clock.today() if finished else None,
            result=LINES if finished else "",
            show_again_on=clock.today() + timedelta(days=5) if state is ActionState.BLOCKED else None,
            meeting=meetings[4],
            item=meetings[4].items[0],
        )
        log = {"at": clock.now(), "state": state, "seat_id": seats[1].id, "note": LINES}
        session.add(FollowUp(committee=world.committee, action=action, **log))
        actions.append(action)
    actions.append(
        an_action(
            session,
            committee=world.committee,
            title=world.restricted,
            owner_seat=seats[0],
            opened_on=clock.today() - timedelta(days=10),
            meeting=meetings[4],
            item=next(item for item in meetings[4].items if not item.is_unrestricted),
        )
    )
    hidden = an_action(
        session,
        committee=world.committee,
        title=world.restricted,
        description=world.restricted,
        owner_organisation=seats[0].organisation,
        meeting=meetings[4],
        item=meetings[4].items[2],
    )
    session.flush()
    world.add("action_id", *actions, hidden)
    return actions


def _initiatives(session: Session, world: World, seats: list[Seat], actions: list[ActionPoint]) -> None:
    """Do something in the neighbourhood, in each state."""
    for state in InitiativeState:
        initiative = an_initiative(
            session,
            committee=world.committee,
            title=world.both(),
            summary=Bilingual(HOSTILE, HOSTILE),
            description=Bilingual(LINES, LINES),
            target_groups=Bilingual(HOSTILE, HOSTILE),
            state=state,
            stop_reason=LINES if state is InitiativeState.STOPPED else "",
            starts_on=clock.today() - timedelta(days=90),
        )
        initiative.partners = [seat.organisation for seat in seats[:2]]
        initiative.actions = actions[:2]
        milestone = Milestone(initiative=initiative, title=world.both(), due_on=clock.today())
        session.add_all([milestone, Evaluation(initiative=initiative, worked=BOTH, hard=BOTH, learnt=BOTH)])
        session.flush()
        occasion = an_initiative_session(session, initiative=initiative, held_on=clock.today() - timedelta(days=9))
        world.add("initiative_id", initiative)
        world.add("milestone_id", milestone)
        world.add("session_id", occasion)


def _minutes(session: Session, world: World, meetings: list[Meeting], mandates: list[Mandate]) -> None:
    """Write, review and approve minutes of the meetings that were held."""
    held = [meeting for meeting in meetings if meeting.state in (MeetingState.CLOSED, MeetingState.IN_PROGRESS)]
    states = (MinutesState.WRITING, MinutesState.WRITING, MinutesState.IN_REVIEW, MinutesState.APPROVED)
    for meeting, state in zip(held, states, strict=True):
        minutes = Minutes(committee=world.committee, meeting=meeting, state=state)
        if state is not MinutesState.WRITING:
            minutes.round, minutes.review_until = 1, clock.today() + timedelta(days=5)
            approval = Approval(
                committee=world.committee,
                minutes=minutes,
                round=1,
                side=Side.POLICE,
                mandate=mandates[0],
                at=clock.now(),
            )
            session.add(approval)
        session.add(minutes)
        if state is MinutesState.APPROVED:
            minutes.state = MinutesState.IN_REVIEW
            session.flush()
            snapshot = snapshot_of(session, minutes)
            minutes.snapshot, minutes.digest = snapshot, digest_of(snapshot)
            minutes.state, minutes.approved_on = MinutesState.APPROVED, clock.today()
            _kept(session, world, minutes, mandates)
        elif state is MinutesState.IN_REVIEW:
            _under_review(session, world, minutes, mandates)
        session.flush()
        world.add("minutes_id", minutes)


def _under_review(session: Session, world: World, minutes: Minutes, mandates: list[Mandate]) -> None:
    """Let somebody read a draft, and others object to it: to all of it, to an item, and to a restricted one."""
    session.flush()
    reading = {"minutes_id": minutes.id, "round": 1, "mandate_id": mandates[1].id, "at": clock.now()}
    session.add(Reading(committee=world.committee, **reading))
    items = minutes.meeting.items
    answered = {"answer": ObjectionAnswer.NOT_TAKEN_OVER, "reason": LINES}
    for item, values in ((None, {}), (items[1], answered), (items[2], {})):
        words = world.text() if item is not items[2] else world.restricted
        objection = an_objection(session, minutes=minutes, mandate=mandates[3], item=item, text=words, **values)
        world.add("objection_id", objection)


def _kept(session: Session, world: World, minutes: Minutes, mandates: list[Mandate]) -> None:
    """Keep two approved versions, ask to reopen the second one, correct it and publish what it says."""
    session.flush()
    for number in (1, 2):
        version = MinutesVersion(
            committee=world.committee,
            minutes=minutes,
            number=number,
            snapshot=minutes.snapshot,
            digest=minutes.digest,
            approved_on=clock.today(),
            reopened_on=clock.today() if number == 1 else None,
        )
        session.add(version)
        session.flush()
        world.add("approved_id", version)
    asked = {"side": Side.POLICE, "mandate": mandates[0], "reason": LINES, "at": clock.now()}
    session.add(ReopeningRequest(committee=world.committee, version=version, **asked))
    items = minutes.meeting.items
    for number, (item, words) in enumerate(((None, world.text()), (items[2], world.restricted)), 1):
        addendum = an_addendum(session, minutes=minutes, mandate=mandates[2], number=number, item=item, text=words)
        approval = {"side": Side.POLICE, "mandate": mandates[0], "at": clock.now()}
        session.add(AddendumApproval(committee=world.committee, addendum=addendum, **approval))
        world.add("addendum_id", addendum)
    summary = PublicSummary(
        committee=world.committee,
        minutes=minutes,
        text=Bilingual(LINES, LINES),
        state=SummaryState.PUBLISHED,
        published_at=clock.now(),
    )
    session.add(summary)
    session.flush()
    world.add("summary", summary)


def _helps(session: Session, world: World, meetings: list[Meeting]) -> None:
    """Keep phrases, and show an item of the meeting in progress on the screen."""
    phrases = [
        Phrase(committee=world.committee, position=position, text=text)
        for position, text in enumerate((world.both(), Bilingual(world.text()), Bilingual(fr=world.text())), 1)
    ]
    item = meetings[0].items[1]
    shown = Presentation(committee=world.committee, meeting_id=meetings[0].id, item=item)
    session.add_all([*phrases, shown])
    session.flush()
    world.add("phrase_id", *phrases)


def _messages(session: Session, world: World) -> None:
    """Leave a mail in each state in the outbox, and a line in the audit log."""
    for state in MessageState:
        sent = clock.now() if state is MessageState.SENT else None
        mail = a_message(session, body=LINES, state=state, sent_at=sent, committee_id=world.committee.id)
        world.add("message_id", mail)
    an_entry(session, committee_id=world.committee.id, subject_id=world.committee.id)
