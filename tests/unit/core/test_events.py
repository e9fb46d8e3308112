"""Events: every listener hears, in order, in the transaction; a listener that fails stops the act."""

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, dataclass, fields
from typing import ClassVar

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.core import events
from cpwb.core.events import Event, publish, wire


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    """Something happened in the kitchen."""

    subject: ClassVar[str] = "kettle"


@dataclass(frozen=True, kw_only=True)
class BigKettleBoiled(KettleBoiled):
    """The same, with more people."""

    cups: int = 12


class HTTPKettle(Event):
    """A name with an abbreviation."""


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    """Leave the table of handlers as it was."""
    kept = dict(events._handlers)
    yield
    wire(kept)


@pytest.fixture
def session() -> Iterator[Session]:
    """A session on an empty database in memory."""
    with Session(sa.create_engine("sqlite://")) as session:
        yield session


def test_handlers_of_the_class_hear_first_and_those_of_the_classes_above_after(session: Session) -> None:
    """Audit hears everything by listening to Event; notifications hear what they chose."""
    heard: list[tuple[str, Event]] = []
    wire({
        Event: [lambda _session, event: heard.append(("audit", event))],
        KettleBoiled: [lambda _session, event: heard.append(("mail", event)), lambda _s, e: heard.append(("log", e))],
    })  # fmt: skip
    big = BigKettleBoiled(by=1, subject_id=2)
    publish(session, big)
    assert heard == [("mail", big), ("log", big), ("audit", big)]
    heard.clear()
    plain = Event(by=None, subject_id=3)
    publish(session, plain)
    assert heard == [("audit", plain)]


def test_nobody_listening_is_no_error(session: Session) -> None:
    """A feature does not know who listens."""
    wire({})
    publish(session, KettleBoiled(by=1, subject_id=2))


def test_a_handler_that_fails_stops_the_act(session: Session) -> None:
    """When the audit row cannot be written, the act does not happen: nobody swallows the error."""
    heard: list[str] = []

    def fail(_session: Session, _event: Event) -> None:
        raise LookupError("no table")

    wire({KettleBoiled: [fail], Event: [lambda _session, _event: heard.append("audit")]})
    with pytest.raises(LookupError, match="no table"):
        publish(session, KettleBoiled(by=1, subject_id=2))
    assert heard == []


def test_handlers_find_the_rows_of_the_act(session: Session) -> None:
    """The session is flushed before anybody hears."""
    flushed: list[bool] = []
    sa.event.listen(session, "before_flush", lambda *_rest: flushed.append(True))
    session.add(_Cup())
    wire({KettleBoiled: [lambda _session, _event: flushed.append(False)]})
    _Kitchen.metadata.create_all(session.connection())
    publish(session, KettleBoiled(by=1, subject_id=2))
    assert flushed == [True, False]


def test_wiring_again_replaces_what_was_there(session: Session) -> None:
    """Two applications in one process do not tell everybody twice."""
    heard: list[int] = []
    for _time in range(2):
        wire({Event: [lambda _session, event: heard.append(event.subject_id)]})
    publish(session, KettleBoiled(by=1, subject_id=7))
    assert heard == [7]


@pytest.mark.parametrize(("kind", "tag"), [(BigKettleBoiled, "big_kettle_boiled"), (Event, "event")])
def test_the_tag_is_the_name_in_small_letters(kind: type[Event], tag: str) -> None:
    """The audit log keeps the tag."""
    assert kind.tag() == tag


def test_an_event_is_told_as_it_happened() -> None:
    """It cannot be changed afterwards, and names its values."""
    event = KettleBoiled(by=1, subject_id=2, fields=("title",))
    with pytest.raises(FrozenInstanceError):
        event.by = 3  # type: ignore[misc]  # that is what is tried
    with pytest.raises(TypeError):
        KettleBoiled(1, 2)  # type: ignore[call-arg]  # likewise


def _all_events() -> list[type[Event]]:
    found, waiting = [], [Event]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("cpwb.") and kind is not Event:
            found.append(kind)
    return sorted(set(found), key=lambda kind: kind.__name__)


def test_events_of_the_product_carry_ids_and_names_and_no_content() -> None:
    """The audit log holds no content (privacy P-18): an event has no free text to leak into it."""
    free_text = {
        f"{kind.__name__}.{field.name}"
        for kind in _all_events()
        for field in fields(kind)
        if field.name not in ("fields",) and field.type in (str, "str")
    }
    assert free_text <= ALLOWED_TEXTS, (
        f"events carry ids, enums, dates and names of fields: {free_text - ALLOWED_TEXTS}"
    )


def test_events_of_the_product_have_a_subject_and_a_tag_of_their_own() -> None:
    """Two events with one name would be one line in the audit log; each fits its column."""
    tags = [kind.tag() for kind in _all_events()]
    assert sorted(set(tags)) == sorted(tags)
    assert [kind.__name__ for kind in _all_events() if not kind.subject or len(kind.subject) > 40] == []
    assert [tag for tag in tags if len(tag) > 60] == []


#: Texts that a mail needs and that no table holds; the audit handler writes none of them.
ALLOWED_TEXTS = frozenset(f"AccountMailWritten.{name}" for name in ("kind", "recipient", "subject_line", "body"))


class _Kitchen(sa.orm.DeclarativeBase):
    pass


class _Cup(_Kitchen):
    __tablename__ = "cups"
    id: sa.orm.Mapped[int] = sa.orm.mapped_column(primary_key=True)
