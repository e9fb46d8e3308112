"""Questions about the standing items and the agenda templates of a committee."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.committees.models import Committee
from cpwb.meetings.models import AgendaTemplate, TemplateItem


def template_items(
    session: Session, committee: Committee, template: AgendaTemplate | None = None
) -> Sequence[TemplateItem]:
    """Return all items of a template, or without one those on every agenda, for whoever makes an agenda of them."""
    return session.scalars(_in_order(committee, template)).all()


def all_template_items(session: Session, committee: Committee) -> Sequence[TemplateItem]:
    """Return the items of all lists of a committee, for whoever looks for their titles."""
    return session.scalars(sa.select(TemplateItem).where(TemplateItem.committee_id == committee.id)).all()


def _in_order(committee: Committee, template: AgendaTemplate | None) -> sa.Select[TemplateItem]:
    of_list = TemplateItem.template_id.is_(None) if template is None else TemplateItem.template_id == template.id
    return (
        sa.select(TemplateItem)
        .where(TemplateItem.committee_id == committee.id, of_list)
        .order_by(TemplateItem.position, TemplateItem.id)
    )


@dataclass(frozen=True)
class TemplateRow:
    """A standing item on the page where they are kept, with the places one up and one down, if any."""

    item: TemplateItem
    up: int | None
    down: int | None


def template_rows(
    session: Session, actor: Actor, committee: Committee, template: AgendaTemplate | None = None
) -> list[TemplateRow]:
    """Return the items of a list of a committee that the actor may change, in their order."""
    items = session.scalars(_in_order(committee, template).where(visible(actor, P.ITEM_EDIT, TemplateItem))).all()
    places: list[int | None] = [None, *(item.position for item in items), None]
    return [TemplateRow(item, up=places[place], down=places[place + 2]) for place, item in enumerate(items)]


def agenda_templates(session: Session, committee: Committee) -> Sequence[AgendaTemplate]:
    """Return the agenda templates of a committee, in the order in which they were made."""
    return session.scalars(
        sa.select(AgendaTemplate).where(AgendaTemplate.committee_id == committee.id).order_by(AgendaTemplate.id)
    ).all()
