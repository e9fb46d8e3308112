"""The pages of seats and mandates."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.accounts.models import RoleGrant
from cpwb.committees.choices import CommitteeState, Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.dates import short_date
from cpwb.members.choices import EndReason, MandateRole
from cpwb.members.models import Mandate, Seat
from tests.conftest import SignIn, count_queries
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee, an_organisation
from tests.factories.members import a_mandate, a_person, a_seat
from tests.page_client import Page, PageClient


def in_days(number: int) -> date:
    """Return the day so many days from today."""
    return clock.today() + timedelta(days=number)


def typed(number: int) -> str:
    """Return that day as people type it."""
    return short_date(in_days(number))


def rows(page: Page, section: str) -> list[str]:
    """Return the rows of the table in a section."""
    return page.texts(f"#{section} tbody tr")


# -- the four questions -----------------------------------------------------------------------------------------------


def pages_of(seat: Seat, mandate: Mandate) -> dict[str, tuple[str, ...]]:
    """Return the pages about seats: those to read, those to write, and those that are only a button."""
    return {
        "read": (f"/committees/{seat.committee_id}/seats", f"/seats/{seat.id}"),
        "write": (
            f"/committees/{seat.committee_id}/seats/new",
            f"/seats/{seat.id}/edit",
            f"/seats/{seat.id}/close",
            f"/seats/{seat.id}/mandates/new",
            f"/mandates/{mandate.id}/end",
            f"/mandates/{mandate.id}/replace",
        ),
        "press": (f"/mandates/{mandate.id}/revoke",),
    }


def test_signed_out_one_is_asked_to_sign_in(visitor: PageClient, session: Session, seat: Seat) -> None:
    """No page of these is public."""
    paths = pages_of(seat, a_mandate(session, seat=seat))
    for path in (*paths["read"], *paths["write"]):
        assert visitor.get(path, status=302).response.headers["Location"] == f"/account/login?next={path}"


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MEMBER, Role.ALTERNATE, Role.OBSERVER])
def test_who_may_read_seats_but_not_fill_them(sign_in: SignIn, session: Session, seat: Seat, role: Role) -> None:
    """The page says who may; there are no buttons that lead nowhere."""
    mandate = a_mandate(session, seat=seat, starts_on=in_days(5))
    reader = sign_in(role, committee=seat.committee)
    paths = pages_of(seat, mandate)
    for path in paths["read"]:
        links = reader.get(path).links()
        assert [link for link in links if link in (*paths["write"], *paths["press"])] == []
    for path in paths["write"]:
        reader.get(path, status=403)
    for path in (*paths["write"], *paths["press"]):
        reader.post(path, status=403)
    assert session.scalar(sa.select(sa.func.count(Mandate.id))) == 1


def test_a_neighbour_sees_no_seat(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """Whatever the role in another committee or zone."""
    paths = pages_of(seat, a_mandate(session, seat=seat))
    other = a_committee(session)
    for client in (sign_in(Role.CHAIR, committee=other), sign_in(Role.COORDINATOR, zone=other.zone)):
        for path in (*paths["read"], *paths["write"]):
            client.get(path, status=404)
        for path in (*paths["write"], *paths["press"]):
            client.post(path, status=404)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MONITOR])
def test_who_is_everywhere_sees_no_member(sign_in: SignIn, session: Session, seat: Seat, role: Role) -> None:
    """The committee is there to see, who sits in it is not."""
    paths = pages_of(seat, a_mandate(session, seat=seat))
    client = sign_in(role)
    client.get(paths["read"][0], status=403)
    for path in (paths["read"][1], *paths["write"][1:]):
        client.get(path, status=404)


@pytest.mark.parametrize("path", ["/committees/999999/seats", "/seats/999999", "/mandates/999999/end"])
def test_what_is_not_there_is_not_found(sign_in: SignIn, committee: Committee, path: str) -> None:
    """Neither is an id that no column can hold."""
    chair = sign_in(Role.CHAIR, committee=committee)
    chair.get(path, status=404)
    chair.get(path.replace("999999", "99999999999"), status=404)


# -- reading ----------------------------------------------------------------------------------------------------------


def test_seats_are_shown_per_side(sign_in: SignIn, session: Session, committee: Committee, seat: Seat) -> None:
    """Who fills them, who stands in, until when; vacancies are counted and marked."""
    police = a_seat(session, committee=committee, side=Side.POLICE, title=Bilingual("onthaal", "accueil"))
    person = a_person(session, committee=committee, first_name="Zoë", last_name="Voorbeeld")
    a_mandate(session, seat=police, person=person, role=MandateRole.CHAIR, ends_on=in_days(59))
    a_mandate(session, seat=police, role=MandateRole.ALTERNATE, person=a_person(session, committee=committee))
    page = sign_in(Role.MEMBER, committee=committee).get(f"/committees/{committee.id}/seats")
    assert page.texts(".figure-item") == [
        "1 van 1 politie",
        "0 van 1 gemeenschappen en middenveld 1 vacante zetel",
        "0 van 0 gemeente en partners",
    ]
    [row] = rows(page, "police")
    assert row.startswith(f"onthaal {police.organisation.name.nl} Zoë Voorbeeld voorzitter Sam ")
    assert row.endswith(f"tot en met {typed(59)} eindigt binnen 60 dagen")
    assert rows(page, "community") == ["ouders vzw De Brug vacant – –"]
    assert page.texts("#municipality .empty") == ["Aan deze zijde is er nog geen zetel."]


def test_whoever_comes_next_is_shown(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """A vacancy that will be filled is none to worry about."""
    a_mandate(session, seat=seat, starts_on=in_days(3))
    page = sign_in(Role.MEMBER, committee=seat.committee).get(f"/committees/{seat.committee_id}/seats")
    assert rows(page, "community") == [f"ouders vzw De Brug vacant vanaf {typed(3)}: lid namens vzw De Brug – –"]


def test_concerns_are_for_those_who_fill_seats(sign_in: SignIn, session: Session, committee: Committee) -> None:
    """One seat of the police is filled: name a second person."""
    a_mandate(session, seat=a_seat(session, committee=committee, side=Side.POLICE))
    path = f"/committees/{committee.id}/seats"
    assert sign_in(Role.MEMBER, committee=committee).get(path).texts(".notice-warn") == []
    assert sign_in(Role.COORDINATOR, zone=committee.zone).get(path).texts(".notice-warn") == [
        "Er is maar één zetel van de politie ingevuld. "
        "Duid een tweede persoon aan, voor het geval de eerste afwezig is."
    ]


def test_an_empty_table_offers_seats(sign_in: SignIn, committee: Committee) -> None:
    """On each side, with the side already chosen."""
    coordinator = sign_in(Role.COORDINATOR, zone=committee.zone)
    page = coordinator.get(f"/committees/{committee.id}/seats")
    offered = [link.attrs["href"] for link in page.all(".empty a")]
    assert offered == [f"/committees/{committee.id}/seats/new?side={side.value}" for side in Side]
    chosen = coordinator.get(str(offered[1])).one("#side option[selected]").attrs["value"]
    assert chosen == "community"
    coordinator.get(f"/committees/{committee.id}/seats/new?side=nonsense")


def test_a_seat_shows_its_history(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """The latest mandate first, with why the earlier ones ended."""
    a_mandate(session, seat=seat, ends_on=in_days(-1), end_reason=EndReason.RESIGNED)
    a_mandate(session, seat=seat, starts_on=clock.today())
    page = sign_in(Role.MEMBER, committee=seat.committee).get(f"/seats/{seat.id}")
    assert page.h1 == "ouders"
    assert page.texts("tbody tr") == [
        f"lid namens vzw De Brug lid van {typed(0)} tot nader order",
        f"lid namens vzw De Brug lid van 15/01/2024 tot en met {typed(-1)} ontslag genomen",
    ]


def test_lists_cost_the_same_with_three(sign_in: SignIn, session: Session, committee: Committee, seat: Seat) -> None:
    """Seats of a committee, and mandates of a seat."""
    a_mandate(session, seat=seat, ends_on=in_days(-1))
    coordinator = sign_in(Role.COORDINATOR, zone=committee.zone)
    paths = (f"/committees/{committee.id}/seats", f"/seats/{seat.id}")
    for path in paths:
        coordinator.get_raw(path)
    counted = []
    for _time in range(2):
        for path in paths:
            with count_queries() as statements:
                assert coordinator.get_raw(path).status_code == 200
            counted.append(len(statements))
        for number in range(2):
            other = a_seat(session, committee=committee, side=list(Side)[number])
            a_mandate(session, seat=other)
            a_mandate(session, seat=other, role=MandateRole.ALTERNATE)
            a_mandate(session, seat=seat, starts_on=in_days(number), ends_on=in_days(number))
    assert counted[:2] == counted[2:]


# -- writing ----------------------------------------------------------------------------------------------------------


def test_a_coordinator_opens_edits_and_closes_a_seat(sign_in: SignIn, session: Session, committee: Committee) -> None:
    """From nothing to a seat that existed."""
    police = an_organisation(session, zone=committee.zone, side=Side.POLICE)
    coordinator = sign_in(Role.COORDINATOR, zone=committee.zone)
    form = {"side": "police", "organisation_id": police.id, "title-nl": "onthaal", "opened_on": typed(-9)}
    answer = coordinator.post(f"/committees/{committee.id}/seats/new", form | {"is_voting": "y"})
    seat = session.scalars(sa.select(Seat)).one()
    assert answer.response.headers["Location"] == f"/seats/{seat.id}"
    assert (seat.side, seat.organisation_id, seat.title.nl, seat.is_voting, seat.opened_on) == (
        Side.POLICE,
        police.id,
        "onthaal",
        True,
        in_days(-9),
    )
    coordinator.post(f"/seats/{seat.id}/edit", form | {"title-fr": "accueil", "revision": seat.revision})
    assert (seat.title.fr, seat.is_voting, seat.revision) == ("accueil", False, 2)
    stale = coordinator.post(f"/seats/{seat.id}/edit", form | {"title-nl": "balie", "revision": 1}, status=409)
    assert stale.one("#title-nl").attrs["value"] == "balie"
    coordinator.post(f"/seats/{seat.id}/close", {"closed_on": typed(-1)})
    assert (seat.title.nl, seat.closed_on) == ("onthaal", in_days(-1))
    page = coordinator.get(f"/committees/{committee.id}/seats")
    assert page.texts(".disclosure tbody tr") == [f"onthaal {police.name.nl} politie {typed(-9)} – {typed(-1)}"]


def test_a_seat_that_was_held_asks_no_side(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """What the form does not ask cannot be sent either."""
    a_mandate(session, seat=seat)
    chair = sign_in(Role.CHAIR, committee=seat.committee)
    page = chair.get(f"/seats/{seat.id}/edit")
    assert (page.all("#side"), page.all("#organisation_id")) == ([], [])
    other = an_organisation(session, zone=seat.committee.zone, side=Side.POLICE)
    form = {"title-nl": "ouders", "opened_on": "15/1/2024", "revision": seat.revision, "is_voting": "y"}
    chair.post(f"/seats/{seat.id}/edit", form | {"side": "police", "organisation_id": other.id})
    assert (seat.side, seat.organisation.name.nl) == (Side.COMMUNITY, "vzw De Brug")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title-nl": ""}, "title"),
        ({"title-nl": "x" * 201}, "title"),
        ({"side": "jury"}, "side"),
        ({"side": "police"}, "organisation_id"),
        ({"organisation_id": ""}, "organisation_id"),
        ({"organisation_id": "999999"}, "organisation_id"),
        ({"opened_on": "31/2/2026"}, "opened_on"),
        ({"opened_on": "1/1/2001"}, "opened_on"),
    ],
)
def test_a_seat_with_a_mistake_is_not_opened(
    sign_in: SignIn, session: Session, committee: Committee, change: dict[str, str], field: str
) -> None:
    """The sentence stands at the field, and what was typed stays."""
    organisation = an_organisation(session, zone=committee.zone)
    form = {"side": "community", "organisation_id": organisation.id, "title-nl": "<b>ouders</b>", "opened_on": typed(0)}
    page = sign_in(Role.CHAIR, committee=committee).post(
        f"/committees/{committee.id}/seats/new", form | change, status=422
    )
    assert [error.attrs["id"] for error in page.all(".field-error")] == [f"{field}-error"]
    assert page.one("#opened_on").attrs["value"] == (form | change)["opened_on"]
    assert session.scalar(sa.select(sa.func.count(Seat.id))) == 0


def test_a_chair_gives_replaces_and_ends(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """From a vacant seat to a successor, and the access with it."""
    chair = sign_in(Role.CHAIR, committee=seat.committee)
    user = a_user(session)
    first = a_person(session, committee=seat.committee, user_id=user.id)
    second = a_person(session, committee=seat.committee)
    form = {"person_id": first.id, "role": "member", "starts_on": typed(-3), "ends_on": typed(100)}
    chair.post(f"/seats/{seat.id}/mandates/new", form)
    mandate = session.scalars(sa.select(Mandate)).one()
    grant = session.scalars(sa.select(RoleGrant).where(RoleGrant.user_id == user.id)).one()
    assert (grant.mandate_id, grant.role, grant.ends_on) == (mandate.id, Role.MEMBER, in_days(100))
    change = {"person_id": second.id, "role": "member", "starts_on": typed(0), "ends_on": "", "reason": "moved"}
    chair.post(f"/mandates/{mandate.id}/replace", change)
    assert (mandate.ends_on, mandate.end_reason, grant.ends_on) == (in_days(-1), EndReason.MOVED, in_days(-1))
    new = session.scalars(sa.select(Mandate).where(Mandate.person_id == second.id)).one()
    chair.post(f"/mandates/{new.id}/end", {"ends_on": typed(7), "reason": "resigned"})
    assert (new.ends_on, new.end_reason) == (in_days(7), EndReason.RESIGNED)


def test_a_mandate_to_come_is_taken_back(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """One that has begun is not, and the page that refuses says what to do."""
    chair = sign_in(Role.CHAIR, committee=seat.committee)
    coming = a_mandate(session, seat=seat, starts_on=in_days(3))
    begun = a_mandate(session, seat=seat, ends_on=in_days(2))
    page = chair.get(f"/seats/{seat.id}")
    assert [form.attrs["action"] for form in page.all("main form")] == [f"/mandates/{coming.id}/revoke"]
    chair.post(f"/mandates/{coming.id}/revoke")
    refusal = chair.post(f"/mandates/{begun.id}/revoke", status=422)
    assert refusal.h1 == "Dit kan niet"
    assert list(session.scalars(sa.select(Mandate))) == [begun]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"person_id": ""}, "person_id"),
        ({"person_id": "999999"}, "person_id"),
        ({"role": "king"}, "role"),
        ({"starts_on": "tomorrow"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "1/1/2020"}, "starts_on"),
        ({"ends_on": "1/1/2024"}, "ends_on"),
    ],
)
def test_a_mandate_with_a_mistake_does_not_start(
    sign_in: SignIn, session: Session, seat: Seat, change: dict[str, str], field: str
) -> None:
    """The sentence stands at the field."""
    person = a_person(session, committee=seat.committee)
    form = {"person_id": person.id, "role": "member", "starts_on": typed(0), "ends_on": ""}
    chair = sign_in(Role.CHAIR, committee=seat.committee)
    page = chair.post(f"/seats/{seat.id}/mandates/new", form | change, status=422)
    assert [error.attrs["id"] for error in page.all(".field-error")] == [f"{field}-error"]
    assert session.scalar(sa.select(sa.func.count(Mandate.id))) == 0


def test_a_person_of_another_committee_cannot_be_seated(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """An id that was not offered is refused: a chair reaches no further than the own committee."""
    stranger = a_person(session, committee=a_committee(session, zone=seat.committee.zone))
    chair = sign_in(Role.CHAIR, committee=seat.committee)
    form = {"person_id": stranger.id, "role": "member", "starts_on": typed(0)}
    chair.post(f"/seats/{seat.id}/mandates/new", form, status=422)
    assert session.scalar(sa.select(sa.func.count(Mandate.id))) == 0
    sign_in(Role.COORDINATOR, zone=seat.committee.zone).post(f"/seats/{seat.id}/mandates/new", form)
    assert session.scalars(sa.select(Mandate)).one().person_id == stranger.id


def test_a_closed_committee_offers_nothing(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """It stays as it was."""
    a_mandate(session, seat=a_seat(session, committee=seat.committee))
    seat.committee.state, seat.committee.closed_on = CommitteeState.CLOSED, clock.today()
    chair = sign_in(Role.CHAIR, committee=seat.committee)
    links = chair.get(f"/committees/{seat.committee_id}/seats").links() + chair.get(f"/seats/{seat.id}").links()
    assert [link for link in links if link.endswith(("/new", "/edit"))] == []
    form = {"side": "community", "organisation_id": seat.organisation_id, "title-nl": "x", "opened_on": typed(0)}
    chair.post(f"/committees/{seat.committee_id}/seats/new", form, status=422)
