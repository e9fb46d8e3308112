"""My action points, and reporting on them: who may, what is refused, and that nothing typed is lost."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.members.models import Seat
from tests.factories.actions import an_action
from tests.factories.committees import an_organisation
from tests.factories.members import a_seat
from tests.integration.actions.conftest import in_days, the_log
from tests.page_client import PageClient


def test_a_member_sees_first_what_is_overdue(
    session: Session, member: PageClient, committee: Committee, seat: Seat
) -> None:
    """Overdue first, then by date; what was finished lately stands apart."""
    for title, days in (("later", 30), ("lang over tijd", -9), ("een dag over tijd", -1)):
        an_action(session, committee=committee, owner_seat=seat, title=title, due_on=in_days(days))
    done: dict[str, Any] = {"state": ActionState.DONE, "result": "Gelukt", "closed_on": clock.today()}
    an_action(session, committee=committee, owner_organisation=seat.organisation, title="klaar", **done)
    an_action(session, committee=committee, owner_organisation=an_organisation(session), title="van een ander")
    session.commit()

    page = member.get("/my-actions")

    assert page.h1 == "Mijn actiepunten"
    assert page.texts("#to-do h3") == ["2. lang over tijd", "3. een dag over tijd", "1. later"]
    assert page.texts("#to-do .tag-bad") == ["9 dagen over tijd", "1 dag over tijd"]
    assert page.texts("#finished h3") == ["4. klaar"]
    assert "van een ander" not in page.text


def test_a_member_without_action_points_reads_what_belongs_there(member: PageClient) -> None:
    """An empty list explains itself."""
    assert member.get("/my-actions").texts("#to-do .empty") == [
        "U hebt geen openstaande actiepunten. Wat uw zetel of uw organisatie op een vergadering belooft, "
        "verschijnt hier."
    ]


def test_progress_is_reported_from_the_list_in_one_step(
    session: Session, member: PageClient, action: ActionPoint, seat: Seat
) -> None:
    """The form stands in the card; after saving one is back on the list."""
    form = member.get("/my-actions").one(f"form#report-{action.id}")
    target = form.attrs["action"] or ""
    sent = {"state": "done", "note": "De drukker leverde", "result": "500 kaartjes", "revision": "1"}

    answer = member.post(target, sent)

    assert answer.response.headers["Location"] == "/my-actions"
    page = member.follow(answer)
    assert page.texts("#to-do h3") == []
    assert page.texts("#finished .card-item") == ["1. Kaartje ontwerpen afgerond CoPmittee Gent 500 kaartjes"]
    assert [(line.state, line.note, line.seat_id) for line in the_log(session)] == [
        (ActionState.DONE, "De drukker leverde\n500 kaartjes", seat.id)
    ]


def test_a_report_that_lacks_its_words_comes_back_with_what_was_typed(
    session: Session, member: PageClient, action: ActionPoint
) -> None:
    """Done asks for a result; the note is still there."""
    sent = {"state": "done", "note": "Bijna alles", "result": "", "revision": "1"}

    page = member.post(f"/actions/{action.id}/report?back=mine", sent, status=422)

    assert page.texts(".field-error") == ["Fout: Schrijf wat het opleverde: wat is er nu anders?"]
    assert page.texts("#note") == ["Bijna alles"]
    assert page.texts("#state option[selected]") == ["afgerond"]
    assert (the_log(session), session.get_one(ActionPoint, action.id).state) == ([], ActionState.OPEN)


def test_a_report_on_what_somebody_else_changed_keeps_the_text(
    session: Session, member: PageClient, action: ActionPoint
) -> None:
    """The answer is 409, and saving again takes it."""
    member.post(f"/actions/{action.id}/report", {"state": "blocked", "note": "Wacht", "revision": "1"})

    page = member.post(
        f"/actions/{action.id}/report", {"state": "in_progress", "note": "Bezig", "revision": "1"}, status=409
    )

    assert page.texts("#note") == ["Bezig"]
    revision = page.one("#revision").attrs["value"]
    member.post(f"/actions/{action.id}/report", {"state": "in_progress", "note": "Bezig", "revision": revision})
    assert [line.note for line in the_log(session)] == ["Wacht", "Bezig"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"state": "overdue", "note": "x"},
        {"state": ["open", "done"], "note": ""},
        {"state": "in_progress", "note": "x" * 10_000},
        {"state": "in_progress", "note": "Bel 85.07.30-033.28"},
        {"state": "in_progress", "note": "x", "revision": "1 OR 1=1"},
    ],
)
def test_junk_is_refused(session: Session, member: PageClient, action: ActionPoint, sent: dict[str, Any]) -> None:
    """Missing, unknown, too long, facts of a case, a revision that never was: nothing is written."""
    answer = member.client.post(
        f"/actions/{action.id}/report", data={"revision": "1", "csrf_token": member.csrf_token()} | sent
    )

    assert answer.status_code in (409, 422)
    assert (the_log(session), session.get_one(ActionPoint, action.id).revision) == ([], 1)


def test_what_people_write_is_shown_as_text(session: Session, member: PageClient, action: ActionPoint) -> None:
    """Markup in a note stays text."""
    member.post(
        f"/actions/{action.id}/report", {"state": "open", "note": "<script>alert(1)</script> & l'été", "revision": "1"}
    )

    page = member.get(f"/actions/{action.id}")

    assert page.texts("#follow-up li p")[1:] == ["wijkwerking – PZ Gent", "<script>alert(1)</script> & l'été"]


def test_somebody_elses_action_point_cannot_be_reported_on(
    session: Session, member: PageClient, committee: Committee
) -> None:
    """A member reads it, but may not report; there is no form."""
    other = an_action(session, committee=committee, owner_seat=a_seat(session, committee=committee))
    session.commit()

    assert member.get(f"/actions/{other.id}").all("form#report") == []
    member.get(f"/actions/{other.id}/report", status=403)
    member.post(f"/actions/{other.id}/report", {"state": "done", "result": "x", "revision": "1"}, status=403)
    member.post(f"/actions/{other.id}/due-date", {"due_on": "9/3/2027", "reason": "x"}, status=403)
    assert the_log(session) == []
