"""The forms of initiatives."""

from collections.abc import Iterable
from typing import Any, Self

from wtforms.fields.choices import SelectChoice

from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Organisation
from cpwb.core import clock
from cpwb.core.words import _l, said
from cpwb.initiatives.choices import COUNT_LABELS, INITIATIVE_MOVES, InitiativeKind, InitiativeState
from cpwb.initiatives.models import Evaluation, Initiative
from cpwb.programme.choices import Objective
from cpwb.ui.fields import (
    BilingualField,
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    PickField,
    RevisionField,
    TextField,
)
from cpwb.ui.forms import Filters, Form
from cpwb.ui.picks import MultiPickField

#: More people than one occasion ever reaches.
MOST_PEOPLE = 50_000


class InitiativeFilters(Filters):
    """Which initiatives a list shows."""

    q = TextField(_l("Words in the title or the summary"))
    state = ChoiceField(_l("State"), InitiativeState, required=False, nothing=_l("all states"))
    objective = ChoiceField(_l("Objective of the programme"), Objective, required=False, nothing=_l("all objectives"))
    zone = PickField(_l("Police zone"), required=False, nothing=_l("all zones"))
    committee = PickField(_l("Committee"), required=False, nothing=_l("all committees"))


class InitiativeForm(Form):
    """The facts of an initiative."""

    title = BilingualField(_l("Title"), required=True)
    summary = BilingualField(
        _l("Summary"), max_length=600, multiline=True, hint=_l("What it is, in two sentences, for people outside.")
    )
    kind = ChoiceField(_l("Kind"), InitiativeKind, default=InitiativeKind.COMMUNITY)
    objective = ChoiceField(_l("Objective of the programme"), Objective, default=Objective.TRUST)
    description = BilingualField(
        _l("Description"), max_length=6000, multiline=True, hint=_l("What is done, how and why.")
    )
    target_groups = BilingualField(_l("For whom"), max_length=400, hint=_l("Young people from 15 to 20, for example."))
    partners = MultiPickField(_l("Partners"))
    starts_on = DateField(_l("First day"))
    ends_on = DateField(_l("Last day"))
    place = TextField(_l("Place"))

    def offer_partners(self, organisations: Iterable[Organisation]) -> None:
        """Offer these organisations, by name."""
        self._organisations = {organisation.id: organisation for organisation in organisations}
        named = sorted(self._organisations.values(), key=lambda organisation: said(organisation.name).casefold())
        self.partners.offer((organisation.id, organisation.name) for organisation in named)

    def values(self) -> dict[str, Any]:
        """Return what was typed, with the partners as organisations."""
        values = super().values()
        return values | {"partners": [self._organisations[identity] for identity in values["partners"]]}


class EditInitiativeForm(InitiativeForm):
    """The facts of an initiative that is there already."""

    revision = RevisionField()


class MoveForm(Form):
    """The next state of an initiative."""

    state = ChoiceField(_l("Next state"), InitiativeState)
    stop_reason = LongTextField(_l("Reason"), max_length=1000, hint=_l("Only when it is stopped: why?"))

    @classmethod
    def of(cls, initiative: Initiative) -> Self:
        """Return the form with the states to which an initiative can go."""
        form = cls()
        allowed = INITIATIVE_MOVES[initiative.state]
        form.state.choices = [SelectChoice(state.value, state.label) for state in InitiativeState if state in allowed]
        return form


class MilestoneForm(Form):
    """A dated step."""

    title = BilingualField(_l("What is reached"), required=True)
    due_on = DateField(_l("Due date"), required=True)


class ReachForm(Form):
    """The day on which a milestone was reached; today unless somebody types another one."""

    reached_on = DateField(_l("Reached on"), required=True, default=clock.today)


def _count(name: str) -> NumberField:
    return NumberField(COUNT_LABELS[name], high=MOST_PEOPLE)


class SessionForm(Form):
    """One occasion and the people reached, as counts; an empty count is 0."""

    held_on = DateField(_l("Date"), required=True)
    place = TextField(_l("Place"))
    reached_police = _count("reached_police")
    reached_community = _count("reached_community")
    reached_municipality = _count("reached_municipality")
    women = _count("women")
    men = _count("men")
    other_sex = _count("other_sex")
    sex_not_stated = _count("sex_not_stated")
    under_18 = _count("under_18")
    from_18_to_25 = _count("from_18_to_25")
    from_26_to_64 = _count("from_26_to_64")
    over_64 = _count("over_64")
    age_not_stated = _count("age_not_stated")
    satisfaction_answers = NumberField(_l("People who answered"), high=MOST_PEOPLE)
    satisfaction_good = NumberField(_l("Of whom good or very good"), high=MOST_PEOPLE)

    def values(self) -> dict[str, Any]:
        """Return what was typed, with 0 for the counts that were left empty."""
        return {
            name: 0 if value is None and isinstance(self[name], NumberField) else value
            for name, value in super().values().items()
        }


class EditSessionForm(SessionForm):
    """An occasion that is there already."""

    revision = RevisionField()


class EvaluationForm(Form):
    """What an initiative taught."""

    worked = BilingualField(_l("What worked"), max_length=4000, multiline=True, required=True)
    hard = BilingualField(_l("What was hard"), max_length=4000, multiline=True, required=True)
    learnt = BilingualField(_l("What was learnt"), max_length=4000, multiline=True, required=True)
    revision = RevisionField()

    @classmethod
    def of(cls, evaluation: Evaluation | None) -> Self:
        """Return the form of an evaluation, empty when there is none."""
        return cls(obj=evaluation) if evaluation else cls(data={"revision": 0})


class LinkForm(Form):
    """An action point of the committee."""

    action_id = PickField(_l("Action point"), prompt=_l("Choose an action point"))

    def offer_actions(self, actions: Iterable[ActionPoint]) -> None:
        """Offer these action points."""
        self._actions: dict[int | None, ActionPoint] = {action.id: action for action in actions}
        self.action_id.offer((action.id, f"{action.number}. {action.title}") for action in self._actions.values())

    def values(self) -> dict[str, Any]:
        """Return the action point that was chosen."""
        return {"action": self._actions[self.action_id.data]}
