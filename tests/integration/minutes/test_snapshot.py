"""The snapshot: what the minutes say, under a digest, and whose names may still be printed."""

import copy
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from cpwb.actions.choices import ActionState
from cpwb.committees.choices import Side
from cpwb.core import clock
from cpwb.meetings import service as meetings
from cpwb.meetings.choices import AttendanceState, DecidedBy, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, HeadCount, Meeting
from cpwb.members.choices import MandateRole
from cpwb.members.service import withdraw_consent
from cpwb.minutes.models import Minutes
from cpwb.minutes.paper import paper_of
from cpwb.minutes.queries import actions_to_show, nameable, restricted_among
from cpwb.minutes.service import approve_minutes, submit_minutes
from cpwb.minutes.snapshot import digest_of, mandates_in, present_snapshot, snapshot_of, unreached_in
from cpwb.ui.locale import speaking
from tests.conftest import count_queries
from tests.factories.actions import an_action
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item, an_unreached_item
from tests.factories.members import a_consent, a_mandate, a_seat
from tests.integration.minutes.conftest import Table

CHAIR, CO_CHAIR, SECRETARY, MEMBER = (
    MandateRole.CHAIR,
    MandateRole.CO_CHAIR,
    MandateRole.SECRETARY,
    MandateRole.MEMBER,
)
HOSTILE = "<script>alert('1')</script> #read(\"/etc/passwd\") \U0001f44d שלום"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is two days after the meeting."""
    with clock.at(datetime(2026, 3, 12, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def record(session: Session, table: Table, meeting: Meeting, item: AgendaItem) -> Meeting:
    """Everybody was there but the member, who was excused; notes, a decision and an action point."""
    for role, mandate in table.mandates.items():
        state = AttendanceState.EXCUSED if role is MEMBER else AttendanceState.PRESENT
        an_attendance(session, meeting=meeting, seat=mandate.seat, state=state)
    session.add(HeadCount(committee=table.committee, meeting=meeting, side=Side.COMMUNITY, unnamed=4))
    item.notes = f"<div>{HOSTILE.replace('<', '&lt;')}</div>"
    a_decision(session, item=item, text=HOSTILE, how=DecidedBy.VOTE, votes_for=2, votes_against=1, votes_abstain=0)
    meeting.guests = HOSTILE
    an_action(
        session,
        committee=table.committee,
        title="Kaartje drukken",
        owner_seat=table.mandates[CHAIR].seat,
        meeting=meeting,
        item=item,
        opened_on=date(2026, 3, 10),
    )
    session.flush()
    return meeting


def approved(session: Session, table: Table, meeting: Meeting) -> Minutes:
    """Close, submit and approve."""
    minutes = table.close(meeting)
    submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    for role in (CHAIR, CO_CHAIR):
        approve_minutes(session=session, actor=table.actor(role), minutes=minutes)
    session.commit()
    return minutes


def test_it_holds_what_was_recorded(session: Session, table: Table, record: Meeting, item: AgendaItem) -> None:
    """Codes, ISO dates and texts as people wrote them, whatever they wrote."""
    snapshot = snapshot_of(session, table.minutes(record))
    assert (snapshot["version"], snapshot["language"], snapshot["meeting"]["number"]) == (3, "nl", 5)
    assert snapshot["zone"] == {"number": "5415", "name": {"nl": "Gent", "fr": "Gand"}}
    assert snapshot["meeting"]["starts_at"] == "2026-03-10T17:30:00+00:00"
    assert snapshot["meeting"]["guests"] == HOSTILE
    assert [(seat["side"], seat["state"]) for seat in snapshot["attendance"]["seats"]] == [
        ("police", "present"),
        ("community", "present"),
        ("community", "excused"),
        ("municipality", "present"),
    ]
    assert snapshot["attendance"]["unnamed"] == {"community": 4}
    kept = snapshot["items"][1]
    assert (kept["id"], kept["notes"], kept["actions"]) == (item.id, item.notes, [1])
    assert kept["proposed_by"] == {"organisation": {"nl": "vzw De Brug", "fr": "ASBL Le Pont"}, "side": "community"}
    votes = {"for": 2, "against": 1, "abstain": 0}
    assert [(one["text"], one["how"], one["votes"]) for one in kept["decisions"]] == [(HOSTILE, "vote", votes)]
    assert [one["visibility"] for one in snapshot["items"]] == ["committee", "committee", "restricted"]
    assert snapshot["actions"][0]["owner"]["nl"] == "zetel chair – Politiezone Gent"


def test_it_keeps_which_items_came_late(session: Session, table: Table, meeting: Meeting, item: AgendaItem) -> None:
    """After the members had been called; the page and the papers of the minutes mark them, those of old ones none."""
    item.came_late = True
    session.commit()
    snapshot = snapshot_of(session, table.minutes(meeting))
    assert [kept["late"] for kept in snapshot["items"]] == [False, True, False]
    with speaking("nl"):
        paper = paper_of(snapshot, nameable=set(), with_restricted=True)
    assert [kept["late_label"] for kept in paper["items"]] == [None, "laattijdig punt", None]
    page = table.enter(CHAIR).get(f"/meetings/{meeting.id}/minutes")
    assert page.texts("#agenda .tag") == ["laattijdig punt", "beperkt"]


def test_names_are_kept_with_consent_only(session: Session, table: Table, record: Meeting) -> None:
    """Of the communities' side; the mandate and the organisation stand beside each, so that it can be asked again."""
    seats = snapshot_of(session, table.minutes(record))["attendance"]["seats"]
    people = {seat["name"]["mandate_id"]: seat["name"] for seat in seats}
    assert {role: people[mandate.id]["name"] for role, mandate in table.mandates.items()} == {
        CHAIR: "Fien Voorbeeld",
        CO_CHAIR: "Idris Denkbeeldig",
        SECRETARY: "Bram Testman",
        MEMBER: None,
    }
    assert people[table.mandates[MEMBER].id]["member_for"] == {"nl": "Het Salon", "fr": "Le Salon"}
    assert "Hana" not in json.dumps(seats)


