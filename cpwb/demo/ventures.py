"""The initiatives of a committee in the demonstration, put on its calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.core.bilingual import Bilingual
from cpwb.demo.calendar import Calendar, moment_on
from cpwb.demo.cast import Occasion, Story, Venture
from cpwb.demo.table import Table
from cpwb.initiatives.choices import InitiativeKind, InitiativeState
from cpwb.initiatives.models import Initiative, Milestone
from cpwb.initiatives.service import (
    add_milestone,
    evaluate_initiative,
    link_action,
    move_initiative,
    propose_initiative,
    reach_milestone,
    record_session,
)
from cpwb.programme.choices import Objective

_WAY = {
    "idea": (),
    "planned": (InitiativeState.PLANNED,),
    "running": (InitiativeState.PLANNED, InitiativeState.RUNNING),
    "finished": (InitiativeState.PLANNED, InitiativeState.RUNNING, InitiativeState.FINISHED),
    "evaluated": (InitiativeState.PLANNED, InitiativeState.RUNNING, InitiativeState.FINISHED),
    "stopped": (InitiativeState.PLANNED,),
}


@dataclass
class _Known:
    """An initiative as it comes into being, with its milestones."""

    initiative: Initiative | None = None
    milestones: list[Milestone] = field(default_factory=list)

    @property
    def known(self) -> Initiative:
        """Return the initiative, once it was proposed."""
        if self.initiative is None:
            raise LookupError("the initiative was not proposed yet")
        return self.initiative


@dataclass(frozen=True)
class Ventures:
    """What it takes to tell of a committee's initiatives."""

    calendar: Calendar
    session: Session
    story: Story
    table: Table
    today: date

    def tell(self) -> None:
        """Put every initiative on the calendar: proposed long ago, moved on, held, evaluated."""
        for place, venture in enumerate(self.story.ventures):
            known = _Known()
            start = self._weeks_from_now(-28 + place)
            self.calendar.at(start, partial(self._propose, venture, known))
            for days, state in enumerate(_WAY[venture.state], start=1):
                self.calendar.at(start + timedelta(days=days), partial(self._move, known, state))
            for number, (_title, weeks, reached) in enumerate(venture.milestones):
                if reached:
                    self.calendar.at(self._weeks_from_now(weeks), partial(self._reach, known, number))
            for occasion in venture.occasions:
                self.calendar.at(
                    self._weeks_from_now(-occasion.weeks_ago) + timedelta(hours=9), partial(self._hold, known, occasion)
                )
            self.calendar.at(self._weeks_from_now(-1), partial(self._finish, venture, known))

    def _weeks_from_now(self, weeks: int) -> datetime:
        return moment_on(self.today + timedelta(weeks=weeks), "10.00")

    def _propose(self, venture: Venture, known: _Known) -> None:
        starts = [occasion.weeks_ago for occasion in venture.occasions]
        known.initiative = propose_initiative(
            session=self.session,
            actor=SYSTEM,
            committee=self.table.committee,
            partners=list({self.table.seats[key].organisation for key in venture.partners}),
            kind=InitiativeKind.COMMUNITY,
            title=Bilingual(*venture.title),
            summary=Bilingual(*venture.summary),
            description=Bilingual(*venture.description),
            objective=Objective.TRUST,
            target_groups=Bilingual(*venture.target_groups),
            starts_on=self.today - timedelta(weeks=max(starts)) if starts else None,
            ends_on=None,
            place=venture.place,
        )
        known.milestones = [
            add_milestone(
                session=self.session,
                actor=SYSTEM,
                initiative=known.known,
                title=Bilingual(*title),
                due_on=self.today + timedelta(weeks=weeks),
            )
            for title, weeks, _reached in venture.milestones
        ]

    def _move(self, known: _Known, state: InitiativeState) -> None:
        move_initiative(session=self.session, actor=SYSTEM, initiative=known.known, state=state)

    def _reach(self, known: _Known, number: int) -> None:
        milestone = known.milestones[number]
        reach_milestone(session=self.session, actor=SYSTEM, milestone=milestone, reached_on=milestone.due_on)

    def _hold(self, known: _Known, occasion: Occasion) -> None:
        police, community, municipality = occasion.sides
        women, men, other_sex, sex_not_stated = occasion.sex
        under_18, from_18_to_25, from_26_to_64, over_64, age_not_stated = occasion.age
        answers, good = occasion.satisfaction
        record_session(
            session=self.session,
            actor=SYSTEM,
            initiative=known.known,
            held_on=self.today - timedelta(weeks=occasion.weeks_ago),
            place=occasion.place,
            reached_police=police,
            reached_community=community,
            reached_municipality=municipality,
            women=women,
            men=men,
            other_sex=other_sex,
            sex_not_stated=sex_not_stated,
            under_18=under_18,
            from_18_to_25=from_18_to_25,
            from_26_to_64=from_26_to_64,
            over_64=over_64,
            age_not_stated=age_not_stated,
            satisfaction_answers=answers,
            satisfaction_good=good,
        )

    def _finish(self, venture: Venture, known: _Known) -> None:
        """Link the committee's first action points, and evaluate or stop what is over."""
        for action in self.table.actions[:2] if venture.state == "running" else ():
            link_action(session=self.session, actor=SYSTEM, initiative=known.known, action=action)
        if venture.evaluation is not None:
            worked, hard, learnt = (Bilingual(*pair) for pair in venture.evaluation)
            evaluate_initiative(
                session=self.session, actor=SYSTEM, initiative=known.known, worked=worked, hard=hard, learnt=learnt
            )
            self._move(known, InitiativeState.EVALUATED)
        if venture.stop_reason:
            move_initiative(
                session=self.session,
                actor=SYSTEM,
                initiative=known.known,
                state=InitiativeState.STOPPED,
                stop_reason=venture.stop_reason,
            )
