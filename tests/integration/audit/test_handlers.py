"""Every event is kept, or what caused it does not happen."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.accounts.events import AccountMailWritten
from cpwb.audit.models import AuditEntry
from cpwb.committees.events import CommitteeEdited, CommitteeRested
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from tests.conftest import SignIn
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee


def _entries(session: Session) -> list[AuditEntry]:
    return list(session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)))


def test_an_event_is_kept_with_everything_but_content(session: Session) -> None:
    """Who, what, when, which row, where, which fields."""
    committee, user = a_committee(session), a_user(session)
    moment = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
    with clock.at(moment):
        publish(
            session,
            CommitteeEdited(
                by=user.id,
                subject_id=committee.id,
                committee_id=committee.id,
                zone_id=committee.zone_id,
                fields=("name", "purpose"),
            ),
        )
    [entry] = _entries(session)
    assert (entry.at, entry.user_id, entry.tag, entry.subject, entry.subject_id) == (
        moment,
        user.id,
        "committee_edited",
        "committee",
        committee.id,
    )
    assert (entry.committee_id, entry.zone_id, entry.fields) == (committee.id, committee.zone_id, "name,purpose")


def test_the_text_of_a_mail_is_not_kept(session: Session) -> None:
    """The one event that carries a text leaves none of it in the log."""
    user = a_user(session)
    publish(
        session,
        AccountMailWritten(
            by=None,
            subject_id=user.id,
            kind="invitation",
            recipient=user.email,
            language=Language.NL,
            subject_line="Een document staat klaar",
            body="https://cpwb.example/account/invitation/geheim",
        ),
    )
    [entry] = _entries(session)
    kept = " ".join(str(getattr(entry, column.key)) for column in sa.inspect(AuditEntry).columns)
    assert (entry.tag, entry.subject_id, "geheim" in kept, user.email in kept) == (
        "account_mail_written",
        user.id,
        False,
        False,
    )


def test_an_act_that_cannot_be_kept_does_not_happen(session: Session) -> None:
    """The log refuses an account that does not exist; rolling back takes the act with it."""
    committee = a_committee(session)
    session.commit()
    committee.dpo_contact = "dpo@test.example"
    with pytest.raises(RuleBroken):
        publish(session, CommitteeRested(by=999_999, subject_id=committee.id, committee_id=committee.id))
    session.rollback()
    assert _entries(session) == []
    assert session.scalar(sa.select(Committee.dpo_contact).where(Committee.id == committee.id)) == ""


def test_a_page_whose_act_cannot_be_kept_changes_nothing(session: Session, sign_in: SignIn) -> None:
    """Without its table the log fails, and the page with it."""
    chair = sign_in(Role.ADMINISTRATOR)
    session.execute(sa.text("ALTER TABLE audit_entries RENAME TO audit_away"))
    session.commit()
    data = {"name-nl": "Verbroken", "province-nl": "Oost-Vlaanderen", "region": "flanders", "language_regime": "nl"}
    try:
        with pytest.raises(DBAPIError):
            chair.post("/zones/new", data)
        session.rollback()
    finally:
        session.execute(sa.text("ALTER TABLE audit_away RENAME TO audit_entries"))
        session.commit()
    assert session.scalar(sa.text("SELECT count(*) FROM zones")) == 0
