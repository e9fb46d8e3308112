"""Questions about a subject through the years: items that continue one another."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.core.dates import short_date
from cpwb.core.words import LazyText, _l
from cpwb.meetings.choices import CLOSING_KINDS, OPENING_KINDS, RECORDED_IN
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.meetings.queries.series import new_year
from cpwb.members.models import Seat

#: How many of the items that were treated last a form offers to continue; a page of its own searches all of them.
OFFERED = 30


def earlier_ids(session: Session, item_id: int) -> set[int]:
    """Return the ids of an item and of all that it continues, however far back; a circle ends."""
    return set(session.scalars(sa.select(_back_from(item_id).c.id)))


def _back_from(item_id: int) -> sa.CTE:
    back = (
        sa.select(AgendaItem.id, AgendaItem.earlier_item_id).where(AgendaItem.id == item_id).cte("back", recursive=True)
    )
    # UNION, not UNION ALL: what was found once is not followed again.
    return back.union(
        sa.select(AgendaItem.id, AgendaItem.earlier_item_id).where(AgendaItem.id == back.c.earlier_item_id)
    )


def history(session: Session, actor: Actor, item: AgendaItem) -> Sequence[AgendaItem]:
    """Return the items about the subject of an item that the actor may read, the latest meeting first.

    That is what it continues, however far back, and everything that continues any of that. What waits in the backlog
    comes before all meetings. The number of statements does not grow with the history.
    """
    back = _back_from(item.id)
    subject = sa.select(back.c.id).cte("subject", recursive=True)
    subject = subject.union(sa.select(AgendaItem.id).where(AgendaItem.earlier_item_id == subject.c.id))
    return session.scalars(
        sa.select(AgendaItem)
        .outerjoin(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.id.in_(sa.select(subject.c.id)),
            AgendaItem.committee_id == item.committee_id,
            visible(actor, P.ITEM_VIEW, AgendaItem),
        )
        .options(
            joinedload(AgendaItem.meeting),
            joinedload(AgendaItem.committee),
            joinedload(AgendaItem.proposed_by).joinedload(Seat.organisation),
            selectinload(AgendaItem.decisions),
            selectinload(AgendaItem.sources),
        )
        .order_by(Meeting.starts_at.is_not(None), Meeting.starts_at.desc(), AgendaItem.id.desc())
    ).all()


def treated(
    actor: Actor, committee_id: int, *, words: str | None = None, year: int | None = None
) -> sa.Select[AgendaItem]:
    """Return the items that a committee treated and the actor may read, standing ones left out, the latest first."""
    query = (
        sa.select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.committee_id == committee_id,
            AgendaItem.kind.not_in((*OPENING_KINDS, *CLOSING_KINDS)),
            Meeting.state.in_(RECORDED_IN),
            # A standing item under which nothing was said has no subject.
            sa.or_(AgendaItem.is_repeated.is_(False), AgendaItem.notes != ""),
            visible(actor, P.ITEM_VIEW, AgendaItem),
        )
        .options(
            sa.orm.contains_eager(AgendaItem.meeting),
            joinedload(AgendaItem.committee),
            joinedload(AgendaItem.proposed_by).joinedload(Seat.organisation),
            selectinload(AgendaItem.sources),
        )
        .order_by(Meeting.starts_at.desc(), AgendaItem.position, AgendaItem.id)
    )
    if words:
        query = query.where(AgendaItem.title.icontains(words, autoescape=True))
    if year is not None:
        query = query.where(Meeting.starts_at >= new_year(year), Meeting.starts_at < new_year(year + 1))
    return query


def earlier_choices(session: Session, actor: Actor, committee_id: int) -> list[tuple[int, LazyText]]:
    """Return the items that were treated last, by id, for a form in which a new one can continue one of them."""
    return [
        (item.id, _l("%(day)s – %(title)s", day=short_date(item.meeting.held_on), title=item.shown_title))
        for item in session.scalars(treated(actor, committee_id).limit(OFFERED))
        if item.meeting is not None
    ]


def treated_item(session: Session, actor: Actor, committee_id: int, item_id: int | None) -> list[AgendaItem]:
    """Return the treated item with this id, if the committee treated it and the actor may read it."""
    if item_id is None:
        return []
    return list(session.scalars(treated(actor, committee_id).where(AgendaItem.id == item_id)))


def earlier_of(session: Session, actor: Actor, item: AgendaItem) -> AgendaItem | None:
    """Return the earlier treatment that an item continues, if the actor may read it."""
    return next(iter(treated_item(session, actor, item.committee_id, item.earlier_item_id)), None)
