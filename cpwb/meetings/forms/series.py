"""The meetings of a year as they are planned together, turned into values."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from wtforms import BooleanField, Field

from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.words import _l
from cpwb.meetings.queries import MeetingProposal, Obstacles, ProposedDay
from cpwb.ui.fields import ChoiceField, DateField, TextField, TimeField
from cpwb.ui.forms import Filters, Form


class YearFilters(Filters):
    """From which day on a year of meetings is proposed."""

    start = DateField(_l("First day of the year to plan"))


class SeriesForm(Form):
    """A year of meetings; made for the days that are proposed by `series_form`."""

    starts_at = TimeField(_l("Starts at"), required=True)
    ends_at = TimeField(_l("Ends at"), required=True, hint=_l("For example 20.30."))
    place = TextField(_l("Place"), hint=_l("The name and the address of the building and the room."))
    online_link = TextField(
        _l("Online link"), max_length=400, hint=_l("For those who take part from elsewhere. It starts with https://.")
    )
    language = ChoiceField(
        _l("Language of the meeting"), Language, hint=_l("The agenda and the minutes are written in this language.")
    )
    anyway = BooleanField(_l("Meet on these days all the same"))
    proposals: Sequence[ProposedDay] = ()
    obstacles: Obstacles

    def rows(self) -> list[tuple[ProposedDay, Field, Field]]:
        """Return for each day of the rhythm the field of its date, and the one that says whether it is planned."""
        return [
            (proposal, self[f"day_{place}"], self[f"plan_{place}"]) for place, proposal in enumerate(self.proposals)
        ]

    def chosen(self) -> list[Field]:
        """Return the fields of the dates that are to be planned."""
        return [day for _proposal, day, plan in self.rows() if plan.data]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a date wherever one is to be planned, and about days on which something stands in the way."""
        valid: bool = super().validate(extra_validators)
        for field in self.chosen():
            if field.errors:
                continue
            found = [] if field.data is None else self.obstacles.on(field.data)
            if field.data is None:
                field.errors = [str(_l("This field is required."))]
            elif found and not self.anyway.data:
                field.errors = [str(sentence) for sentence in found]
                self.anyway.errors = [str(_l("Change these days, or tick that you meet on them all the same."))]
            valid = valid and not field.errors
        return valid

    def values(self) -> dict[str, Any]:
        """Return the arguments of `service.plan_series`."""
        values = {name: self[name].data for name in ("place", "online_link", "language")}
        hours: tuple[time, time] = (self["starts_at"].data, self["ends_at"].data)
        days = [tuple(clock.from_local(datetime.combine(day.data, hour)) for hour in hours) for day in self.chosen()]
        return {**values, "hours": days}


def series_form(proposal: MeetingProposal, proposals: Sequence[ProposedDay], obstacles: Obstacles) -> SeriesForm:
    """Return the form for the days that are proposed, each of them ticked, filled in with what is usual."""

    class Filled(SeriesForm):
        pass

    for place, proposed in enumerate(proposals):
        plan = BooleanField(_l("Plan this meeting"), default=proposed.day is not None)
        setattr(Filled, f"plan_{place}", plan)
        setattr(Filled, f"day_{place}", DateField(_l("Date"), default=proposed.day or proposed.wanted, hint=""))
    form = Filled(
        data={
            "starts_at": clock.local(proposal.starts_at).time(),
            "ends_at": clock.local(proposal.ends_at).time(),
            "place": proposal.place,
            "online_link": proposal.online_link,
            "language": proposal.language,
        }
    )
    form.proposals, form.obstacles = proposals, obstacles
    return form
