"""The pages of seats, mandates, persons and consents."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from cpwb.access.guard import SIGNED_IN, Loads, Pages, current_actor
from cpwb.access.permissions import Permission as P
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.db import MAX_ID
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.members import accounts, queries, service
from cpwb.members.choices import ConsentForm, ConsentKind, EndReason, MandateRole
from cpwb.members.consent_texts import CURRENT_VERSION, consent_text
from cpwb.members.forms import (
    CloseSeatForm,
    ConsentRecordForm,
    EditPersonForm,
    EditSeatForm,
    EndMandateForm,
    HeldSeatForm,
    MandateForm,
    NewSeatForm,
    PersonForm,
    ReplaceMandateForm,
)
from cpwb.members.models import Consent, Mandate, Person, Seat
from cpwb.ui.addresses import asked_page
from cpwb.ui.locale import current_language
from cpwb.ui.sorting import Sorting

pages = Pages("members", __name__, template_folder="templates")

COMMITTEE = Loads(Committee, "committee_id", "committee", P.COMMITTEE_VIEW)
SEAT = Loads(Seat, "seat_id", "seat", P.SEAT_VIEW, options=(joinedload(Seat.organisation), joinedload(Seat.committee)))
MANDATE = Loads(
    Mandate,
    "mandate_id",
    "mandate",
    P.SEAT_VIEW,
    options=(joinedload(Mandate.seat).joinedload(Seat.organisation), joinedload(Mandate.committee)),
)
PERSON = Loads(Person, "person_id", "person", P.PERSON_VIEW, options=(joinedload(Person.committee),))
CONSENT = Loads(Consent, "consent_id", "consent", P.PERSON_VIEW, options=(joinedload(Consent.person),))


def _asked(name: str) -> int | None:
    """Return an id that the address of the page carries, if it is one."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= MAX_ID else None


def _back_with(person: Person) -> str:
    """Return the page where a person who was just recorded was needed, or else his or her own page."""
    if seat_id := _asked("seat"):
        return url_for("members.start_mandate", seat_id=seat_id, person=person.id)
    if mandate_id := _asked("mandate"):
        return url_for("members.replace_mandate", mandate_id=mandate_id, person=person.id)
    return url_for("members.person", person_id=person.id)


# -- seats ------------------------------------------------------------------------------------------------------------


@pages.page("/committees/<int:committee_id>/seats", access=P.SEAT_VIEW, loads=COMMITTEE)
def seats(committee: Committee) -> ResponseReturnValue:
    """Show the seats of a committee per side, and who holds them today."""
    today = clock.today()
    listed = queries.seats_on(current_session(), committee.id, today)
    return render_template(
        "members/seats.html",
        committee=committee,
        day=today,
        sides=queries.per_side(listed),
        concerns=queries.concerns(committee, listed),
        others=queries.seats_not_on(current_session(), committee.id, today),
    )


@pages.page("/committees/<int:committee_id>/seats/new", access=P.SEAT_EDIT, loads=COMMITTEE, methods=("GET", "POST"))
def new_seat(committee: Committee) -> ResponseReturnValue:
    """Open a seat."""
    session, actor = current_session(), current_actor()
    side = request.args.get("side", Side.POLICE, type=Side)
    form = NewSeatForm(data={"side": side, "is_voting": True, "opened_on": clock.today()})
    form.organisation_id.offer(queries.organisation_choices(session, committee, current_language()))
    if form.carries_out(lambda: service.open_seat(session=session, actor=actor, committee=committee, **form.values())):
        flash(_("The seat was opened. It is vacant."))
        return redirect(url_for("members.seat", seat_id=form.outcome.id))
    return form.page("members/new_seat.html", committee=committee)


@pages.page("/seats/<int:seat_id>", access=P.SEAT_VIEW, loads=SEAT)
def seat(seat: Seat) -> ResponseReturnValue:
    """Show a seat and everybody who held it."""
    history = queries.history_of(current_session(), seat)
    return render_template("members/seat.html", seat=seat, history=history, day=clock.today())


@pages.page("/seats/<int:seat_id>/edit", access=P.SEAT_EDIT, loads=SEAT, methods=("GET", "POST"))
def edit_seat(seat: Seat) -> ResponseReturnValue:
    """Change the details of a seat; its side and organisation only while nobody has held it."""
    session, actor = current_session(), current_actor()
    form: HeldSeatForm | EditSeatForm
    if queries.was_held(session, seat):
        form = HeldSeatForm(obj=seat)
    else:
        form = EditSeatForm(obj=seat)
        choices = queries.organisation_choices(session, seat.committee, current_language(), present=seat.organisation)
        form.organisation_id.offer(choices)
    if form.carries_out(lambda: service.edit_seat(session=session, actor=actor, seat=seat, **form.values())):
        flash(_("The seat was changed."))
        return redirect(url_for("members.seat", seat_id=seat.id))
    return form.page("members/edit_seat.html", seat=seat)


