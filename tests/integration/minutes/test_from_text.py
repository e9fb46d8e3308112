"""From text to record: a sentence of the notes opens a form with what it says; nothing is stored yet."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.actions.models import ActionPoint
from cpwb.core import clock
from cpwb.core.dates import short_date
from cpwb.meetings.models import AgendaItem, Decision
from cpwb.members.choices import MandateRole
from tests.conftest import SignIn
from tests.factories.committees import a_committee
from tests.factories.meetings import an_item
from tests.integration.minutes.conftest import Table
from tests.page_client import Page, PageClient

CHAIR, MEMBER = MandateRole.CHAIR, MandateRole.MEMBER
#: What htmx says of itself.
PART = {"HX-Request": "true"}
NOUNS = pytest.mark.parametrize("noun", ["decisions", "actions"])


@pytest.fixture
def chair(table: Table) -> PageClient:
    """The chair, signed in."""
    return table.enter(CHAIR)


def send(client: PageClient, item: AgendaItem, noun: str, line: str, place: str = "", **options: object) -> Page:
    """Send a line of the notes of an item, and the place of the cursor in it."""
    data = {"line": line, "place": place}
    status, headers = options.get("status", 200), options.get("headers", PART)
    return client.post(f"/items/{item.id}/{noun}/from-text", data, status=status, headers=headers)  # type: ignore[arg-type]  # as given


def nothing_is_stored(session: Session) -> bool:
    """Say whether neither a decision nor an action point was recorded."""
    counted = [session.scalar(sa.select(sa.func.count()).select_from(model)) for model in (Decision, ActionPoint)]
    return counted == [0, 0]


def test_a_sentence_becomes_the_text_of_a_decision(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """The one with the cursor, or the whole of what was selected; by consensus unless told otherwise."""
    line = "Het plein is donker. De stad zet er lampen."
    page = send(chair, item, "decisions", line, "25")
    form = f"#decisions-{item.id} form#decision-{item.id}"
    assert page.texts(f"{form} textarea") == ["De stad zet er lampen."]
    assert page.one(f"{form} input[checked]").attrs["value"] == "consensus"
    assert page.one(form).attrs["action"] == f"/items/{item.id}/decisions"
    assert send(chair, item, "decisions", line).texts(f"{form} textarea") == [line]
    assert page.all(".field-error, [role=alert]") == []
    assert nothing_is_stored(session)


@pytest.mark.parametrize("opening", ["Beslissing", "Décision"])
def test_the_opening_of_a_line_is_left_out(item: AgendaItem, chair: PageClient, opening: str) -> None:
    """In either language, whatever that of the page."""
    page = send(chair, item, "decisions", f"{opening} : twee lampen. En een bank.", "3")
    assert page.texts("textarea") == ["twee lampen. En een bank."]


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Actie: brief schrijven, zetel member, {day}", MEMBER),
        ("Action : brief schrijven, siège member, {day}", MEMBER),
        ("Actie: brief schrijven; zetel chair; {day}", CHAIR),
        ("Actie: brief schrijven, {day}", None),
    ],
)
def test_a_line_fills_in_an_action_point(
    session: Session, table: Table, item: AgendaItem, chair: PageClient, line: str, owner: MandateRole | None
) -> None:
    """What is to be done, who does it, by when; without a name the owner is left to choose."""
    due_on = clock.today() + timedelta(days=21)
    page = send(chair, item, "actions", line.format(day=f"{due_on.day}/{due_on.month}"), "2")
    form = f"#actions-{item.id} form#action-{item.id}"
    assert page.one(f"{form} input[name=title]").attrs["value"] == "brief schrijven"
    assert page.one(f"{form} input[name=due_on]").attrs["value"] == short_date(due_on)
    chosen = page.one(f"{form} select[name=owner] option[selected]").attrs["value"]
    assert chosen == (f"seat:{table.mandates[owner].seat_id}" if owner else "")
    assert page.one(form).attrs["action"] == f"/items/{item.id}/actions"
    assert nothing_is_stored(session)


def test_a_long_sentence_stands_whole_in_the_description(item: AgendaItem, chair: PageClient) -> None:
    """Which is shown then."""
    page = send(chair, item, "actions", "Actie: " + "wij doen veel " * 30)
    assert len(page.one("input[name=title]").attrs["value"] or "") <= 200
    assert page.texts("textarea[name=description]") == [("wij doen veel " * 30).strip()]
    assert "open" in page.one("details").attrs


@NOUNS
@pytest.mark.parametrize(
    ("line", "place"), [("", ""), (" ", "0"), ("x", "-4"), ("x", "abc"), ("x" * 9000, "8999"), ("<b>\x00", "9" * 40)]
)
def test_junk_opens_a_form_all_the_same(
    session: Session, item: AgendaItem, chair: PageClient, noun: str, line: str, place: str
) -> None:
    """What is wrong with it is said when it is recorded."""
    page = send(chair, item, noun, line, place)
    assert len(page.all(f"#{noun}-{item.id} form")) == 1
    assert nothing_is_stored(session)


@NOUNS
def test_without_scripts_one_is_led_to_the_form(item: AgendaItem, chair: PageClient, noun: str) -> None:
    """There is no editor whose sentence could be sent."""
    page = send(chair, item, noun, "De stad zet er lampen.", status=302, headers={})
    assert page.response.headers["Location"] == f"/items/{item.id}/{noun}"


@NOUNS
@pytest.mark.parametrize("status", [302, 403, 404], ids=["signed out", "member", "neighbour"])
def test_only_who_records_sends_sentences(
    session: Session, table: Table, item: AgendaItem, visitor: PageClient, sign_in: SignIn, noun: str, status: int
) -> None:
    """Signed out, a member, and the chair of another committee."""
    other = a_committee(session, zone=table.committee.zone)
    client = {302: visitor, 403: table.enter(MEMBER), 404: sign_in(Role.CHAIR, committee=other)}[status]
    send(client, item, noun, "x", status=status, headers={})


@NOUNS
def test_an_item_of_the_backlog_has_no_room(session: Session, table: Table, chair: PageClient, noun: str) -> None:
    """Nothing can be recorded under it."""
    send(chair, an_item(session, committee=table.committee), noun, "x", status=422)
