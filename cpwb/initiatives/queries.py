"""Questions about initiatives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import WITH_OWNER
from cpwb.committees.models import Committee, Organisation, Zone
from cpwb.core.small_numbers import Shown, shown_counts
from cpwb.core.words import LazyText
from cpwb.initiatives.choices import COUNT_LABELS, InitiativeState
from cpwb.initiatives.models import (
    AGE,
    SATISFACTION,
    SEX,
    SIDES,
    Initiative,
    InitiativeSession,
    Milestone,
    initiative_actions,
)
from cpwb.programme.choices import Objective

#: The last day there is: what has no first day stands after what has one.
_SOME_DAY = date.max

#: An action point that was linked may be chosen from at most so many.
MOST_ACTIONS = 200


def initiatives(
    actor: Actor,
    *,
    state: InitiativeState | None = None,
    objective: Objective | None = None,
    zone: int | None = None,
    committee: int | None = None,
    q: str | None = None,
) -> sa.Select[Initiative]:
    """Return the initiatives that the actor may see, narrowed by what is asked; in no order.

    `zone` and `committee` are ids; `q` is looked for in title and summary, in both languages.
    """
    query = (
        sa.select(Initiative)
        .where(visible(actor, P.INITIATIVE_VIEW, Initiative))
        .options(joinedload(Initiative.zone), joinedload(Initiative.committee))
    )
    if state:
        query = query.where(Initiative.state == state)
    if objective:
        query = query.where(Initiative.objective == objective)
    if zone:
        query = query.where(Initiative.zone_id == zone)
    if committee:
        query = query.where(Initiative.committee_id == committee)
    if q:
        query = query.where(sa.or_(Initiative.title.contains_text(q), Initiative.summary.contains_text(q)))
    return query


def initiatives_of(actor: Actor, committee: Committee, **asked: Any) -> sa.Select[Initiative]:
    """Return the initiatives of a committee that the actor may see, narrowed as `initiatives` does."""
    return initiatives(actor, **asked).where(Initiative.committee_id == committee.id)


def initiative_columns(language: str) -> dict[str, Any]:
    """Return the headings by which a list can be sorted; states in the order of their life."""
    places = {state: place for place, state in enumerate(InitiativeState)}
    return {
        "title": sa.func.lower(Initiative.title.in_language(language)),
        "state": sa.case(places, value=Initiative.state),
        "start": sa.func.coalesce(Initiative.starts_on, _SOME_DAY),
        "recorded": Initiative.created_at,
    }


def zone_choices(session: Session, actor: Actor) -> Sequence[Zone]:
    """Return the zones of the initiatives that the actor may see, in no order."""
    ids = sa.select(Initiative.zone_id).where(visible(actor, P.INITIATIVE_VIEW, Initiative))
    return session.scalars(sa.select(Zone).where(Zone.id.in_(ids))).all()


def committee_choices(session: Session, actor: Actor) -> Sequence[Committee]:
    """Return the committees of the initiatives that the actor may see, in no order."""
    ids = sa.select(Initiative.committee_id).where(visible(actor, P.INITIATIVE_VIEW, Initiative))
    return session.scalars(sa.select(Committee).where(Committee.id.in_(ids))).all()


def partner_choices(
    session: Session, zone_id: int | None, day: date, *, present: Iterable[Organisation] = ()
) -> Sequence[Organisation]:
    """Return the organisations that can be partners in a zone: its own, those of everywhere, and the `present` ones.

    Those that closed before `day` are left out, unless they are partners already.
    """
    here = sa.or_(Organisation.zone_id.is_(None), Organisation.zone_id == zone_id)
    exists = sa.or_(Organisation.closed_on.is_(None), Organisation.closed_on >= day)
    kept = Organisation.id.in_([organisation.id for organisation in present])
    return session.scalars(sa.select(Organisation).where(sa.or_(sa.and_(here, exists), kept))).all()


def action_choices(session: Session, actor: Actor, initiative: Initiative) -> Sequence[ActionPoint]:
    """Return the action points of the committee that can be linked: visible, not dropped, not linked; latest first."""
    linked = sa.select(initiative_actions.c.action_id).where(initiative_actions.c.initiative_id == initiative.id)
    return session.scalars(
        sa.select(ActionPoint)
        .where(ActionPoint.committee_id == initiative.committee_id, ActionPoint.state != ActionState.DROPPED)
        .where(ActionPoint.id.not_in(linked), visible(actor, P.ACTION_VIEW, ActionPoint))
        .order_by(ActionPoint.number.desc())
        .limit(MOST_ACTIONS)
    ).all()


def actions_of(session: Session, actor: Actor, initiative: Initiative) -> Sequence[ActionPoint]:
    """Return the action points on which an initiative rests, as far as the actor may see them, by number."""
    linked = sa.select(initiative_actions.c.action_id).where(initiative_actions.c.initiative_id == initiative.id)
    return session.scalars(
        sa.select(ActionPoint)
        .where(ActionPoint.id.in_(linked), visible(actor, P.ACTION_VIEW, ActionPoint))
        .options(*WITH_OWNER)
        .order_by(ActionPoint.number)
    ).all()


def progress_of(session: Session, ids: Iterable[int]) -> dict[int, float | None]:
    """Return by initiative the share done, between 0 and 1, of its milestones and action points; None without any.

    A milestone is done when it was reached, an action point when it is completed; dropped ones do not count.
    """
    wanted = tuple(ids)
    steps = sa.union_all(
        sa.select(
            Milestone.initiative_id.label("initiative_id"),
            sa.case((Milestone.reached_on.is_not(None), 1), else_=0).label("done"),
        ).where(Milestone.initiative_id.in_(wanted)),
        sa.select(initiative_actions.c.initiative_id, sa.case((ActionPoint.state == ActionState.DONE, 1), else_=0))
        .join(ActionPoint, ActionPoint.id == initiative_actions.c.action_id)
        .where(initiative_actions.c.initiative_id.in_(wanted), ActionPoint.state != ActionState.DROPPED),
    ).subquery()
    counts = sa.select(steps.c.initiative_id, sa.func.sum(steps.c.done), sa.func.count()).group_by(
        steps.c.initiative_id
    )
    found = {identity: done / total for identity, done, total in session.execute(counts)}
    return {identity: found.get(identity) for identity in wanted}


def reached_by(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Return by initiative the number of people reached at its sessions, of all sides."""
    people = InitiativeSession.reached_police + InitiativeSession.reached_community
    people += InitiativeSession.reached_municipality
    wanted = tuple(ids)
    query = (
        sa.select(InitiativeSession.initiative_id, sa.func.sum(people))
        .where(InitiativeSession.initiative_id.in_(wanted))
        .group_by(InitiativeSession.initiative_id)
    )
    found = {identity: int(count) for identity, count in session.execute(query)}
    return {identity: found.get(identity, 0) for identity in wanted}