@pages.page("/seats/<int:seat_id>/close", access=P.SEAT_EDIT, loads=SEAT, methods=("GET", "POST"))
def close_seat(seat: Seat) -> ResponseReturnValue:
    """Close a seat."""
    form = CloseSeatForm(data={"closed_on": clock.today()})
    if form.carries_out(
        lambda: service.close_seat(session=current_session(), actor=current_actor(), seat=seat, **form.values())
    ):
        flash(_("The seat was given its last day. Its history stays."))
        return redirect(url_for("members.seats", committee_id=seat.committee_id))
    return form.page("members/close_seat.html", seat=seat)


# -- mandates ---------------------------------------------------------------------------------------------------------


@pages.page("/seats/<int:seat_id>/mandates/new", access=P.MANDATE_EDIT, loads=SEAT, methods=("GET", "POST"))
def start_mandate(seat: Seat) -> ResponseReturnValue:
    """Give a seat to somebody."""
    session, actor = current_session(), current_actor()
    form = MandateForm(
        data={
            "person_id": _asked("person"),
            "role": MandateRole.MEMBER,
            "starts_on": max(clock.today(), seat.opened_on),
        }
    )
    form.person_id.offer(queries.person_choices(session, actor, seat.committee))
    if form.carries_out(lambda: service.start_mandate(session=session, actor=actor, seat=seat, **form.values())):
        flash(_("The mandate was recorded."))
        return redirect(url_for("members.seat", seat_id=seat.id))
    return form.page("members/start_mandate.html", seat=seat)


@pages.page("/mandates/<int:mandate_id>/end", access=P.MANDATE_EDIT, loads=MANDATE, methods=("GET", "POST"))
def end_mandate(mandate: Mandate) -> ResponseReturnValue:
    """Give a mandate its last day."""
    form = EndMandateForm(data={"ends_on": clock.today(), "reason": EndReason.RESIGNED})
    if form.carries_out(
        lambda: service.end_mandate(session=current_session(), actor=current_actor(), mandate=mandate, **form.values())
    ):
        flash(_("The mandate was given its last day. The access that it gives ends with it."))
        return redirect(url_for("members.seat", seat_id=mandate.seat_id))
    return form.page("members/end_mandate.html", mandate=mandate)


@pages.page("/mandates/<int:mandate_id>/replace", access=P.MANDATE_EDIT, loads=MANDATE, methods=("GET", "POST"))
def replace_mandate(mandate: Mandate) -> ResponseReturnValue:
    """Let somebody take a seat over."""
    session, actor = current_session(), current_actor()
    form = ReplaceMandateForm(
        data={
            "person_id": _asked("person"),
            "role": mandate.role,
            "starts_on": clock.today(),
            "reason": EndReason.REPLACED,
        }
    )
    form.person_id.offer(queries.person_choices(session, actor, mandate.committee))
    if form.carries_out(
        lambda: service.replace_mandate(session=session, actor=actor, mandate=mandate, **form.values())
    ):
        flash(_("The mandate was replaced."))
        return redirect(url_for("members.seat", seat_id=mandate.seat_id))
    return form.page("members/replace_mandate.html", mandate=mandate)


@pages.page("/mandates/<int:mandate_id>/revoke", access=P.MANDATE_EDIT, loads=MANDATE, methods=("POST",))
def revoke_mandate(mandate: Mandate) -> ResponseReturnValue:
    """Take back a mandate that has not begun."""
    seat_id = mandate.seat_id
    service.revoke_mandate(session=current_session(), actor=current_actor(), mandate=mandate)
    flash(_("The mandate was taken back before it began."))
    return redirect(url_for("members.seat", seat_id=seat_id))


# -- persons ----------------------------------------------------------------------------------------------------------


@pages.page("/committees/<int:committee_id>/persons", access=P.PERSON_VIEW, loads=COMMITTEE)
def persons(committee: Committee) -> ResponseReturnValue:
    """List the people of a committee with their contact."""
    session = current_session()
    sorting = Sorting.from_request(queries.person_columns(), "name")
    query = sorting.apply(queries.persons_of(current_actor(), committee))
    page = paginate(session, query, number=asked_page())
    return render_template(
        "members/persons.html",
        committee=committee,
        sorting=sorting,
        page=page,
        seats=queries.seats_of(session, committee, page.rows, clock.today()),
        accounts=accounts.accounts_by_id(session, (person.user_id for person in page.rows)),
    )


@pages.page(
    "/committees/<int:committee_id>/persons/new", access=P.PERSON_EDIT, loads=COMMITTEE, methods=("GET", "POST")
)
def new_person(committee: Committee) -> ResponseReturnValue:
    """Record a person, perhaps on the way to giving him or her a seat."""
    form = PersonForm(data={"language": Language(current_language())})
    if form.carries_out(
        lambda: service.record_person(
            session=current_session(), actor=current_actor(), committee=committee, **form.values()
        )
    ):
        flash(_("The person was recorded."))
        return redirect(_back_with(form.outcome))
    return form.page("members/new_person.html", committee=committee)


