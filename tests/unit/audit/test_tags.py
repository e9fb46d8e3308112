"""The names under which events are kept."""

from collections.abc import Iterator

import sqlalchemy as sa

import cpwb.wiring  # noqa: F401 -- loading it makes every event known
from cpwb.audit.forms import tags
from cpwb.audit.models import AuditEntry
from cpwb.core.events import Event


def _kinds(kind: type[Event] = Event) -> Iterator[type[Event]]:
    """Give the classes of our own events that have no class below them: those that happen."""
    for below in kind.__subclasses__():
        yield from _kinds(below)
    if not kind.__subclasses__() and kind.__module__.startswith("cpwb."):
        yield kind


def test_the_columns_hold_every_event() -> None:
    """No event has a name or a noun that is longer than its column, and each that happens has a noun."""
    for name, texts in (("tag", [kind.tag() for kind in _kinds()]), ("subject", [kind.subject for kind in _kinds()])):
        column = AuditEntry.__table__.columns[name].type
        assert isinstance(column, sa.String)
        assert [text for text in texts if not 0 < len(text) <= (column.length or 0)] == []


def test_every_event_that_happens_can_be_looked_for() -> None:
    """The filter offers it."""
    assert {kind.tag() for kind in _kinds()} - tags() == set()


def test_classes_that_only_gather_others_are_no_tags() -> None:
    """The filter offers what can happen, and nothing else."""
    offered = tags()
    assert {"user_invited", "committee_closed"} <= offered
    assert [tag for tag in offered if tag.startswith("_")] == []
    assert "event" not in offered
