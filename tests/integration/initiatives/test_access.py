"""Who may open the pages of initiatives, and who is sent away."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.initiatives.models import Initiative, InitiativeSession, Milestone
from tests.conftest import SignIn
from tests.factories.committees import a_committee
from tests.factories.initiatives import an_initiative_session
from tests.integration.initiatives.conftest import a_milestone
from tests.page_client import PageClient

SEEN = ("/initiatives/{id}", "/committees/{committee}/initiatives")
EDITED = (
    "/committees/{committee}/initiatives/new",
    "/initiatives/{id}/edit",
    "/initiatives/{id}/state",
    "/initiatives/{id}/evaluation",
    "/initiatives/{id}/milestones",
    "/initiatives/{id}/sessions/new",
    "/initiatives/{id}/actions",
    "/milestones/{milestone}/reach",
    "/sessions/{session}/edit",
)
PRESSED = (
    "/initiatives/{id}/actions/unlink",
    "/milestones/{milestone}/reopen",
    "/milestones/{milestone}/remove",
    "/sessions/{session}/remove",
)


@pytest.fixture
def address(session: Session, initiative: Initiative) -> Any:
    """Fill in the address of a page."""
    ids = {
        "id": initiative.id,
        "committee": initiative.committee_id,
        "milestone": a_milestone(session, initiative).id,
        "session": an_initiative_session(session, initiative=initiative).id,
    }
    session.commit()
    return lambda path: path.format(**ids)


@pytest.mark.parametrize("path", [*SEEN, *EDITED])
def test_visitors_sign_in_and_neighbours_find_nothing(
    session: Session, sign_in: SignIn, visitor: PageClient, address: Any, path: str
) -> None:
    """Signed out leads to the sign-in page; not yours to see is 404."""
    neighbour = sign_in(Role.SECRETARY, committee=a_committee(session))

    assert visitor.get(address(path), status=302).response.headers["Location"].startswith("/account/login?")
    neighbour.get(address(path), status=404)
    if path in EDITED:
        neighbour.post(address(path), {}, status=404)


@pytest.mark.parametrize("path", EDITED)
def test_members_read_but_do_not_write(member: PageClient, address: Any, path: str) -> None:
    """Yours to see but not to do is 403."""
    member.get(address(path), status=403)
    member.post(address(path), {}, status=403)


@pytest.mark.parametrize("path", PRESSED)
def test_buttons_are_for_those_who_record(
    session: Session, sign_in: SignIn, member: PageClient, address: Any, path: str
) -> None:
    """A GET changes nothing; members are refused and neighbours find nothing."""
    neighbour = sign_in(Role.SECRETARY, committee=a_committee(session))

    neighbour.post(address(path), status=404)
    member.post(address(path), status=403)
    member.get(address(path), status=405)
    assert len(session.scalars(sa.select(Milestone)).all()) == 1
    assert len(session.scalars(sa.select(InitiativeSession)).all()) == 1


def test_what_does_not_exist_is_not_found(chair: PageClient) -> None:
    """Also an id that no column holds."""
    for path in ("/initiatives/999999", "/initiatives/99999999999999999999", "/sessions/999999/edit"):
        chair.get(path, status=404)
