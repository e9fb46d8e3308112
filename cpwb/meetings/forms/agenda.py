"""What people type about agenda items, turned into values."""

from collections.abc import Iterable, Sequence
from typing import Any

from cpwb.core.words import _l
from cpwb.meetings.choices import PROPOSED_KINDS, ItemKind, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.meetings.queries import meeting_label
from cpwb.programme.choices import Objective
from cpwb.ui.fields import (
    BilingualField,
    ChoiceField,
    LongTextField,
    NumberField,
    PickField,
    RevisionField,
    TextField,
)
from cpwb.ui.forms import Filters, Form


class ProposalForm(Form):
    """What a member wants to talk about."""

    title = TextField(_l("What should it be about?"), required=True)
    explanation = LongTextField(
        _l("Why, and what should the others know beforehand?"),
        max_length=4000,
        hint=_l("What do people around you notice? What do you hope for?"),
    )
    kind = ChoiceField(_l("What do you expect?"), ItemKind, members=PROPOSED_KINDS, default=ItemKind.DISCUSSION)
    proposed_by_id = PickField(_l("Who proposes it?"), hint=_l("The members see the organisation, not your name."))


class ItemForm(Form):
    """An agenda item."""

    title = TextField(_l("Title"), required=True)
    kind = ChoiceField(_l("Kind"), ItemKind, default=ItemKind.DISCUSSION)
    planned_minutes = NumberField(_l("Planned minutes"), low=1, high=480)
    presenter = TextField(_l("Introduced by"), hint=_l("A function or an organisation."))
    explanation = LongTextField(_l("Explanation"), max_length=4000)
    proposed_by_id = PickField(_l("Proposed by"), required=False)
    visibility = ChoiceField(
        _l("Visible to"),
        Visibility,
        default=Visibility.COMMITTEE,
        hint=_l("Restricted items are for the chairs and the secretary only; of public ones IOM reads the decisions."),
    )
    objective = ChoiceField(_l("Objective of the programme"), Objective, required=False)

    def offer_visibilities(self, visibilities: Iterable[Visibility]) -> None:
        """Offer the visibilities that the writer may give."""
        self.visibility.offer(visibilities)


class NewItemForm(ItemForm):
    """An item that is written on an agenda."""

    earlier_item_id = PickField(
        _l("Continues"),
        required=False,
        nothing=_l("a new subject"),
        hint=_l("The item that treated the same subject before. Older ones than these can be linked later."),
    )


class LateItemForm(NewItemForm):
    """An item that comes up while the meeting is going on."""

    kind = ChoiceField(_l("Kind"), ItemKind, members=PROPOSED_KINDS, default=ItemKind.DISCUSSION)


def new_item_form(meeting: Meeting) -> NewItemForm:
    """Return the form for an item that is written on the agenda of a meeting; a late one while it is going on."""
    return LateItemForm() if meeting.state is MeetingState.IN_PROGRESS else NewItemForm()


class CopyForm(Form):
    """How and where the subject of a treated item is taken up again."""

    title = TextField(_l("Title"), required=True)
    explanation = LongTextField(_l("Explanation"), max_length=4000)
    meeting = PickField(_l("Where"), required=False, nothing=_l("in the backlog"))
    meetings: Sequence[Meeting] = ()

    def offer(self, meetings: Sequence[Meeting]) -> None:
        """Offer the meetings that have not started."""
        self.meetings = meetings
        self.meeting.offer([(meeting.id, meeting_label(meeting)) for meeting in meetings])

    def values(self) -> dict[str, Any]:
        """Return the meeting itself, or none for the backlog."""
        chosen = next((meeting for meeting in self.meetings if meeting.id == self.meeting.data), None)
        return {**super().values(), "meeting": chosen}


class EarlierFilters(Filters):
    """Which of the treated items to show."""

    words = TextField(_l("Words of the title"))
    year = PickField(_l("Year"), required=False, nothing=_l("all years"))

    def offer_years(self, years: Iterable[int]) -> None:
        """Offer the years in which the committee met."""
        self.year.offer([(year, str(year)) for year in years])


class EarlierForm(Form):
    """The earlier treatment that an item continues; none of them when it is left empty."""

    earlier = PickField(_l("Continues"), required=False)
    items: Sequence[AgendaItem] = ()

    def offer(self, items: Sequence[AgendaItem]) -> None:
        """Offer the items that were found."""
        self.items = items
        self.earlier.offer([(item.id, item.title) for item in items])

    def values(self) -> dict[str, Any]:
        """Return the item itself, or none."""
        return {"earlier": next((item for item in self.items if item.id == self.earlier.data), None)}


class TemplateItemForm(Form):
    """A standing item of a committee."""

    title = BilingualField(
        _l("Title"),
        required=True,
        hint=_l("An agenda takes it in the language of its meeting, or else in the other."),
    )
    kind = ChoiceField(_l("Kind"), ItemKind, members=PROPOSED_KINDS, default=ItemKind.DISCUSSION)
    planned_minutes = NumberField(_l("Planned minutes"), low=1, high=480)
    presenter = TextField(_l("Introduced by"), hint=_l("A function or an organisation."))
    visibility = ChoiceField(
        _l("Visible to"),
        Visibility,
        default=Visibility.COMMITTEE,
        hint=_l("Restricted items are for the chairs and the secretary only; of public ones IOM reads the decisions."),
    )


class EditTemplateItemForm(TemplateItemForm):
    """A standing item that exists."""

    revision = RevisionField()


class AgendaTemplateForm(Form):
    """What an agenda template is called."""

    name = BilingualField(
        _l("Name"), required=True, hint=_l("The kind of meeting that it is for: a visit, the yearly evaluation.")
    )


class RenameAgendaTemplateForm(AgendaTemplateForm):
    """Another name for an agenda template."""

    revision = RevisionField()


class EditItemForm(ItemForm):
    """An agenda item that exists."""

    revision = RevisionField()


class MoveForm(Form):
    """The place that an item gets on its agenda."""

    to = NumberField(_l("Place on the agenda"), low=1, high=1000, required=True)


class AcceptForm(Form):
    """The meeting on whose agenda a proposal is put."""

    meeting = PickField(_l("Meeting"))
    meetings: Sequence[Meeting] = ()

    def offer(self, meetings: Sequence[Meeting]) -> None:
        """Offer the meetings that have not started."""
        self.meetings = meetings
        self.meeting.offer([(meeting.id, meeting_label(meeting)) for meeting in meetings])

    def values(self) -> dict[str, Any]:
        """Return the meeting itself."""
        return {"meeting": next(meeting for meeting in self.meetings if meeting.id == self.meeting.data)}
