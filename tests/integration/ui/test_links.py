"""Links to the same page with another query."""

import pytest
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from tests.conftest import SignIn
from tests.factories.committees import a_committee
from tests.factories.members import a_person


@pytest.mark.parametrize(
    "query",
    ["endpoint=x", "committee_id=9", "_scheme=javascript&_external=1", "_anchor=x", "_method=POST", "q=%22%26é"],
)
def test_whatever_stands_in_the_query_stays_there(session: Session, sign_in: SignIn, query: str) -> None:
    """A name that something of ours uses is nothing special: the page opens, and its links lead to itself."""
    committee = a_committee(session)
    a_person(session, committee=committee, first_name="Zoë", last_name='O"&é')
    session.commit()
    path = f"/committees/{committee.id}/persons"
    page = sign_in(Role.CHAIR, committee=committee).get(f"{path}?{query}")
    assert [(link.attrs["href"] or "").split("?")[0] for link in page.all("thead a")] == [path]