@pages.page("/persons/<int:person_id>", access=P.PERSON_VIEW, loads=PERSON)
def person(person: Person) -> ResponseReturnValue:
    """Show a person: contact, account, mandates and consents."""
    session = current_session()
    consents = queries.consents_of(session, person)
    return render_template(
        "members/person.html",
        person=person,
        day=clock.today(),
        account=accounts.account_of(session, person),
        mandates=queries.mandates_of(session, current_actor(), person),
        consents=consents,
        recorders=accounts.accounts_by_id(session, (consent.recorded_by_id for consent in consents)),
        consent_text=consent_text,
    )


@pages.page("/persons/<int:person_id>/edit", access=P.PERSON_EDIT, loads=PERSON, methods=("GET", "POST"))
def edit_person(person: Person) -> ResponseReturnValue:
    """Change the name, the language or the contact of a person."""
    form = EditPersonForm(obj=person)
    if form.carries_out(
        lambda: service.edit_person(session=current_session(), actor=current_actor(), person=person, **form.values())
    ):
        flash(_("The person was changed."))
        return redirect(url_for("members.person", person_id=person.id))
    return form.page("members/edit_person.html", person=person)


@pages.page("/persons/<int:person_id>/invite", access=P.PERSON_EDIT, loads=PERSON, methods=("POST",))
def invite_person(person: Person) -> ResponseReturnValue:
    """Give a person an account."""
    service.invite_person(session=current_session(), actor=current_actor(), person=person)
    flash(_("This person has an account now. Whoever had none yet gets a mail to set a password."))
    return redirect(url_for("members.person", person_id=person.id))


# -- consents ---------------------------------------------------------------------------------------------------------


@pages.page("/persons/<int:person_id>/consents/new", access=P.CONSENT_RECORD, loads=PERSON, methods=("GET", "POST"))
def record_consent(person: Person) -> ResponseReturnValue:
    """Record a consent on behalf of a person."""
    form = ConsentRecordForm(data={"kind": ConsentKind.NAMING, "form": ConsentForm.PAPER, "language": person.language})
    if form.carries_out(
        lambda: service.record_consent(session=current_session(), actor=current_actor(), person=person, **form.values())
    ):
        flash(_("The consent was recorded."))
        return redirect(url_for("members.person", person_id=person.id))
    return form.page(
        "members/record_consent.html",
        person=person,
        kinds=tuple(ConsentKind),
        consent_text=consent_text,
        version=CURRENT_VERSION,
    )


@pages.page("/consents/<int:consent_id>/withdraw", access=P.CONSENT_RECORD, loads=CONSENT, methods=("POST",))
def withdraw_consent(consent: Consent) -> ResponseReturnValue:
    """Withdraw a consent on behalf of a person."""
    service.withdraw_consent(session=current_session(), actor=current_actor(), consent=consent)
    flash(_("The consent was withdrawn. It has effect at once."))
    return redirect(url_for("members.person", person_id=consent.person_id))


@pages.page("/my-consents", access=SIGNED_IN)
def my_consents() -> ResponseReturnValue:
    """Show what one agrees to oneself, to change it in one click."""
    return render_template(
        "members/my_consents.html",
        persons=queries.own_persons(current_session(), current_actor()),
        kinds=tuple(ConsentKind),
        consent_text=consent_text,
    )


def _own(person_id: int, kind: str) -> tuple[Person, ConsentKind]:
    """Return the person that the reader is, and the kind of consent; raise NotFound for anybody else's."""
    person = queries.own_person(current_session(), current_actor(), person_id)
    if person is None or kind not in tuple(ConsentKind):
        raise NotFound
    return person, ConsentKind(kind)


@pages.page("/my-consents/<int:person_id>/<kind>/give", access=SIGNED_IN, methods=("POST",))
def give_my_consent(person_id: int, kind: str) -> ResponseReturnValue:
    """Agree oneself."""
    person, wanted = _own(person_id, kind)
    service.record_consent(
        session=current_session(),
        actor=current_actor(),
        person=person,
        kind=wanted,
        form=ConsentForm.SCREEN,
        language=Language(current_language()),
    )
    flash(_("Thank you. You can withdraw your consent here at any time."))
    return redirect(url_for("members.my_consents"))


@pages.page("/my-consents/<int:person_id>/<kind>/withdraw", access=SIGNED_IN, methods=("POST",))
def withdraw_my_consent(person_id: int, kind: str) -> ResponseReturnValue:
    """Agree no longer, oneself."""
    person, wanted = _own(person_id, kind)
    if consent := person.standing_consent(wanted):
        service.withdraw_consent(session=current_session(), actor=current_actor(), consent=consent)
    flash(_("Your consent was withdrawn. It has effect at once."))
    return redirect(url_for("members.my_consents"))
