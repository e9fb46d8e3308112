"""What happens in the demonstration after a meeting: its minutes are objected to, approved, corrected, summarised."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM, Actor
from cpwb.core.bilingual import Bilingual
from cpwb.demo.cast import Gathering, Remark
from cpwb.demo.table import Table
from cpwb.members.choices import MandateRole
from cpwb.minutes import service
from cpwb.minutes.models import Minutes

#: What a calendar does at a moment.
Put = Callable[[datetime, Callable[[], object]], None]


@dataclass(frozen=True)
class Afterwards:
    """What it takes to tell what came after one meeting; `minutes` gives its minutes, once they are there."""

    session: Session
    table: Table
    gathering: Gathering
    minutes: Callable[[], Minutes]
    is_last: bool

    def tell(self, put: Put, start: datetime) -> None:
        """Put everything on the calendar, in the days after the meeting; the last minutes still wait for one side."""
        put(start + timedelta(days=2), self._submit)
        if self.gathering.remark:
            put(start + timedelta(days=3), partial(self._object, self.gathering.remark))
        chairs = [self._key(role) for role in (MandateRole.CHAIR, MandateRole.CO_CHAIR)]
        for days, key in enumerate(chairs[: 1 if self.is_last else 2], start=5):
            put(start + timedelta(days=days), partial(self._approve, key))
        if any(self.gathering.summary) and not self.is_last:
            put(start + timedelta(days=8), self._publish)
        if self.gathering.correction and not self.is_last:
            put(start + timedelta(days=9), partial(self._correct, chairs))

    def _key(self, role: MandateRole) -> str:
        return next(key for key, mandate in self.table.mandates.items() if mandate.role is role)

    def _actor(self, key: str) -> Actor:
        return self.table.actor(self.session, key)

    def _submit(self) -> None:
        service.submit_minutes(session=self.session, actor=SYSTEM, minutes=self.minutes())

    def _approve(self, key: str) -> None:
        service.approve_minutes(session=self.session, actor=self._actor(key), minutes=self.minutes())

    def _object(self, remark: Remark) -> None:
        """Let a member object, and the secretary answer; who has no account tells the secretary."""
        minutes = self.minutes()
        title = self.gathering.points[remark.point].title
        item = next(item for item in minutes.meeting.items if item.title == title)
        secretary = self._actor(self._key(MandateRole.SECRETARY))
        objection = service.object_to_minutes(
            session=self.session,
            actor=self._actor(remark.by) if remark.by in self.table.users else secretary,
            minutes=minutes,
            mandate_id=self.table.mandates[remark.by].id,
            item_id=item.id,
            kind=remark.kind,
            quote=remark.quote,
            text=remark.text,
        )
        service.answer_objection(
            session=self.session,
            actor=secretary,
            objection=objection,
            answer=remark.answer,
            revision=objection.revision,
            reason=remark.reason,
        )

    def _publish(self) -> None:
        minutes, text = self.minutes(), Bilingual(*self.gathering.summary)
        summary = service.write_summary(session=self.session, actor=SYSTEM, minutes=minutes, text=text, revision=0)
        service.publish_summary(session=self.session, actor=SYSTEM, summary=summary, revision=summary.revision)

    def _correct(self, chairs: list[str]) -> None:
        """Let the secretary correct approved minutes, and both sides approve that."""
        secretary = self._actor(self._key(MandateRole.SECRETARY))
        addendum = service.write_addendum(
            session=self.session, actor=secretary, minutes=self.minutes(), text=self.gathering.correction
        )
        for key in chairs:
            service.approve_addendum(session=self.session, actor=self._actor(key), addendum=addendum)