def test_it_comes_back_from_the_database_as_it_was(session: Session, table: Table, record: Meeting) -> None:
    """So the digest can be checked at any time."""
    minutes = approved(session, table, record)
    session.expire_all()
    assert minutes.snapshot is not None
    assert digest_of(minutes.snapshot) == minutes.digest
    assert minutes.snapshot["meeting"]["guests"] == HOSTILE


def test_one_changed_sign_is_found(session: Session, table: Table, record: Meeting) -> None:
    """Anywhere: the digest is over all of it, and does not depend on the order of the keys."""
    minutes = approved(session, table, record)
    assert minutes.snapshot is not None
    assert digest_of(dict(reversed(minutes.snapshot.items()))) == minutes.digest
    changed: list[dict[str, Any]] = [copy.deepcopy(minutes.snapshot) for _change in range(4)]
    changed[0]["items"][1]["notes"] += " "
    changed[1]["items"][1]["decisions"][0]["votes"]["for"] = 3
    changed[2]["attendance"]["seats"][0]["name"]["name"] = "Fien Voorbeelt"
    changed[3]["approvals"].pop()
    assert {digest_of(snapshot) == minutes.digest for snapshot in changed} == {False}


def test_a_consent_that_is_withdrawn_takes_the_name_out_of_papers_to_come(
    session: Session, table: Table, record: Meeting
) -> None:
    """What was approved stays what it was; a name that stood there with consent is printed as long as that stands."""
    minutes = approved(session, table, record)
    assert minutes.snapshot is not None

    def printed() -> list[str]:
        snapshot = present_snapshot(session, minutes)
        paper = paper_of(snapshot, nameable=nameable(session, mandates_in(snapshot)), with_restricted=True)
        seats = [seat["shown_name"] for side in paper["attendance"] for seat in side["seats"]]
        return seats + [approval["shown_name"] for approval in paper["approvals"]]

    assert printed() == [
        "Fien Voorbeeld", "Idris Denkbeeldig", "lid namens Het Salon", "Bram Testman",
        "Fien Voorbeeld", "Idris Denkbeeldig",
    ]  # fmt: skip
    assert table.consent is not None
    withdraw_consent(session=session, actor=table.actor(CO_CHAIR), consent=table.consent)
    session.commit()
    assert printed() == [
        "Fien Voorbeeld", "lid namens vzw De Brug", "lid namens Het Salon", "Bram Testman",
        "Fien Voorbeeld", "lid namens vzw De Brug",
    ]  # fmt: skip
    assert digest_of(minutes.snapshot) == minutes.digest
    a_consent(session, person=table.mandates[MEMBER].person)
    assert "Hana Fictief" not in printed()


def test_later_changes_elsewhere_do_not_reach_it(session: Session, table: Table, record: Meeting) -> None:
    """Neither names of organisations nor rules of the committee, from the moment it was submitted."""
    minutes = table.close(record)
    submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    before = copy.deepcopy(minutes.snapshot)
    table.committee.quorum_total = 7
    table.mandates[CHAIR].seat.organisation.name = table.committee.name
    a_mandate(session, seat=a_seat(session, committee=table.committee))
    session.flush()
    assert present_snapshot(session, minutes) == before


