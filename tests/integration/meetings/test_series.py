"""A year of meetings: what is proposed, what stands in the way, and what is planned."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM, Actor, Grant
from cpwb.access.permissions import Role
from cpwb.committees.choices import CommitteeState, Nth, RhythmKind, Weekday
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual, Language
from cpwb.core.errors import RuleBroken
from cpwb.core.holidays import holiday_on
from cpwb.meetings import queries, service
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import Meeting
from cpwb.notifications.models import OutboxMessage
from tests.conftest import SignIn, count_queries
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee
from tests.factories.meetings import a_meeting
from tests.factories.members import a_mandate, a_person, a_seat

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
#: A rhythm of Mondays, on which Easter Monday and Whit Monday fall.
MONDAYS: dict[str, Any] = {"rhythm_kind": RhythmKind.MONTHS, "rhythm_nth": Nth.FIRST, "rhythm_weekday": Weekday.MONDAY}


def proposed(session: Session, committee: Committee, **values: Any) -> list[queries.ProposedDay]:
    """Return what is proposed to somebody who sees only the committee."""
    return queries.proposed_days(session, chair_of(committee), committee, NOW, **values)


def chair_of(*committees: Committee) -> Actor:
    """Return the chair of these committees."""
    return Actor(user_id=1, grants=tuple(Grant(Role.CHAIR, committee_id=committee.id) for committee in committees))


def test_a_year_of_meetings_avoids_holidays(session: Session) -> None:
    """Twelve first Mondays of 2027; those of May and March are free, and Easter Monday is the last of March."""
    committee = a_committee(session, **{**MONDAYS, "rhythm_nth": Nth.LAST})
    found = proposed(session, committee, since=date(2027, 1, 1))
    assert len(found) == 12
    moved = [(row.wanted, row.day, [str(reason) for reason in row.reasons]) for row in found if row.reasons]
    # The week after Easter Monday is free, and before the last Monday of April.
    assert moved == [(date(2027, 3, 29), date(2027, 4, 5), ["Feestdag: paasmaandag."])]
    assert [row.day for row in found if not row.reasons] == [row.wanted for row in found if not row.reasons]


def test_a_rhythm_of_every_week_leaves_out_what_cannot_be(session: Session) -> None:
    """Where the rhythm comes round again in the next week, there is no other week to propose."""
    committee = a_committee(session, rhythm_weeks=1)
    found = proposed(session, committee, since=date(2027, 3, 22))
    assert len(found) == 53
    assert [(row.wanted, row.day) for row in found if row.day is None] == [
        (date(2027, 3, 29), None),
        (date(2027, 5, 17), None),
        (date(2027, 11, 1), None),
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    since=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    kind=st.sampled_from(RhythmKind),
    weeks=st.integers(1, 30),
    nth=st.sampled_from(Nth),
    weekday=st.sampled_from(Weekday),
    months=st.integers(1, 6),
)
def test_no_proposed_day_is_a_holiday(session: Session, since: date, **rhythm: Any) -> None:
    """Whatever the rhythm: no holiday, no day twice, in their order, on the weekday of the rhythm, within the year."""
    committee = a_committee(session, **{f"rhythm_{name}": value for name, value in rhythm.items()})
    found = proposed(session, committee, since=since)
    days = [row.day for row in found if row.day is not None]
    assert [day for day in days if holiday_on(day)] == []
    assert days == sorted(set(days))
    assert [row.wanted for row in found if row.day is not None and row.day.weekday() != row.wanted.weekday()] == []
    assert [
        row.wanted
        for row in found
        if not since <= row.wanted < since.replace(year=since.year + 1, day=1) + timedelta(31)
    ] == []
    session.rollback()


def test_the_year_goes_on_after_what_is_planned(session: Session) -> None:
    """Only what is still missing is proposed; with the whole year planned there is nothing."""
    committee = a_committee(session, rhythm_weeks=10)
    a_meeting(session, committee=committee, starts_at=datetime(2027, 6, 1, 16, 30, tzinfo=UTC))
    assert [row.day for row in proposed(session, committee)] == [date(2027, 8, 10), date(2027, 10, 19)]
    a_meeting(session, committee=committee, starts_at=datetime(2027, 11, 2, 17, 30, tzinfo=UTC))
    assert proposed(session, committee) == []


def test_the_usual_hour_and_place(session: Session) -> None:
    """The committee's own come before those of the last meeting, which come before 18.30."""
    committee = a_committee(session, rhythm_weeks=4)
    assert clock.local(queries.proposed_start(session, committee, NOW)).time() == time(18, 30)
    a_meeting(session, committee=committee, starts_at=datetime(2026, 11, 10, 18, 0, tzinfo=UTC), place="Stadhuis")
    found = queries.proposed_meeting(session, committee, NOW)
    assert (clock.local(found.starts_at).time(), found.ends_at - found.starts_at) == (time(19), timedelta(hours=2))
    assert found.place == "Stadhuis"
    committee.usual_start, committee.usual_minutes, committee.usual_place = time(14), 90, "Bibliotheek"
    found = queries.proposed_meeting(session, committee, NOW)
    assert (clock.local(found.starts_at).time(), found.ends_at - found.starts_at) == (time(14), timedelta(minutes=90))
    assert found.place == "Bibliotheek"


