"""Figures: what is counted, under which zone, and the list behind each."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor, Grant
from cpwb.access.permissions import Role
from cpwb.actions.choices import ActionState
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.initiatives.choices import InitiativeState
from cpwb.meetings.choices import AttendanceState, MeetingState
from cpwb.monitoring.indicators import BY_KEY, INDICATORS
from cpwb.monitoring.periods import Period
from cpwb.monitoring.queries import Figure, behind, overview, reached_by_initiative
from cpwb.monitoring.small import people_reached
from tests.conftest import count_queries
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, a_zone, an_organisation
from tests.factories.initiatives import an_initiative, an_initiative_session
from tests.factories.meetings import a_meeting, an_attendance, an_item
from tests.factories.members import a_seat

MONITOR = Actor(user_id=1, grants=(Grant(Role.MONITOR),))
HALF_YEAR = Period(date(2026, 1, 1), date(2026, 6, 30))


def _a_year(session: Session, committee: Committee) -> None:
    """Store two held meetings, four actions and an initiative with a session."""
    police, community = (a_seat(session, committee=committee, side=side) for side in (Side.POLICE, Side.COMMUNITY))
    held = (
        (datetime(2026, 3, 10, 18, tzinfo=UTC), AttendanceState.PRESENT),
        (datetime(2026, 5, 5, 18, tzinfo=UTC), AttendanceState.ABSENT),
    )
    for number, (day, state) in enumerate(held):
        meeting = a_meeting(session, committee=committee, starts_at=day, state=MeetingState.CLOSED, number=number + 1)
        an_attendance(session, meeting=meeting, seat=police)
        an_attendance(session, meeting=meeting, seat=community, state=state)
        an_item(session, meeting=meeting, proposed_by=community)
    a_meeting(session, committee=committee, starts_at=datetime(2026, 6, 30, 21, 30, tzinfo=UTC), number=3)
    owner = {"owner_organisation": an_organisation(session, zone=committee.zone)}
    done = {"state": ActionState.DONE, "result": "klaar"}
    an_action(session, committee=committee, closed_on=date(2026, 3, 31), **owner, **done)
    an_action(session, committee=committee, closed_on=date(2026, 4, 2), **owner, **done)
    an_action(session, committee=committee, due_on=date(2026, 5, 1), **owner)
    an_action(session, committee=committee, opened_on=date(2025, 12, 1), due_on=date(2026, 9, 1), **owner)
    initiative = an_initiative(session, committee=committee, state=InitiativeState.RUNNING)
    initiative.created_at = datetime(2026, 2, 1, tzinfo=UTC)
    an_initiative_session(session, initiative=initiative, women=3, men=7, satisfaction_answers=8, satisfaction_good=6)
    session.flush()


def _figures(session: Session, actor: Actor = MONITOR) -> dict[str, Figure]:
    with clock.at(datetime(2026, 7, 10, tzinfo=UTC)):
        return dict(overview(session, actor, HALF_YEAR, language="nl").total.figures)


def test_each_figure_counts_what_its_question_says(session: Session) -> None:
    """One committee's half-year, counted by hand."""
    _a_year(session, a_committee(session))
    assert _figures(session) == {
        "meetings_held": Figure(2),
        "attendance_police": Figure(2, 2),
        "attendance_community": Figure(1, 2),
        "attendance_municipality": Figure(0, 0),
        "items_police": Figure(0, 2),
        "items_community": Figure(2, 2),
        "items_municipality": Figure(0, 2),
        "actions_opened": Figure(3),
        "actions_closed": Figure(2),
        "actions_on_time": Figure(1, 2),
        "actions_overdue": Figure(1),
        "initiatives_coming": Figure(0),
        "initiatives_running": Figure(1),
        "initiatives_finished": Figure(0),
        "initiatives_stopped": Figure(0),
        "people_reached": Figure(10),
        "satisfaction": Figure(6, 8),
    }


