"""Questions about seats, mandates, persons and consents."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.committees.choices import ApprovalRule, CommitteeState, Side
from cpwb.committees.models import Committee, Organisation
from cpwb.core.words import LazyText, _l, said
from cpwb.members.choices import MandateRole
from cpwb.members.models import TERM_NOTICE, Consent, Mandate, Person, Seat

_SIDES = tuple(Side)

#: One police officer with access is one illness away from none.
_FEWEST_POLICE = 2


@dataclass(frozen=True)
class SeatOn:
    """A seat as it is filled on one day."""

    seat: Seat
    #: The mandate in force of whoever fills it; None: vacant.
    holder: Mandate | None
    #: The mandates in force of those who stand in.
    alternates: list[Mandate]
    #: The mandates that begin later, the first one first.
    coming: list[Mandate] = field(default_factory=list)

    @property
    def is_vacant(self) -> bool:
        """Say whether nobody fills it, whoever may stand in."""
        return self.holder is None


@dataclass(frozen=True)
class SideSeats:
    """The seats of one side."""

    side: Side
    seats: list[SeatOn]

    @property
    def held(self) -> int:
        """Return the number of seats that somebody fills."""
        return len(self.seats) - self.vacant

    @property
    def vacant(self) -> int:
        """Return the number of seats that nobody fills."""
        return sum(seat.is_vacant for seat in self.seats)


def _in_order(seats: Iterable[Seat]) -> list[Seat]:
    """Put seats in the order of the sides, then by title in the reader's language."""
    return sorted(seats, key=lambda seat: (_SIDES.index(seat.side), str(said(seat.title)).casefold(), seat.id))


def seats_on(session: Session, committee_id: int, day: date) -> list[SeatOn]:
    """Return the seats of a committee that exist on `day`, and who fills them then, in two statements.

    They are ordered police, community, municipality, then by title. Whether the reader may see seats is for the
    caller to ask; names are shown through `mandate.shown_name`.
    """
    seats = session.scalars(
        sa.select(Seat)
        .where(Seat.committee_id == committee_id, Seat.is_open(day))
        .options(joinedload(Seat.organisation))
    )
    mandates = _mandates_by_seat(session, committee_id, day)
    return [_seat_on(seat, mandates.get(seat.id, ()), day) for seat in _in_order(seats)]


def _mandates_by_seat(session: Session, committee_id: int, day: date) -> Mapping[int, list[Mandate]]:
    """Return the mandates of a committee that are in force on `day` or to come, by seat, the earliest first."""
    found: dict[int, list[Mandate]] = {}
    query = (
        sa.select(Mandate)
        .where(Mandate.committee_id == committee_id, sa.or_(Mandate.ends_on.is_(None), Mandate.ends_on >= day))
        .order_by(Mandate.starts_on, Mandate.id)
    )
    for mandate in session.scalars(query):
        found.setdefault(mandate.seat_id, []).append(mandate)
    return found


def _seat_on(seat: Seat, mandates: Sequence[Mandate], day: date) -> SeatOn:
    now = [mandate for mandate in mandates if mandate.is_in_force(day)]
    return SeatOn(
        seat=seat,
        holder=next((mandate for mandate in now if mandate.is_holder), None),
        alternates=[mandate for mandate in now if not mandate.is_holder],
        coming=[mandate for mandate in mandates if mandate.starts_on > day],
    )


def seats_not_on(session: Session, committee_id: int, day: date) -> list[Seat]:
    """Return the seats of a committee that do not exist on `day`: closed before it or opened after it."""
    query = (
        sa.select(Seat)
        .where(Seat.committee_id == committee_id, sa.or_(Seat.opened_on > day, Seat.closed_on < day))
        .options(joinedload(Seat.organisation))
    )
    return _in_order(session.scalars(query))


