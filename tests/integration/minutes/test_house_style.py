"""The house style of a committee's papers: who sets it, what is refused, and where it shows."""

import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.audit.models import AuditEntry
from cpwb.committees.choices import CommitteeState
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.members.choices import MandateRole
from cpwb.minutes.papers.models import HouseStyle
from cpwb.minutes.papers.queries import house_style_of
from tests.conftest import SignIn, count_queries
from tests.factories.papers import a_house_style, a_picture
from tests.integration.minutes.conftest import Table
from tests.page_client import Page, PageClient
from tests.paper_files import opened, squeezed, text_of, tree_of, word_text

CHAIR, MEMBER, SECRETARY = MandateRole.CHAIR, MandateRole.MEMBER, MandateRole.SECRETARY


@pytest.fixture
def address(table: Table) -> str:
    """The page of the house style."""
    return f"/committees/{table.committee.id}/house-style"


@pytest.fixture
def chair(table: Table) -> PageClient:
    """The chair, signed in."""
    return table.enter(CHAIR)


def saved(
    client: PageClient,
    address: str,
    values: dict[str, str] | None = None,
    *,
    status: int = 302,
    logo: bytes | None = None,
) -> Page:
    """Send the form, with a file when there is one."""
    data: dict[str, Any] = {"revision": "1", "logo_alt-nl": "Logo van de zone", **(values or {})}
    if logo is not None:
        data["logo"] = (io.BytesIO(logo), "Fien Voorbeeld.png")
    return client.post(address, data, status=status)


def style_of(session: Session, table: Table) -> HouseStyle:
    """Return what is stored."""
    style = house_style_of(session, table.committee, with_logo=True)
    assert style is not None
    return style


def preview_of(client: PageClient, address: str) -> Any:
    """Return the preview, opened."""
    return opened(client.get_raw(f"{address}/preview.pdf").data)


def test_the_chair_sets_it(session: Session, table: Table, chair: PageClient, address: str) -> None:
    """The logo is drawn again, and every paper carries it and the lines from then on."""
    lines = {
        "header-nl": "Boven aan",
        "footer-nl": "Onder aan",
        "funding-nl": "Met steun",
        "disclaimer-nl": "Voor ons",
    }
    exif = a_picture("JPEG", comment=b"thuis genomen")
    answer = saved(chair, address, lines, logo=exif)
    said = chair.follow(answer).texts("[role=status].notice-good")
    assert said[:1] == ["De huisstijl is opgeslagen. Alle documenten krijgen hem vanaf nu."]
    style = style_of(session, table)
    assert style.logo is not None and style.logo.startswith(b"\x89PNG") and b"thuis" not in style.logo
    pdf = preview_of(chair, address)
    assert [element["/Alt"] for element in tree_of(pdf) if element["/S"] == "/Figure"] == ["Logo van de zone"]
    for text in (text_of(pdf), word_text(chair.get_raw(f"{address}/preview.docx").data)):
        assert [line for line in lines.values() if squeezed(line) not in text] == []


def test_what_is_not_sent_stays(session: Session, table: Table, chair: PageClient, address: str) -> None:
    """Without a new file the logo is kept, until somebody takes it away."""
    saved(chair, address, logo=a_picture())
    first = style_of(session, table).logo
    saved(chair, address, {"header-nl": "Nieuw"})
    assert (style_of(session, table).logo, style_of(session, table).header) == (first, Bilingual("Nieuw"))
    page = chair.get(address)
    assert page.one("img.picture").attrs["alt"] == "Logo van de zone"
    assert chair.get_raw(f"{address}/logo.png").data == first
    saved(chair, address, {"revision": "2", "remove_logo": "y"})
    assert (style_of(session, table).logo, style_of(session, table).logo_alt) == (None, Bilingual())
    assert chair.get_raw(f"{address}/logo.png").status_code == 404