# What stands in the way


def sits_in(session: Session, *committees: Committee, **values: Any) -> None:
    """Let one person sit in several committees."""
    person = a_person(session, committee=committees[0])
    for committee in committees:
        a_mandate(session, seat=a_seat(session, committee=committee), person=person, **values)


def on(session: Session, actor: Actor, committee: Committee, day: date, **values: Any) -> list[str]:
    """Return the sentences about a day."""
    found = queries.obstacles(session, actor, committee, day, day, **values)
    return [str(sentence) for sentence in found.on(day)]


DAY = date(2027, 6, 8)
EVENING = datetime(2027, 6, 8, 17, 30, tzinfo=UTC)


def test_people_who_sit_in_two_committees(session: Session) -> None:
    """Both are counted, nobody is named; the other committee is named to those who see it only."""
    here, there = a_committee(session), a_committee(session, name=Bilingual("CoPmittee Elders", "CoPmittee Ailleurs"))
    for _person in range(2):
        sits_in(session, here, there)
    a_meeting(session, committee=there, starts_at=EVENING)
    assert on(session, chair_of(here, there), here, DAY) == [
        "CoPmittee Elders vergadert op deze dag; 2 mensen zitten in beide."
    ]
    assert on(session, chair_of(here), here, DAY) == ["Een ander comité met dezelfde mensen vergadert op deze dag."]
    assert on(session, chair_of(here), here, DAY + timedelta(days=1)) == []


def test_somebody_who_was_recorded_twice_is_one_person(session: Session) -> None:
    """Two records with one account are the same person; two without an account are not."""
    here, there = a_committee(session), a_committee(session)
    user = a_user(session)
    for committee in (here, there):
        for user_id in (user.id, None):
            person = a_person(session, committee=committee, user_id=user_id)
            a_mandate(session, seat=a_seat(session, committee=committee), person=person)
    a_meeting(session, committee=there, starts_at=EVENING)
    name = there.name.nl
    assert on(session, chair_of(here, there), here, DAY) == [f"{name} vergadert op deze dag; 1 persoon zit in beide."]


def test_what_is_no_clash(session: Session) -> None:
    """A cancelled meeting, a mandate that has ended by then, or other people."""
    here, strangers, ended, cancelled = (a_committee(session) for _committee in range(4))
    sits_in(session, here, ended, ends_on=DAY - timedelta(days=1))
    sits_in(session, here, cancelled)
    for committee, state in (
        (strangers, MeetingState.DRAFT),
        (ended, MeetingState.CONVENED),
        (cancelled, MeetingState.CANCELLED),
    ):
        a_meeting(session, committee=committee, starts_at=EVENING, state=state)
    assert on(session, chair_of(here), here, DAY) == []


def test_the_own_meetings_and_the_one_that_is_moved(session: Session) -> None:
    """A committee does not meet twice a day; a meeting is not in its own way."""
    here = a_committee(session)
    meeting = a_meeting(session, committee=here, starts_at=EVENING)
    assert on(session, chair_of(here), here, DAY) == ["Het comité vergadert al op deze dag."]
    assert on(session, chair_of(here), here, DAY, but=meeting) == []


def test_the_day_is_the_one_in_brussels(session: Session) -> None:
    """A meeting at half past midnight is on the new day, though it is the old one in Greenwich."""
    here, there = a_committee(session), a_committee(session)
    sits_in(session, here, there)
    a_meeting(session, committee=there, starts_at=datetime(2027, 6, 7, 22, 30, tzinfo=UTC))
    assert len(on(session, chair_of(here), here, DAY)) == 1
    assert on(session, chair_of(here), here, DAY - timedelta(days=1)) == []


# Planning them


def hours(*days: date) -> list[tuple[datetime, datetime]]:
    """Return the hours of evening meetings."""
    starts = [clock.from_local(datetime.combine(day, time(18, 30))) for day in days]
    return [(start, start + timedelta(hours=2)) for start in starts]


