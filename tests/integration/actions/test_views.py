"""The page of an action point, and what the chair does with it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.dates import short_date
from cpwb.meetings.choices import Visibility
from cpwb.members.models import Seat
from tests.conftest import SignIn
from tests.factories.committees import a_committee
from tests.factories.meetings import a_meeting, an_item
from tests.factories.members import a_seat
from tests.integration.actions.conftest import in_days, the_log
from tests.page_client import PageClient


def test_the_page_tells_where_it_comes_from(
    session: Session, member: PageClient, committee: Committee, action: ActionPoint
) -> None:
    """The meeting is linked; the title of a restricted item is not for members."""
    meeting = a_meeting(session, committee=committee, number=5)
    action.meeting = meeting
    action.item = an_item(session, meeting=meeting, title="Personeelszaak", visibility=Visibility.RESTRICTED)
    session.commit()

    page = member.get(f"/actions/{action.id}")

    assert page.h1 == "1. Kaartje ontwerpen"
    assert f"/meetings/{meeting.id}" in page.links()
    assert "Personeelszaak" not in page.text


def test_the_chair_is_warned_after_the_second_postponement(
    session: Session, sign_in: SignIn, member: PageClient, committee: Committee, action: ActionPoint
) -> None:
    """The member who moves the date sees no warning; the chair does, on the page and in the list."""
    chair = sign_in(Role.CHAIR, committee=committee)
    warnings = []
    for days in (14, 21):
        data = {"due_on": short_date(in_days(days)), "reason": "De drukker levert later"}
        member.post(f"/actions/{action.id}/due-date", data)
        warnings.append(chair.get(f"/actions/{action.id}").texts(".notice-warn"))

    assert warnings == [
        [],
        [
            "De streefdatum werd al 2 keer uitgesteld. Vraag de trekker wat er nodig is, "
            "of zet het actiepunt op de volgende agenda."
        ],
    ]
    listed = f"/committees/{committee.id}/actions"
    assert chair.get(listed).texts("tbody .tag-warn") == ["opnieuw uitgesteld"]
    assert member.get(listed).texts("tbody .tag-warn") == []
    assert member.get(f"/actions/{action.id}").texts(".notice-warn") == []
    assert [(line.due_before, line.due_on) for line in the_log(session)] == [
        (in_days(7), in_days(14)),
        (in_days(14), in_days(21)),
    ]


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"due_on": "", "reason": "x"}, "Fout: Dit veld is verplicht."),
        ({"due_on": "30/2/2027", "reason": "x"}, "Fout: Dit is geen datum. Typ de datum bijvoorbeeld als 9/3/2026."),
        ({"due_on": "9/3/2099", "reason": "  "}, "Fout: Dit veld is verplicht."),
    ],
)
def test_a_date_that_cannot_move_says_why(
    session: Session, member: PageClient, action: ActionPoint, sent: dict[str, str], error: str
) -> None:
    """A reason and a real date."""
    page = member.post(f"/actions/{action.id}/due-date", sent, status=422)

    assert page.texts(".field-error") == [error]
    assert the_log(session) == []


def test_the_chair_records_edits_and_snoozes(
    session: Session, sign_in: SignIn, committee: Committee, seat: Seat
) -> None:
    """The whole life of an action point that no meeting knows."""
    chair = sign_in(Role.CHAIR, committee=committee)
    chair.get(f"/committees/{committee.id}/actions/new")
    sent = {
        "title": "Affiches ophangen <b>nu</b>",
        "owner": f"seat:{seat.id}",
        "due_on": "9.3.2020",
        "description": "",
        "partners": "drukkerij",
        "priority": "high",
        "objective": "trust",
    }

    answer = chair.post(f"/committees/{committee.id}/actions/new", sent)
    (made,) = session.scalars(sa.select(ActionPoint))
    page = chair.follow(answer)
    assert answer.response.headers["Location"] == f"/actions/{made.id}"
    assert page.texts("main [role=status]") == ["Het actiepunt is genoteerd.", "De streefdatum ligt in het verleden."]
    assert page.h1 == "1. Affiches ophangen <b>nu</b>"

    form = chair.get(f"/actions/{made.id}/edit")
    assert form.texts("#owner option[selected]") == ["wijkwerking – PZ Gent"]
    changed = sent | {"title": "Affiches ophangen", "owner": f"organisation:{seat.organisation_id}", "revision": "1"}
    chair.post(f"/actions/{made.id}/edit", changed)
    outdated = chair.post(f"/actions/{made.id}/edit", changed | {"title": "Mijn titel"}, status=409)
    assert outdated.one("#title").attrs["value"] == "Mijn titel"
    assert outdated.texts("dd")[:2] == ["Affiches ophangen", "PZ Gent"]
    chair.post(f"/actions/{made.id}/snooze", {"show_again_on": short_date(in_days(40))})
    chair.post(f"/actions/{made.id}/snooze", {"show_again_on": short_date(clock.today())}, status=422)

    session.expire_all()
    assert (made.title, made.owner_seat_id, made.show_again_on) == ("Affiches ophangen", None, in_days(40))
    assert [line.owner_changed for line in the_log(session)] == [True]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"due_on": "morgen"}, "due_on"),
        ({"owner": ""}, "owner"),
        ({"owner": "seat:999999999999"}, "owner"),
        ({"priority": "urgent"}, "priority"),
        ({"description": "Nummerplaat 1-ABC-123"}, "description"),
    ],
)
def test_a_new_action_point_that_lacks_something_is_refused(
    session: Session, sign_in: SignIn, committee: Committee, seat: Seat, wrong: dict[str, str], field: str
) -> None:
    """The summary leads to the field; nothing is written and no number is lost."""
    sent = {"title": "Affiches", "owner": f"seat:{seat.id}", "due_on": "9/3/2030", "priority": "normal"}
    chair = sign_in(Role.CHAIR, committee=committee)

    page = chair.post(f"/committees/{committee.id}/actions/new", sent | wrong, status=422)

    assert [link.attrs["href"] for link in page.all("[role=alert] a")] == [f"#{field}"]
    assert session.scalars(sa.select(ActionPoint)).all() == []
    session.expire_all()
    assert committee.next_action_number == 1


def test_the_seat_of_another_committee_cannot_own_it(session: Session, sign_in: SignIn, committee: Committee) -> None:
    """Only what is offered counts."""
    theirs = a_seat(session, committee=a_committee(session))
    session.commit()
    sent = {"title": "Affiches", "owner": f"seat:{theirs.id}", "due_on": "9/3/2030", "priority": "normal"}

    sign_in(Role.CHAIR, committee=committee).post(f"/committees/{committee.id}/actions/new", sent, status=422)

    assert session.scalars(sa.select(ActionPoint)).all() == []


PATHS = (
    "/actions/{id}",
    "/actions/{id}/edit",
    "/actions/{id}/report",
    "/actions/{id}/due-date",
    "/actions/{id}/snooze",
)


@pytest.mark.parametrize("path", [*PATHS, "/committees/{committee}/actions", "/committees/{committee}/actions/new"])
def test_neighbours_find_nothing_and_visitors_sign_in(
    sign_in: SignIn, visitor: PageClient, session: Session, committee: Committee, action: ActionPoint, path: str
) -> None:
    """Not yours to see is 404; signed out leads to the sign-in page."""
    neighbour = sign_in(Role.SECRETARY, committee=a_committee(session))
    address = path.format(id=action.id, committee=committee.id)

    neighbour.get(address, status=404)
    assert visitor.get(address, status=302).response.headers["Location"].startswith("/account/login?")
    if "{id}/" in path or path.endswith("new"):
        neighbour.post(address, {"state": "done"}, status=404)


@pytest.mark.parametrize("path", ["/actions/{id}/edit", "/actions/{id}/snooze", "/committees/{committee}/actions/new"])
def test_members_do_not_plan_for_others(member: PageClient, action: ActionPoint, path: str) -> None:
    """Yours to see but not to do is 403."""
    address = path.format(id=action.id, committee=action.committee_id)

    member.get(address, status=403)
    member.post(address, {}, status=403)


def test_what_does_not_exist_is_not_found(member: PageClient) -> None:
    """Also an id that no column holds."""
    member.get("/actions/999999", status=404)
    member.get("/actions/99999999999999999999", status=404)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CHAIR, 200), (Role.SECRETARY, 200), (Role.COORDINATOR, 404), (Role.MONITOR, 404), (Role.OBSERVER, 404)],
)
def test_what_was_agreed_under_a_restricted_item_is_restricted(
    session: Session, sign_in: SignIn, member: PageClient, committee: Committee, action: ActionPoint,
    role: Role, status: int,
) -> None:  # fmt: skip
    """Its title would tell the matter; whoever promised it reads it all the same."""
    meeting = a_meeting(session, committee=committee, number=5)
    action.meeting = meeting
    action.item = an_item(session, meeting=meeting, title="Personeelszaak", visibility=Visibility.RESTRICTED)
    session.commit()
    reader = sign_in(role, committee=committee, zone=committee.zone)

    reader.get(f"/actions/{action.id}", status=status)
    for path in (f"/committees/{committee.id}/actions", f"/committees/{committee.id}"):
        assert (action.title in reader.get(path).text) is (status == 200), path
    assert member.get(f"/actions/{action.id}").h1 == f"{action.number}. {action.title}"