def members_by_user(session: Session, committee_id: int, user_ids: Iterable[int]) -> dict[int, Mandate]:
    """Return the latest mandate in a committee of the person behind each of these accounts, if there is one."""
    query = (
        sa.select(Mandate)
        .join(Person, Person.id == Mandate.person_id)
        .where(Mandate.committee_id == committee_id, Person.user_id.in_(tuple(user_ids)))
        .options(contains_eager(Mandate.person), joinedload(Mandate.seat).joinedload(Seat.organisation))
        .order_by(Mandate.starts_on, Mandate.id)
    )
    return {mandate.person.user_id: mandate for mandate in session.scalars(query) if mandate.person.user_id}


def per_side(seats: Iterable[SeatOn]) -> list[SideSeats]:
    """Return seats by side; a side without seats is there too."""
    listed = list(seats)
    return [SideSeats(side, [place for place in listed if place.seat.side is side]) for side in Side]


def concerns(committee: Committee, seats: Iterable[SeatOn]) -> list[LazyText]:
    """Return sentences about how the seats of a committee are filled that whoever fills them should read.

    Parity is shown, never enforced: nothing here stops anybody.
    """
    held = [place.holder for place in seats if place.holder is not None]
    police = [mandate for mandate in held if mandate.seat.side is Side.POLICE]
    found = []
    if 0 < len(police) < _FEWEST_POLICE:
        found.append(_l("Only one seat of the police is filled. Name a second person, for when the first one is away."))
    if committee.approval_rule is ApprovalRule.BOTH_SIDES:
        sides = {mandate.role: mandate.seat.side for mandate in held}
        chair, co_chair = sides.get(MandateRole.CHAIR), sides.get(MandateRole.CO_CHAIR)
        if chair is not None and chair == co_chair:
            found.append(
                _l(
                    "The chair and the co-chair are on the same side, but both sides must approve the minutes. "
                    "Replace one of them, or change the approval rule of the committee."
                )
            )
    return found


def ending_terms(session: Session, actor: Actor, day: date) -> list[Mandate]:
    """Return the mandates whose term ends within 60 days of `day` in the seats that the actor may fill, soonest first.

    Left out are those with a successor, and those whose seat or committee ends with them.
    """
    successor = sa.orm.aliased(Mandate)
    is_followed = (
        sa.select(successor.id)
        .where(
            successor.seat_id == Mandate.seat_id,
            successor.starts_on > Mandate.ends_on,
            (successor.role == MandateRole.ALTERNATE) == (Mandate.role == MandateRole.ALTERNATE),
        )
        .exists()
    )
    query = (
        sa.select(Mandate)
        .join(Seat, Seat.id == Mandate.seat_id)
        .join(Committee, Committee.id == Mandate.committee_id)
        .where(
            visible(actor, P.MANDATE_EDIT, Mandate),
            Mandate.is_in_force(day),
            Mandate.ends_on <= day + TERM_NOTICE,
            sa.or_(Seat.closed_on.is_(None), Seat.closed_on > Mandate.ends_on),
            Committee.state != CommitteeState.CLOSED,
            ~is_followed,
        )
        .options(
            contains_eager(Mandate.seat).joinedload(Seat.organisation),
            contains_eager(Mandate.committee),
        )
        .order_by(Mandate.ends_on, Mandate.id)
    )
    return list(session.scalars(query))


def history_of(session: Session, seat: Seat) -> list[Mandate]:
    """Return every mandate of a seat, the latest first."""
    query = sa.select(Mandate).where(Mandate.seat_id == seat.id)
    return list(session.scalars(query.order_by(Mandate.starts_on.desc(), Mandate.id.desc())))


def was_held(session: Session, seat: Seat) -> bool:
    """Say whether a seat was ever given to somebody, be it from a day to come."""
    return bool(session.scalar(sa.select(sa.select(Mandate.id).where(Mandate.seat_id == seat.id).exists())))


def mandates_of(session: Session, actor: Actor, person: Person) -> list[Mandate]:
    """Return the mandates of a person that the actor may see, the latest first: never those in another place."""
    query = (
        sa.select(Mandate)
        .where(Mandate.person_id == person.id, visible(actor, P.PERSON_VIEW, Mandate))
        .options(joinedload(Mandate.seat).joinedload(Seat.organisation), joinedload(Mandate.committee))
        .order_by(Mandate.starts_on.desc(), Mandate.id.desc())
    )
    return list(session.scalars(query))