def plan_series(session: Session, committee: Committee, *days: date) -> list[Meeting]:
    """Plan meetings on these days."""
    with clock.at(NOW):
        return service.plan_series(
            session=session,
            actor=SYSTEM,
            committee=committee,
            hours=hours(*days),
            place="Stadhuis",
            online_link="",
            language=Language.NL,
        )


def test_a_series_of_drafts(session: Session) -> None:
    """Numbered in the order of their days, each with its own agenda; nobody is told."""
    committee = a_committee(session)
    first, second = plan_series(session, committee, date(2027, 5, 11), date(2027, 2, 9))
    assert [(meeting.number, meeting.held_on, meeting.state) for meeting in (first, second)] == [
        (1, date(2027, 2, 9), MeetingState.DRAFT),
        (2, date(2027, 5, 11), MeetingState.DRAFT),
    ]
    assert (len(first.items), len(second.items)) == (3, 4)
    # By the clocks both begin at half past six, in winter and in summer.
    assert (first.starts_at.hour, second.starts_at.hour) == (17, 16)
    assert session.scalar(sa.select(sa.func.count(OutboxMessage.id))) == 0


def test_moving_one_moves_no_other(session: Session) -> None:
    """Each is a meeting of its own."""
    first, second = plan_series(session, a_committee(session), date(2027, 2, 9), date(2027, 5, 11))
    start = first.starts_at + timedelta(days=1)
    service.edit_meeting(
        session=session,
        actor=SYSTEM,
        meeting=first,
        revision=first.revision,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place=first.place,
        online_link="",
        language=first.language,
    )
    assert (first.held_on, second.held_on) == (date(2027, 2, 10), date(2027, 5, 11))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((), "Vink minstens één vergadering aan."),
        (
            (date(2027, 2, 9), date(2027, 2, 9)),
            "Twee van deze vergaderingen vallen op dezelfde dag. Wijzig er een of laat er een weg.",
        ),
        ((date(2026, 2, 9), date(2027, 2, 9)), "Een van deze dagen is voorbij. Wijzig die of laat die weg."),
    ],
)
def test_series_that_cannot_be(session: Session, days: tuple[date, ...], sentence: str) -> None:
    """All or nothing."""
    committee = a_committee(session)
    with pytest.raises(RuleBroken) as broken:
        plan_series(session, committee, *days)
    assert (broken.value.field, str(broken.value.message)) == (None, sentence)
    assert session.scalar(sa.select(sa.func.count(Meeting.id))) == 0


def test_a_closed_committee_plans_no_series(session: Session) -> None:
    """It meets no more."""
    committee = a_committee(session, state=CommitteeState.CLOSED, closed_on=date(2026, 1, 1))
    with pytest.raises(RuleBroken):
        plan_series(session, committee, date(2027, 2, 9))


# The pages


TYPED = {"starts_at": "18.30", "ends_at": "20u30", "place": "Stadhuis", "online_link": "", "language": "nl"}


def test_a_year_is_planned_on_one_page(session: Session, sign_in: SignIn) -> None:
    """What is proposed can be changed or left out; the holiday says its name and another week is proposed."""
    committee = a_committee(session, **{**MONDAYS, "rhythm_nth": Nth.LAST, "rhythm_months": 3})
    client = sign_in(Role.SECRETARY, committee=committee)
    with clock.at(NOW):
        path = f"/committees/{committee.id}/meetings/plan-year?start=1%2F3%2F2027"
        page = client.get(path)
        assert page.texts("main form.entry .group > legend") == [
            "maandag 29 maart 2027",
            "maandag 28 juni 2027",
            "maandag 27 september 2027",
            "maandag 27 december 2027",
            "Hetzelfde voor allemaal",
        ]
        assert page.texts(".group > .field-hint") == [
            "Feestdag: paasmaandag. In de plaats voorgesteld: maandag 5 april 2027."
        ]
        assert page.one("#day_0").attrs["value"] == "5/04/2027"
        assert len(page.all("main form.entry input[type=checkbox][checked]")) == 4
        assert client.get(path, language="fr").texts(".group > .field-hint") == [
            "Jour férié : lundi de Pâques. Proposé à la place : lundi 5 avril 2027."
        ]
        answer = client.post(
            path,
            TYPED | {"plan_0": "y", "day_0": "6/4/2027", "plan_1": "y", "day_1": "28/6/2027", "day_2": "27/9/2027"},
        )
    assert answer.response.headers["Location"] == f"/committees/{committee.id}/meetings"
    planned = session.scalars(sa.select(Meeting).order_by(Meeting.number)).all()
    assert [meeting.held_on for meeting in planned] == [date(2027, 4, 6), date(2027, 6, 28)]
    assert [meeting.place for meeting in planned] == ["Stadhuis", "Stadhuis"]