def test_the_total_is_the_sum_of_the_zones_and_of_the_lists(session: Session) -> None:
    """Each figure equals the sum of the records behind it."""
    for _ in range(2):
        _a_year(session, a_committee(session))
    with clock.at(datetime(2026, 7, 10, tzinfo=UTC)):
        shown = overview(session, MONITOR, HALF_YEAR, language="nl")
        for indicator in INDICATORS:
            rows = session.execute(behind(MONITOR, indicator, HALF_YEAR, None)).all()
            listed = Figure(sum(row.amount for row in rows), sum(row.out_of or 0 for row in rows))
            zones = sum((zone.figures[indicator.key] for zone in shown.zones), Figure())
            assert shown.total.figures[indicator.key] == listed == zones


def test_a_merged_zone_is_counted_under_its_successor(session: Session) -> None:
    """The old zone's committee keeps its history; the figures stand under the new zone."""
    successor = a_zone(session, name=Bilingual("Nieuwstad", "Villeneuve"))
    committee = a_committee(session, zone=a_zone(session, successor=successor))
    _a_year(session, committee)
    shown = overview(session, MONITOR, HALF_YEAR, language="nl")
    assert [(row.zone, row.figures["meetings_held"]) for row in shown.zones] == [(successor, Figure(2))]


def test_a_coordinator_counts_only_the_own_zone(session: Session) -> None:
    """Other zones are neither in the total nor in the lists."""
    own, other = a_committee(session), a_committee(session)
    for committee in (own, other):
        _a_year(session, committee)
    actor = Actor(user_id=1, grants=(Grant(Role.COORDINATOR, zone_id=own.zone_id),))
    assert _figures(session, actor)["meetings_held"] == Figure(2)
    rows = session.execute(behind(actor, BY_KEY["actions_opened"], HALF_YEAR, None)).all()
    assert {row.Committee for row in rows} == {own}


def test_the_number_of_queries_does_not_grow(session: Session) -> None:
    """Three statements, for one zone as for three."""
    counts = []
    for _ in range(3):
        _a_year(session, a_committee(session))
        session.expire_all()
        with count_queries() as statements:
            overview(session, MONITOR, HALF_YEAR, language="nl")
        counts.append(len(statements))
    assert counts == [3, 3, 3]


def _by_sex(session: Session) -> tuple[list[list[str]], list[str]]:
    """Return people by sex as the monitor sees them: a line per zone, and the totals."""
    sex = people_reached(reached_by_initiative(session, MONITOR, HALF_YEAR)).sex
    return [[str(cell) for cell in row] for row in sex.rows.values()], [str(cell) for cell in sex.totals]


def test_people_by_sex_are_shown_without_small_counts(session: Session) -> None:
    """Three women in one zone are neither shown nor given back by the total."""
    _a_year(session, a_committee(session))
    shown = ["small", "beside_small", "0", "0"]
    assert _by_sex(session) == ([shown], shown)


def test_a_zone_does_not_give_back_what_the_page_of_an_initiative_hides(session: Session) -> None:
    """Eleven women minus the eight of the other initiative would be the three that are hidden."""
    committee = a_committee(session)
    _a_year(session, committee)
    other = an_initiative(session, committee=committee)
    an_initiative_session(session, initiative=other, women=8, men=9)
    shown = ["beside_small", "beside_small", "0", "0"]
    assert _by_sex(session) == ([shown], shown)


def test_a_merged_zone_and_its_successor_are_one_line(session: Session) -> None:
    """Two initiatives with few women each cover one another."""
    successor = a_zone(session)
    for zone in (successor, a_zone(session, successor=successor)):
        initiative = an_initiative(session, committee=a_committee(session, zone=zone))
        an_initiative_session(session, initiative=initiative, women=3, men=7)
    assert _by_sex(session) == ([["6", "14", "0", "0"]], ["6", "14", "0", "0"])