@pytest.mark.parametrize(
    ("sent", "values", "sentence"),
    [
        (b"<svg/>", {}, "Dit is geen afbeelding in PNG of JPEG, of ze is beschadigd. Kies een ander bestand."),
        (a_picture(), {"logo_alt-nl": ""}, "Beschrijf wat het logo toont, voor wie het niet ziet."),
        (None, {"header-nl": "x" * 201}, "Dit mag hoogstens 200 tekens lang zijn."),
        (None, {"revision": "7"}, None),
    ],
)
def test_what_is_wrong_is_said(
    session: Session,
    table: Table,
    chair: PageClient,
    address: str,
    sent: bytes | None,
    values: dict[str, str],
    sentence: str | None,
) -> None:
    """With what was typed still there, and nothing stored."""
    status = 409 if "revision" in values else 422
    page = saved(chair, address, {"footer-nl": "Onder <b>aan</b>", **values}, status=status, logo=sent)
    assert page.one("#footer-nl").attrs["value"] == "Onder <b>aan</b>"
    assert sentence is None or sentence in page.one(".notice-bad").to_text()
    assert house_style_of(session, table.committee) is None


@pytest.mark.parametrize(("size", "status"), [(1024 * 1024 + 1, 422), (3_000_000, 413)])
def test_a_file_that_is_too_large_is_refused(chair: PageClient, address: str, size: int, status: int) -> None:
    """With a sentence at the field; and one larger than any request, before it is read."""
    parts = [
        f'Content-Disposition: form-data; name="csrf_token"\r\n\r\n{chair.csrf_token()}',
        'Content-Disposition: form-data; name="logo_alt-nl"\r\n\r\nLogo',
        'Content-Disposition: form-data; name="revision"\r\n\r\n1',
        'Content-Disposition: form-data; name="logo"; filename="a.png"\r\n\r\n' + "x" * size,
    ]
    # By hand: the test client leaves the file open into which it writes a large form.
    body = "".join(f"--x\r\n{part}\r\n" for part in parts) + "--x--\r\n"
    answer = chair.post_raw(address, body.encode(), content_type="multipart/form-data; boundary=x")
    assert answer.status_code == status
    assert ("Dit bestand is te groot: een logo mag hoogstens 1 MB zijn." in answer.text) == (status == 422)


def test_a_closed_committee_keeps_its_style(session: Session, table: Table, chair: PageClient, address: str) -> None:
    """Its papers can still be made."""
    a_house_style(session, table.committee)
    table.committee.state, table.committee.closed_on = CommitteeState.CLOSED, clock.today()
    session.commit()
    page = saved(chair, address, status=422)
    assert "gesloten" in page.one(".notice-bad").to_text()
    assert squeezed("Met steun van") in text_of(preview_of(chair, address))


def test_the_audit_log_holds_what_was_changed_and_nothing_of_it(
    session: Session, table: Table, chair: PageClient, address: str
) -> None:
    """The names of the fields."""
    saved(chair, address, {"header-nl": "Boven aan"}, logo=a_picture())
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == "house_style_changed")).one()
    assert sorted(entry.fields.split(",")) == ["header", "logo", "logo_alt"]


def test_the_funding_line_of_the_website_stands_in_for_none(
    session: Session, table: Table, chair: PageClient, address: str
) -> None:
    """A committee that types its own prints its own."""
    chair.app.config["CPWB_FUNDING_NL"] = "Gefinancierd door de Unie"
    try:
        assert squeezed("Gefinancierd door de Unie") in text_of(preview_of(chair, address))
        a_house_style(session, table.committee)
        text = text_of(preview_of(chair, address))
        assert squeezed("Met steun van") in text and "Gefinancierd" not in text
    finally:
        chair.app.config["CPWB_FUNDING_NL"] = ""


@pytest.mark.parametrize("end", ["", "/logo.png", "/preview.pdf"])
def test_who_may_not_change_the_committee_does_not_come_here(
    session: Session, table: Table, address: str, sign_in: SignIn, end: str
) -> None:
    """Members and the secretary are told who may; strangers find nothing."""
    a_house_style(session, table.committee)
    session.commit()
    assert [table.enter(role).get_raw(address + end).status_code for role in (MEMBER, SECRETARY)] == [403, 403]
    assert sign_in(Role.COORDINATOR, zone=table.committee.zone).get_raw(address + end).status_code == 200
    assert sign_in(Role.PRACTICE_EDITOR).get_raw(address + end).status_code == 404


def test_the_page_does_not_load_the_logo(session: Session, table: Table, chair: PageClient, address: str) -> None:
    """Only whoever shows or prints it does."""
    a_house_style(session, table.committee)
    session.commit()
    chair.get_raw(address)
    with count_queries() as statements:
        chair.get_raw(address)
    assert [each for each in statements if "house_styles.logo " in each.split("FROM")[0]] == []
