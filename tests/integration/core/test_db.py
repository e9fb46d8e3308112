"""The database behind the rules: moments, revisions, and contradictions turned into sentences, on both databases."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.accounts.models import RoleGrant
from cpwb.committees.models import Committee, Zone
from cpwb.core import clock, db
from cpwb.core.db import Base, check_revision, explain_constraints, flush
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.meetings.choices import AttendanceState
from cpwb.meetings.models import Attendance, Meeting
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee, a_zone
from tests.factories.meetings import a_meeting, an_attendance
from tests.factories.members import a_seat

GENERAL = "Dit is in strijd met wat al opgeslagen is. Laad de pagina opnieuw en kijk na wat u typte."


def test_a_moment_comes_back_aware_and_in_utc(session: Session) -> None:
    """Whatever zone it was written in, whatever the database keeps."""
    brussels = datetime(2026, 7, 10, 18, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
    meeting = a_meeting(session, committee=a_committee(session), starts_at=brussels)
    session.expire_all()
    assert meeting.starts_at == brussels
    assert meeting.starts_at.tzinfo is UTC
    later = sa.select(sa.func.count()).where(Meeting.starts_at > brussels - timedelta(microseconds=1))
    assert session.scalar(later) == 1
    assert session.scalar(sa.select(sa.func.count()).where(Meeting.starts_at > brussels)) == 0


def test_a_naive_moment_is_refused(session: Session) -> None:
    """A moment without a zone says no time."""
    with pytest.raises(sa.exc.StatementError, match="a moment must be aware"):
        a_meeting(session, committee=a_committee(session), starts_at=datetime(2026, 1, 1, 12))  # noqa: DTZ001 -- that is what is tried


def test_an_enum_keeps_its_value_and_refuses_others(session: Session) -> None:
    """The text in the column is the value, so that the data can be read without the code."""
    zone = a_zone(session)
    assert session.scalar(sa.text("SELECT region FROM zones")) == zone.region.value
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.text("UPDATE zones SET region = 'atlantis'"))
    session.rollback()


def _same_number_twice(session: Session) -> None:
    a_zone(session, number="5415")
    session.add(Zone(number="5415", region="flanders", language_regime="nl"))


def _same_seat_twice(session: Session) -> None:
    committee = a_committee(session)
    meeting, seat = a_meeting(session, committee=committee), a_seat(session, committee=committee)
    an_attendance(session, meeting=meeting, seat=seat)
    session.add(Attendance(committee=committee, meeting=meeting, seat=seat, state=AttendanceState.EXCUSED))


def _closes_before_founding(session: Session) -> None:
    a_committee(session).closed_on = date(1999, 1, 1)


def _place_without_role(session: Session) -> None:
    session.add(RoleGrant(user_id=a_user(session).id, role=Role.CHAIR, starts_on=clock.today()))


@pytest.mark.parametrize(
    ("contradiction", "constraint"),
    [
        (_same_number_twice, "uq_zones_number"),
        (_same_seat_twice, "uq_attendances_meeting_id_seat_id"),
        (_closes_before_founding, "ck_committees_closes_after_founding"),
        (_place_without_role, "ck_role_grants_place_fits_role"),
    ],
)
def test_a_contradiction_is_told_in_the_sentence_of_its_constraint(
    session: Session, monkeypatch: pytest.MonkeyPatch, contradiction: Callable[[Session], None], constraint: str
) -> None:
    """Unique or check, of one column or several: both databases give the same name, and so the same sentence."""
    monkeypatch.setattr(db, "_sentences", {})
    explain_constraints({constraint: ("field", "Do something else.")})  # type: ignore[dict-item]  # a plain sentence will do
    contradiction(session)
    with pytest.raises(RuleBroken) as broken:
        flush(session)
    assert (broken.value.field, str(broken.value.message)) == ("field", "Do something else.")
    session.rollback()


def test_a_contradiction_without_a_sentence_gets_the_general_one(session: Session) -> None:
    """A row that is not there: no name, no field, a sentence all the same."""
    session.add(RoleGrant(user_id=123_456, role=Role.MONITOR, starts_on=clock.today()))
    with pytest.raises(RuleBroken) as broken:
        flush(session)
    assert (broken.value.field, str(broken.value.message)) == (None, GENERAL)
    session.rollback()


def test_every_explained_constraint_exists() -> None:
    """A sentence under a name that no constraint has would never be shown."""
    names = {str(constraint.name) for table in Base.metadata.tables.values() for constraint in table.constraints}
    names |= {str(index.name) for table in Base.metadata.tables.values() for index in table.indexes if index.unique}
    assert sorted(set(db._sentences) - names) == []


def test_a_unique_index_is_named_after_its_columns() -> None:
    """SQLite tells the columns only: from them the name is made by which a sentence is found."""
    unique = [
        (index.name, "_".join(["uq", table.name, *index.columns.keys()]))
        for table in Base.metadata.tables.values()
        for index in table.indexes
        if index.unique
    ]
    assert [name for name, _expected in unique] == [expected for _name, expected in unique]


def test_the_revision_counts_and_refuses_an_old_form(session: Session) -> None:
    """A form made from revision 1 cannot overwrite revision 2."""
    committee = a_committee(session)
    assert committee.revision == 1
    check_revision(committee, 1)
    committee.rhythm_weeks = 12
    flush(session)
    assert committee.revision == 2
    with pytest.raises(Outdated):
        check_revision(committee, 1)


def test_a_write_that_somebody_else_overtook_is_outdated(session: Session) -> None:
    """Between the check and the write another one may come: the database column guards that moment."""
    committee = a_committee(session)
    session.commit()
    assert committee.revision == 1
    session.execute(sa.update(Committee).values(revision=5).execution_options(synchronize_session=False))
    committee.rhythm_weeks = 12
    with pytest.raises(Outdated):
        flush(session)
    session.rollback()


def test_foreign_keys_are_kept(session: Session) -> None:
    """Nothing that others point to is deleted, on SQLite too."""
    zone = a_zone(session)
    a_committee(session, zone=zone)
    session.commit()
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.delete(Zone))
    session.rollback()