def test_a_holiday_is_planned_knowingly_only(session: Session, sign_in: SignIn) -> None:
    """A day that was typed is looked at too; with the box ticked it is planned all the same."""
    committee = a_committee(session, **MONDAYS, rhythm_months=6)
    client = sign_in(Role.CHAIR, committee=committee)
    with clock.at(NOW):
        path = f"/committees/{committee.id}/meetings/plan-year?start=1%2F1%2F2027"
        typed = TYPED | {"plan_0": "y", "day_0": "1/5/2027"}
        page = client.post(path, typed, status=422)
        assert page.texts("#day_0-error") == ["Fout: Feestdag: Dag van de Arbeid."]
        assert session.scalar(sa.select(sa.func.count(Meeting.id))) == 0
        client.post(path, typed | {"anyway": "y"})
    assert session.scalars(sa.select(Meeting)).one().held_on == date(2027, 5, 1)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, "Vink minstens één vergadering aan."),
        ({"plan_0": "y", "day_0": ""}, "Datum : Dit veld is verplicht."),
        ({"plan_0": "y", "day_0": "morgen"}, "Datum : Dit is geen datum. Typ de datum bijvoorbeeld als 9/3/2026."),
        (
            {"plan_0": "y", "day_0": "4/1/2027", "ends_at": "18.00"},
            "Einde : Het einde moet na de aanvang vallen.",
        ),
    ],
)
def test_what_cannot_be_planned_says_why(session: Session, sign_in: SignIn, typed: dict[str, str], errors: str) -> None:
    """The page comes back with what was typed."""
    committee = a_committee(session, **MONDAYS, rhythm_months=6)
    client = sign_in(Role.CHAIR, committee=committee)
    with clock.at(NOW):
        path = f"/committees/{committee.id}/meetings/plan-year?start=1%2F1%2F2027"
        page = client.post(path, TYPED | typed, status=422)
    assert page.texts("main form.entry > .notice-bad li") == [errors]
    assert session.scalar(sa.select(sa.func.count(Meeting.id))) == 0


def test_with_nothing_left_to_plan(session: Session, sign_in: SignIn) -> None:
    """The page says so, and how to plan further ahead."""
    committee = a_committee(session)
    a_meeting(session, committee=committee, starts_at=NOW + timedelta(days=340))
    with clock.at(NOW):
        page = sign_in(Role.CHAIR, committee=committee).get(f"/committees/{committee.id}/meetings/plan-year")
    assert page.texts("main .notice") == [
        "De vergaderingen van het komende jaar zijn gepland. Kies een latere eerste dag om verder vooruit te plannen."
    ]
    assert page.all("main form.entry") == []


def test_one_meeting_on_a_holiday(session: Session, sign_in: SignIn) -> None:
    """The page that plans one says it before and asks; so does the page that moves one, of a new day only."""
    committee = a_committee(session, rhythm_weeks=1)
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/committees/{committee.id}/meetings/plan"
    typed = TYPED | {"day": "25/12/2026"}
    with clock.at(datetime(2026, 12, 18, 12, tzinfo=UTC)):
        assert client.get(path).texts("main .notice-warn p") == ["Feestdag: Kerstmis."]
        page = client.post(path, typed, status=422)
        assert page.texts("#anyway-error") == [
            "Fout: Kies een andere dag, of vink aan dat u toch op deze dag vergadert."
        ]
        client.post(path, typed | {"anyway": "y"})
        meeting = session.scalars(sa.select(Meeting)).one()
        edit = f"/meetings/{meeting.id}/edit"
        client.post(edit, typed | {"place": "Bibliotheek", "revision": str(meeting.revision)})
        client.post(edit, typed | {"day": "1/1/2027", "revision": str(meeting.revision)}, status=422)
    assert (meeting.held_on, meeting.place) == (date(2026, 12, 25), "Bibliotheek")


def test_one_and_three(session: Session, sign_in: SignIn) -> None:
    """The number of statements does not grow with the dates or the clashes."""
    here, there = a_committee(session, rhythm_weeks=30), a_committee(session)
    sits_in(session, here, there)
    client = sign_in(Role.CHAIR, committee=here)
    counts = []
    with clock.at(NOW):
        for weeks in (30, 4):
            here.rhythm_weeks = weeks
            a_meeting(session, committee=there, starts_at=EVENING + timedelta(weeks=weeks))
            client.get_raw(f"/committees/{here.id}/meetings/plan-year?start=1%2F6%2F2027")
            with count_queries() as statements:
                client.get_raw(f"/committees/{here.id}/meetings/plan-year?start=1%2F6%2F2027")
            counts.append(len(statements))
    assert counts[0] == counts[1]
