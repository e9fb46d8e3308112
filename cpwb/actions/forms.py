"""The forms of action points."""

from typing import Any, Self

from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice

from cpwb.actions.choices import ACTION_MOVES, ActionState, Priority, StateFilter
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import OwnerChoices, owner_ids, owner_key
from cpwb.committees.choices import Side
from cpwb.core.words import _l, said
from cpwb.programme.choices import Objective
from cpwb.ui.fields import ChoiceField, DateField, LongTextField, PickField, RevisionField, TextField
from cpwb.ui.forms import Filters, Form
from cpwb.ui.picks import GroupedPickField

MAX_REPORT = 2000


class OwnerField(GroupedPickField):
    """A seat or an organisation, under the side that it belongs to."""

    def offer_owners(self, choices: OwnerChoices) -> None:
        """Offer these owners: under each side the seats first, then the organisations, by name."""
        self.offer({side.label: sorted(owners, key=_seats_first) for side, owners in choices.items()})


def _seats_first(owner: tuple[str, Any]) -> tuple[bool, str]:
    key, name = owner
    return not key.startswith("seat:"), said(name).casefold()


class _OwnedForm(Form):
    """A form with an owner, which the service knows as a seat or an organisation."""

    def values(self) -> dict[str, Any]:
        """Return what was typed, with the owner as the service asks for it."""
        values = super().values()
        return values | owner_ids(values.pop("owner"))


class _Words(Form):
    """What an action point says."""

    title = TextField(_l("What is to be done"), required=True, hint=_l("Start with a verb: “design a contact card”."))
    description = LongTextField(_l("What one must know to do it"), max_length=4000)


class ActionForm(_OwnedForm, _Words):
    """A new action point."""

    owner = OwnerField(_l("Owner"), prompt=_l("Choose who takes this on"))
    due_on = DateField(_l("Due date"), required=True, coming=True)
    partners = TextField(_l("Together with"), hint=_l("Functions or organisations, no names of persons."))
    priority = ChoiceField(_l("Priority"), Priority, default=Priority.NORMAL)
    objective = ChoiceField(_l("Objective of the programme"), Objective, required=False)


class EditActionForm(_OwnedForm, _Words):
    """What an action point says and who owns it; the due date has a form of its own, because it asks for a reason."""

    owner = OwnerField(_l("Owner"), prompt=_l("Choose who takes this on"))
    partners = TextField(_l("Together with"), hint=_l("Functions or organisations, no names of persons."))
    priority = ChoiceField(_l("Priority"), Priority)
    objective = ChoiceField(_l("Objective of the programme"), Objective, required=False)
    revision = RevisionField()

    @classmethod
    def of(cls, action: ActionPoint, owners: OwnerChoices) -> Self:
        """Return the form of an action point, with these owners on offer."""
        form = cls(obj=action, data={"owner": owner_key(action.owner_seat_id, action.owner_organisation_id)})
        form.owner.offer_owners(owners)
        return form


class ReportForm(Form):
    """How an action point stands: the state first, because for many that is all."""

    state = ChoiceField(_l("How does it stand?"), ActionState)
    note = LongTextField(
        _l("What happened"),
        max_length=MAX_REPORT,
        hint=_l("What was done, what is in the way, or why it is dropped."),
    )
    result = LongTextField(
        _l("Result"), max_length=MAX_REPORT, hint=_l("Only when it is completed: what is different now?")
    )
    revision = RevisionField()

    @classmethod
    def of(cls, action: ActionPoint, **options: Any) -> Self:
        """Return the form of an action point, with the states it can go to and nothing written yet."""
        form = cls(data={"state": action.state, "revision": action.revision}, **options)
        form._thing = action
        allowed = {action.state, *ACTION_MOVES[action.state]}
        form.state.choices = [SelectChoice(state.value, state.label) for state in ActionState if state in allowed]
        return form


class DueDateForm(Form):
    """Another due date, and why."""

    due_on = DateField(_l("New due date"), required=True, coming=True)
    reason = LongTextField(_l("Reason"), max_length=1000, required=True)


class SnoozeForm(Form):
    """From which day an action point comes back to the follow-up of meetings."""

    show_again_on = DateField(
        _l("Show again from"), hint=_l("For example 9/3/2026. Leave it empty to show it at the next meeting.")
    )


class ActionFilters(Filters):
    """Which action points of a committee a list shows."""

    state = ChoiceField(_l("State"), StateFilter, required=False, nothing=_l("all states"))
    side = ChoiceField(_l("Side"), Side, required=False, nothing=_l("all sides"))
    owner = OwnerField(_l("Owner"), required=False, nothing=_l("all owners"))
    meeting = PickField(_l("Agreed at"), required=False, nothing=_l("all meetings"))
    overdue = BooleanField(_l("overdue only"))
