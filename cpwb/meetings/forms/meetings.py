"""What people type about meetings, turned into values."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from wtforms import BooleanField

from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.words import LazyText, _l, said
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import AgendaTemplate, Meeting
from cpwb.meetings.queries import MeetingProposal
from cpwb.ui.fields import ChoiceField, DateField, PickField, RevisionField, TextField, TimeField
from cpwb.ui.forms import Filters, Form


class MeetingFilters(Filters):
    """Which meetings to show."""

    state = ChoiceField(_l("State"), MeetingState, required=False, nothing=_l("all states"))
    year = PickField(_l("Year"), required=False, nothing=_l("all years"))

    def offer_years(self, years: Iterable[int]) -> None:
        """Offer the years in which the committee met."""
        self.year.offer([(year, str(year)) for year in years])


class MeetingForm(Form):
    """When, where and in which language a committee meets."""

    day = DateField(_l("Date"), required=True)
    starts_at = TimeField(_l("Starts at"), required=True)
    ends_at = TimeField(_l("Ends at"), required=True, hint=_l("For example 20.30."))
    place = TextField(_l("Place"), hint=_l("The name and the address of the building and the room."))
    online_link = TextField(
        _l("Online link"), max_length=400, hint=_l("For those who take part from elsewhere. It starts with https://.")
    )
    language = ChoiceField(
        _l("Language of the meeting"), Language, hint=_l("The agenda and the minutes are written in this language.")
    )
    anyway = BooleanField(_l("Meet on this day all the same"))
    obstacles_on: Callable[[date], Sequence[LazyText]] = staticmethod(lambda _day: ())
    #: The day on which it takes place now, about which nobody is asked again.
    kept_day: date | None = None

    @cached_property
    def obstacles(self) -> Sequence[LazyText]:
        """Return what stands in the way of a meeting on the day that was typed or is proposed."""
        day = self.day.data
        return () if day is None or day == self.kept_day else self.obstacles_on(day)

    def validate(self, extra_validators: Any = None) -> bool:
        """Let nobody plan a meeting on a holiday, or when its people meet elsewhere, without knowing it."""
        valid: bool = super().validate(extra_validators)
        if self.obstacles and not self.anyway.data:
            self.anyway.errors = [str(_l("Choose another day, or tick that you meet on this day all the same."))]
            return False
        return valid

    def offer_languages(self, languages: Sequence[str]) -> None:
        """Offer the languages in which the committee works."""
        self.language.offer(Language(code) for code in languages)

    def values(self) -> dict[str, Any]:
        """Return the values with both moments aware."""
        values = super().values()
        day = values.pop("day")
        del values["anyway"]
        for name in ("starts_at", "ends_at"):
            values[name] = clock.from_local(datetime.combine(day, values[name]))
        return values


class PlanForm(MeetingForm):
    """The next meeting, filled in with what the committee is used to."""

    template = PickField(
        _l("Agenda template"),
        required=False,
        nothing=_l("none: only the standing items"),
        hint=_l("Its items come after those that stand on every agenda."),
    )
    templates: Sequence[AgendaTemplate] = ()

    def __init__(self, proposal: MeetingProposal) -> None:
        used_to = {name: getattr(proposal, name) for name in ("place", "online_link", "language")}
        super().__init__(data=used_to | _on_the_clock(proposal.starts_at, proposal.ends_at))

    def offer_templates(self, templates: Sequence[AgendaTemplate]) -> None:
        """Offer the templates of the committee."""
        self.templates = templates
        self.template.offer([(template.id, said(template.name)) for template in templates])

    def values(self) -> dict[str, Any]:
        """Return the template itself, or none."""
        chosen = next((template for template in self.templates if template.id == self.template.data), None)
        return super().values() | {"template": chosen}


class EditMeetingForm(MeetingForm):
    """The details of a meeting that exists."""

    revision = RevisionField()

    def __init__(self, meeting: Meeting) -> None:
        stored = {name: getattr(meeting, name) for name in ("place", "online_link", "language", "revision")}
        super().__init__(data=stored | _on_the_clock(meeting.starts_at, meeting.ends_at))
        self._thing = meeting
        self.kept_day = meeting.held_on


def _on_the_clock(starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """Return day and times as the clocks in Brussels show them."""
    start, end = clock.local(starts_at), clock.local(ends_at)
    return {"day": start.date(), "starts_at": _hour(start), "ends_at": _hour(end)}


def _hour(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)


class CancelForm(Form):
    """Why a meeting is cancelled."""

    reason = TextField(
        _l("Reason"), required=True, hint=_l("The members read it: not enough people can come, the hall is closed.")
    )
