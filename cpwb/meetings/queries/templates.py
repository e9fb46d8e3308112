"""Questions about the standing items of a committee."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.committees.models import Committee
from cpwb.meetings.models import TemplateItem


def template_items(session: Session, committee: Committee) -> Sequence[TemplateItem]:
    """Return all standing items of a committee in their order, for whoever makes an agenda of them."""
    return session.scalars(
        sa.select(TemplateItem)
        .where(TemplateItem.committee_id == committee.id)
        .order_by(TemplateItem.position, TemplateItem.id)
    ).all()


@dataclass(frozen=True)
class TemplateRow:
    """A standing item on the page where they are kept, with the places one up and one down, if any."""

    item: TemplateItem
    up: int | None
    down: int | None


def template_rows(session: Session, actor: Actor, committee: Committee) -> list[TemplateRow]:
    """Return the standing items of a committee that the actor may change, in their order."""
    items = session.scalars(
        sa.select(TemplateItem)
        .where(TemplateItem.committee_id == committee.id, visible(actor, P.ITEM_EDIT, TemplateItem))
        .order_by(TemplateItem.position, TemplateItem.id)
    ).all()
    places: list[int | None] = [None, *(item.position for item in items), None]
    return [TemplateRow(item, up=places[place], down=places[place + 2]) for place, item in enumerate(items)]