def left_in(minutes: Minutes) -> list[tuple[int, str, str]]:
    """Return what submitted minutes say was not reached: place, title, who may read it."""
    assert minutes.snapshot is not None
    return [(left["position"], left["title"], left["visibility"]) for left in minutes.snapshot["not_reached"]]


def test_what_two_meetings_did_not_reach_stands_in_the_minutes_of_both(
    session: Session, table: Table, meeting: Meeting
) -> None:
    """As the agenda of each had it, though the first are submitted last; what was restricted there is so for ever."""
    station, ours = meeting.items[1:]
    first = table.close(meeting)
    second = a_meeting(session, committee=table.committee, number=6, state=MeetingState.CONVENED)
    station.title, ours.visibility = "Controles in de wijk", Visibility.COMMITTEE
    for item in (station, ours):
        meetings.accept_item(session=session, actor=table.actor(CHAIR), item=item, meeting=second)
    table.begin(second)
    for minutes in (table.close(second), first):
        submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    session.commit()
    session.expire_all()
    assert left_in(first) == [(2, "Controles aan het station", "committee"), (3, "Onder ons", "restricted")]
    assert left_in(table.minutes(second)) == [(1, "Controles in de wijk", "committee"), (2, "Onder ons", "committee")]


def test_what_has_become_restricted_is_not_told_by_its_old_title(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem
) -> None:
    """Neither in minutes that are submitted afterwards nor, by whoever asks again, in those that were before."""
    minutes = table.close(meeting)
    before = snapshot_of(session, minutes)
    item.visibility = Visibility.RESTRICTED
    session.flush()
    submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    assert {visibility for _place, _title, visibility in left_in(minutes)} == {"restricted"}
    assert [left["visibility"] for left in before["not_reached"]] == ["committee", "restricted"]
    since = restricted_among(session, unreached_in(before))
    assert since == {left["id"] for left in before["not_reached"]}
    paper = paper_of(before, nameable=set(), with_restricted=False, restricted_since=since)
    assert paper["not_reached"] == []


def test_it_shows_the_action_points_of_the_day(session: Session, table: Table, meeting: Meeting) -> None:
    """Those that were unfinished when the meeting took place and those agreed there, even if recorded afterwards."""
    day, seat = meeting.held_on, table.mandates[CHAIR].seat
    done = {"state": ActionState.DONE, "result": "klaar"}
    given: list[tuple[str, dict[str, Any]]] = [
        ("finished before", {"opened_on": day - timedelta(9), "closed_on": day - timedelta(1), **done}),
        ("finished that day", {"opened_on": day - timedelta(9), "closed_on": day, **done}),
        ("finished since", {"opened_on": day - timedelta(9), "closed_on": day + timedelta(1), **done}),
        ("open", {"opened_on": day - timedelta(9)}),
        ("agreed, recorded afterwards", {"opened_on": day + timedelta(1), "meeting": meeting}),
        ("opened since", {"opened_on": day + timedelta(1)}),
    ]
    for title, values in given:
        an_action(session, committee=table.committee, owner_seat=seat, title=title, **values)
    assert [action.title for action in actions_to_show(session, meeting)] == [
        "finished that day",
        "finished since",
        "open",
        "agreed, recorded afterwards",
    ]


def test_its_cost_does_not_grow(session: Session, table: Table, record: Meeting, item: AgendaItem) -> None:
    """With one or with three seats, items, decisions and action points, as many statements."""

    def statements() -> int:
        session.commit()
        session.expire_all()
        with count_queries() as found:
            snapshot_of(session, table.minutes(record))
        return len(found)

    before = statements()
    for _ in range(3):
        seat = a_seat(session, committee=table.committee)
        standing_in = a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
        a_mandate(session, seat=seat)
        an_attendance(session, meeting=record, seat=seat, state=AttendanceState.REPLACED, replaced_by_id=standing_in.id)
        more = an_item(session, meeting=record, proposed_by=seat)
        a_decision(session, item=more)
        an_action(session, committee=table.committee, owner_seat=seat, meeting=record, item=more)
        an_unreached_item(session, meeting=record, item=an_item(session, committee=table.committee))
    assert statements() == before


def test_hostile_notes_are_clean_before_they_are_kept(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem
) -> None:
    """Scripts, handlers and dangerous links never reach the table, and so no snapshot."""
    nasty = '<div onclick="x()">a<script>b</script><a href="javascript:c">d</a><img src=x onerror=e></div>'
    meetings.save_notes(session=session, actor=table.actor(SECRETARY), item=item, notes=nasty, revision=0)
    snapshot = snapshot_of(session, table.minutes(meeting))
    assert snapshot["items"][1]["notes"] == '<div>a<a rel="noopener noreferrer">d</a></div>'