def persons_of(actor: Actor, committee: Committee) -> sa.Select[Person]:
    """Return the persons that were recorded by the staff of a committee or sit or sat in it, as far as visible.

    There is no search by name: it would put names into addresses.
    """
    return sa.select(Person).where(visible(actor, P.PERSON_VIEW, Person), Person.within_any((), (committee.id,)))


def seats_of(
    session: Session, committee: Committee, persons: Iterable[Person], day: date
) -> Mapping[int, list[Mandate]]:
    """Return the mandates of these persons in a committee that are in force on `day` or to come, by person."""
    found: dict[int, list[Mandate]] = {person.id: [] for person in persons}
    query = (
        sa.select(Mandate)
        .where(
            Mandate.committee_id == committee.id,
            Mandate.person_id.in_(found),
            sa.or_(Mandate.ends_on.is_(None), Mandate.ends_on >= day),
        )
        .options(joinedload(Mandate.seat).joinedload(Seat.organisation))
        .order_by(Mandate.starts_on, Mandate.id)
    )
    for mandate in session.scalars(query):
        found[mandate.person_id].append(mandate)
    return found


def person_columns() -> Mapping[str, sa.ColumnElement[str]]:
    """Return the orders of the list of persons by heading."""
    return {"name": sa.func.lower(Person.last_name)}


def person_choices(session: Session, actor: Actor, committee: Committee) -> list[tuple[int, str]]:
    """Return the persons known in the zone of a committee whom the actor may see, by last name.

    People of the same name are told apart by their contact.
    """
    query = (
        sa.select(Person.id, Person.first_name, Person.last_name, Person.contact)
        .where(visible(actor, P.PERSON_VIEW, Person), Person.within_any((committee.zone_id,), ()))
        .order_by(sa.func.lower(Person.last_name), sa.func.lower(Person.first_name), Person.id)
    )
    found = [(identity, f"{first} {last}", contact) for identity, first, last, contact in session.execute(query)]
    often = Counter(name for _identity, name, _contact in found)
    return [(identity, f"{name} ({contact})" if often[name] > 1 else name) for identity, name, contact in found]


def organisation_choices(
    session: Session, committee: Committee, language: str, *, present: Organisation | None = None
) -> list[tuple[int, LazyText]]:
    """Return the organisations that can hold a seat of a committee, with their side, in the order of the sides."""
    name = Organisation.name.in_language(language)
    here = sa.or_(Organisation.zone_id == committee.zone_id, Organisation.zone_id.is_(None))
    offered = sa.and_(here, Organisation.closed_on.is_(None))
    if present is not None:
        offered = sa.or_(offered, Organisation.id == present.id)
    found = session.scalars(sa.select(Organisation).where(offered).order_by(sa.func.lower(name), Organisation.id))
    by_side = sorted(found, key=lambda organisation: _SIDES.index(organisation.side))
    return [
        (found.id, _l("%(organisation)s – %(side)s", organisation=found.name, side=found.side.label))
        for found in by_side
    ]


def own_persons(session: Session, actor: Actor) -> list[Person]:
    """Return the persons that the actor is, mostly one: who sits in two zones was recorded in both."""
    if not actor.is_signed_in:
        return []
    query = (
        sa.select(Person)
        .where(Person.user_id == actor.user_id)
        .options(selectinload(Person.consents), joinedload(Person.committee))
        .order_by(Person.id)
    )
    return list(session.scalars(query))


def own_person(session: Session, actor: Actor, person_id: int) -> Person | None:
    """Return the person with this id if the actor is that person."""
    return next((person for person in own_persons(session, actor) if person.id == person_id), None)


def consents_of(session: Session, person: Person) -> list[Consent]:
    """Return what a person agreed to, the latest first."""
    query = sa.select(Consent).where(Consent.person_id == person.id)
    return list(session.scalars(query.order_by(Consent.given_on.desc(), Consent.id.desc())))