#: What was counted, and how many are shown.
Line = tuple[LazyText, Shown]


@dataclass(frozen=True)
class People:
    """The people reached at all sessions of an initiative, by column of the session."""

    counts: Mapping[str, int]
    #: Whether the reader sees few people too, as those do who typed the counts.
    raw: bool

    @property
    def reached(self) -> int:
        """Return the number of people reached, of all sides."""
        return sum(self.counts[name] for name in SIDES)

    @property
    def satisfied(self) -> float | None:
        """Return the share of answers that were good or very good; None without answers."""
        answers, good = (self.counts[name] for name in SATISFACTION)
        return good / answers if answers else None

    @property
    def by_side(self) -> list[Line]:
        """Return the people by side."""
        return [(COUNT_LABELS[name], self.counts[name]) for name in SIDES]

    @property
    def by_sex(self) -> list[Line]:
        """Return the people by sex, nothing when nobody was counted so."""
        return self._shown(SEX)

    @property
    def by_age(self) -> list[Line]:
        """Return the people by age, nothing when nobody was counted so."""
        return self._shown(AGE)

    def _shown(self, names: Sequence[str]) -> list[Line]:
        counts = {name: self.counts[name] for name in names}
        if not any(counts.values()):
            return []
        shown: Mapping[str, Shown] = counts if self.raw else shown_counts(counts)
        return [(COUNT_LABELS[name], shown[name]) for name in names]


def people_of(initiative: Initiative, *, raw: bool) -> People:
    """Return the people reached at the sessions of an initiative, which are loaded with it.

    Few people by sex or age are hidden unless `raw`; and only in total, because the sessions beside each other
    would give them back.
    """
    names = (*SIDES, *SEX, *AGE, *SATISFACTION)
    return People({name: sum(getattr(one, name) for one in initiative.sessions) for name in names}, raw)
