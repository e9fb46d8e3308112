"""Questions about the history of the notes of an item, and about who is writing them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.core import clock
from cpwb.core.words import LazyText, _l
from cpwb.meetings.choices import NoteKind
from cpwb.meetings.models import AgendaItem, NoteVersion, NoteWriter
from cpwb.members.queries import members_by_user

#: Whoever gave no sign for so long is not writing any more.
STILL_WRITING = timedelta(minutes=2)


def last_saved(session: Session, item: AgendaItem) -> NoteVersion | None:
    """Return the version that is the notes now, or None when they were never saved."""
    return session.scalars(
        sa.select(NoteVersion)
        .where(NoteVersion.item_id == item.id, NoteVersion.kind == NoteKind.SAVED)
        .order_by(NoteVersion.number.desc())
        .limit(1)
    ).first()


def stretches(item: AgendaItem, *, period: int | None = None) -> sa.Select[*tuple[Any, ...]]:
    """Return the history of an item, newest first: a row for what one writer saved in ten minutes.

    A row has `period`, `kind`, `by_id`, the `saves` in it, the `id` and the `number` of the last one, and when the
    `first` and the `last` were saved. With a `period`, each text of those ten minutes is a row of its own.
    """
    version = NoteVersion
    by_writer = (version.period, version.kind, version.by_id)
    # Ids and numbers of one item grow together: nothing is numbered before it is stored.
    last = sa.func.max(version.number)
    query = (
        sa.select(
            *by_writer,
            sa.func.count().label("saves"),
            sa.func.max(version.id).label("id"),
            last.label("number"),
            sa.func.min(version.at).label("first"),
            sa.func.max(version.at).label("last"),
        )
        .where(version.item_id == item.id)
        .order_by(last.desc())
    )
    if period is None:
        return query.group_by(*by_writer)
    return query.where(version.period == period).group_by(*by_writer, version.number)


def versions_of(item: AgendaItem) -> sa.Select[NoteVersion]:
    """Return every text in the history of an item, newest first."""
    return sa.select(NoteVersion).where(NoteVersion.item_id == item.id).order_by(NoteVersion.number.desc())


def version_before(session: Session, version: NoteVersion) -> NoteVersion | None:
    """Return the version that was saved before this one, or None for the first."""
    return session.scalars(
        versions_of(version.item)
        .where(NoteVersion.number < version.number, NoteVersion.kind == NoteKind.SAVED)
        .limit(1)
    ).first()


def version_numbered(session: Session, item: AgendaItem, number: int) -> NoteVersion | None:
    """Return the version of an item with this number, or None."""
    return session.scalars(versions_of(item).where(NoteVersion.number == number)).first()


def writer_names(
    session: Session, item: AgendaItem, user_ids: Iterable[int | None]
) -> dict[int | None, str | LazyText]:
    """Return how the committee sees these writers: by name, or by what they sit there for, with their role."""
    wanted = {identity for identity in user_ids if identity is not None}
    seated = members_by_user(session, item.committee_id, wanted) if wanted else {}
    named: dict[int | None, str | LazyText] = {
        identity: _l("%(name)s (%(role)s)", name=seated[identity].shown_name, role=seated[identity].role.label)
        if identity in seated
        else _l("zone coordinator")
        for identity in wanted
    }
    return named | {None: "CPWB"}


def others_writing(session: Session, item: AgendaItem, tab: str) -> Sequence[NoteWriter]:
    """Return who is writing the notes of an item now in other windows than `tab`, the first one first."""
    return session.scalars(
        sa.select(NoteWriter)
        .where(NoteWriter.item_id == item.id, NoteWriter.tab != tab, NoteWriter.seen >= clock.now() - STILL_WRITING)
        .order_by(NoteWriter.since, NoteWriter.id)
    ).all()
