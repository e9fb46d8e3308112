"""Questions about what the screen in the room of a meeting shows."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, selectinload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import actions_of_items
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.minutes.models import Presentation


@dataclass(frozen=True)
class Screen:
    """What everybody in the room may see now: an item, what was recorded under it, and those beside it.

    A restricted item is one of them, but nothing of it is shown: there may be guests in the room.
    """

    item: AgendaItem | None
    actions: Sequence[ActionPoint] = ()
    #: The ids of the items one back and one on, none at the ends.
    before: int | None = None
    after: int | None = None

    @property
    def is_hidden(self) -> bool:
        """Say whether nothing of the item may be shown."""
        return self.item is not None and not self.item.is_unrestricted

    @property
    def mark(self) -> str:
        """Return a digest of what is shown: as long as it is the same, nobody needs a new one."""
        if self.item is None:
            return "-"
        shown: list[object] = [self.item.id, self.item.position, self.is_hidden, self.before, self.after]
        if not self.is_hidden:
            shown += [self.item.title, *((decision.id, decision.text) for decision in self.item.decisions)]
            shown += [(action.id, action.revision) for action in self.actions]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def presentation_of(session: Session, meeting: Meeting) -> Presentation | None:
    """Return what was chosen for the screen of a meeting, or None when nothing was yet."""
    return session.scalars(sa.select(Presentation).where(Presentation.meeting_id == meeting.id)).first()


def screen(session: Session, actor: Actor, meeting: Meeting) -> Screen:
    """Return what the screen shows: the item that was chosen or, before that, the first one."""
    ids = session.scalars(
        sa.select(AgendaItem.id)
        .where(AgendaItem.meeting_id == meeting.id, visible(actor, P.ITEM_VIEW, AgendaItem))
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    if not ids:
        return Screen(None)
    chosen = presentation_of(session, meeting)
    place = ids.index(chosen.item_id) if chosen and chosen.item_id in ids else 0
    # The screen asks every few seconds: the notes, which it does not show, stay where they are.
    item = session.get_one(
        AgendaItem, ids[place], options=(defer(AgendaItem.notes), selectinload(AgendaItem.decisions))
    )
    return Screen(
        item,
        actions=actions_of_items(session, actor, [item.id]).get(item.id, ()),
        before=ids[place - 1] if place else None,
        after=ids[place + 1] if place + 1 < len(ids) else None,
    )


def shown_item(session: Session, actor: Actor, meeting: Meeting) -> AgendaItem | None:
    """Return the item that was chosen for the screen of a meeting, or None when none was, or it is on no agenda now."""
    return session.scalars(
        sa.select(AgendaItem)
        .join(Presentation, Presentation.item_id == AgendaItem.id)
        .where(
            Presentation.meeting_id == meeting.id,
            AgendaItem.meeting_id == meeting.id,
            visible(actor, P.ITEM_VIEW, AgendaItem),
        )
    ).first()
