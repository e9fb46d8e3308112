"""What meetings that are planned from now on get on their agendas: standing items, and those of a template."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from cpwb.access.actor import Actor
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import check_revision
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.meetings import queries
from cpwb.meetings.choices import PROPOSED_KINDS, ItemKind, Visibility
from cpwb.meetings.events import TemplateItemAdded, TemplateItemEdited, TemplateItemMoved, TemplateItemRemoved
from cpwb.meetings.models import AgendaTemplate, TemplateItem

#: More would be no agenda any more.
MOST = 30


def add_template_item(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    template: AgendaTemplate | None = None,
    kind: ItemKind,
    title: Bilingual,
    planned_minutes: int | None = None,
    presenter: str = "",
    visibility: Visibility = Visibility.COMMITTEE,
) -> TemplateItem:
    """Let an item stand on the agendas that are made with `template`, or on every one without; as the last of them."""
    _check(committee, kind, title)
    count = len(queries.template_items(session, committee, template))
    if count >= MOST:
        raise RuleBroken(None, _l("There are 30 items already. Remove one first."))
    item = TemplateItem(
        committee=committee,
        template=template,
        position=count + 1,
        kind=kind,
        title=title,
        planned_minutes=planned_minutes,
        presenter=presenter,
        visibility=visibility,
    )
    session.add(item)
    session.flush()
    publish(session, TemplateItemAdded(by=actor.user_id, subject_id=item.id, committee_id=committee.id))
    return item


def _check(committee: Committee, kind: ItemKind, title: Bilingual) -> None:
    if committee.is_closed:
        raise RuleBroken(None, _l("This committee is closed: it stays as it was and cannot be changed."))
    if kind not in PROPOSED_KINDS:
        raise RuleBroken("kind", _l("Items of this kind stand on every agenda by themselves. Choose another kind."))
    if not any(title.has(language) for language in committee.working_languages.languages):
        raise RuleBroken("title", _l("Fill in the title in a language in which the committee works."))


def edit_template_item(
    *,
    session: Session,
    actor: Actor,
    item: TemplateItem,
    revision: int,
    kind: ItemKind,
    title: Bilingual,
    planned_minutes: int | None,
    presenter: str,
    visibility: Visibility,
) -> None:
    """Change a standing item; the agendas that have it already stay as they are.

    Raises Outdated when somebody else changed it since `revision`.
    """
    check_revision(item, revision)
    _check(item.committee, kind, title)
    given = {
        "kind": kind,
        "title": title,
        "planned_minutes": planned_minutes,
        "presenter": presenter,
        "visibility": visibility,
    }
    changed = tuple(name for name, value in given.items() if getattr(item, name) != value)
    for name in changed:
        setattr(item, name, given[name])
    publish(
        session,
        TemplateItemEdited(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, fields=changed),
    )


def move_template_item(*, session: Session, actor: Actor, item: TemplateItem, to: int) -> None:
    """Give a standing item the place `to` (from 1), or the nearest one there is."""
    others = _beside(session, item)
    others.insert(min(max(to, 1), len(others) + 1) - 1, item)
    _number(session, others)
    publish(session, TemplateItemMoved(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id))


def remove_template_item(*, session: Session, actor: Actor, item: TemplateItem) -> None:
    """Take a standing item out of the agendas to come; those that have it keep it."""
    _number(session, _beside(session, item))
    session.delete(item)
    publish(session, TemplateItemRemoved(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id))


def _beside(session: Session, item: TemplateItem) -> list[TemplateItem]:
    """Return the others of the list in which a standing item has its place."""
    return [other for other in queries.template_items(session, item.committee, item.template) if other is not item]


def _number(session: Session, items: Sequence[TemplateItem]) -> None:
    """Store the places past the revisions: an item that only moves along makes nobody's form outdated."""
    table = TemplateItem.__table__
    for position, item in enumerate(items, start=1):
        if item.position != position:
            session.execute(sa.update(table).where(table.c.id == item.id).values(position=position))  # type: ignore[arg-type]  # a mapped table is one
            set_committed_value(item, "position", position)
