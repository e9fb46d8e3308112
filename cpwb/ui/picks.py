"""Fields that pick from what the view offers: one from several groups, or several at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext
from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from cpwb.core.words import said
from cpwb.ui.fields import MAX_DIGITS

#: More boxes than a page ever shows; what sends more is no form of ours.
MAX_PICKED = 200


class GroupedPickField(SelectField):
    """One of the things that the view offers under headings, by a key such as "seat:12"; "" for none of them.

    A required field asks with its `prompt` ("Choose who takes this on"), so that the first of the list is not taken
    by mistake; for another one `nothing` is the name of the empty choice.
    """

    def __init__(
        self, label: Any, *, required: bool = True, prompt: Any = "–", nothing: Any = "–", hint: Any = "", **kwargs: Any
    ) -> None:
        super().__init__(label, choices=[], coerce=self._key, validate_choice=False, description=hint, **kwargs)
        self.is_required = required
        self._empty = prompt if required else nothing

    @staticmethod
    def _key(value: Any) -> str:
        return "" if value is None else str(value)

    def offer(self, groups: Mapping[Any, Iterable[tuple[str, Any]]]) -> None:
        """Offer these things: heading → (key, label); headings without things are left out."""
        self.choices = [SelectChoice("", str(self._empty))]
        for heading, things in groups.items():
            self.choices += [SelectChoice(key, str(said(label)), optgroup=str(heading)) for key, label in things]

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered, and nothing where something is needed."""
        self.data: str = self._key(self.data)
        offered = {choice.value for choice in self.choices if choice.value or not self.is_required}
        if self.data not in offered:
            raise StopValidation(lazy_gettext("Choose one of the list."))


class MultiPickField(Field):
    """Any number of the things in `choices` (id, label), as boxes to tick; the view offers them before validation.

    A thing of the row that is edited counts as its id, so `form = InitiativeForm(obj=initiative)` ticks its partners.
    """

    def __init__(self, label: Any, *, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.choices: list[tuple[int, Any]] = []
        self.is_required = False

    def offer(self, choices: Iterable[tuple[int, Any]]) -> None:
        """Offer these things."""
        self.choices = list(choices)

    def process_data(self, value: Any) -> None:
        """Take what is ticked from the things, or the ids, of the row that is edited."""
        self.data = [getattr(thing, "id", thing) for thing in value or ()]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the ids of the ticked boxes; without a box nothing is ticked."""
        self.data = []
        if len(valuelist) > MAX_PICKED or any(not self._is_id(value) for value in valuelist):
            raise ValueError(lazy_gettext("Choose from the list."))
        self.data = sorted({int(value) for value in valuelist})

    @staticmethod
    def _is_id(value: Any) -> bool:
        return isinstance(value, str) and value.isdecimal() and len(value) <= MAX_DIGITS

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered, which includes the things of other places."""
        if not set(self.data) <= {identity for identity, _label in self.choices}:
            raise StopValidation(lazy_gettext("Choose from the list."))

    def boxes(self) -> list[tuple[int, str, bool]]:
        """Return the boxes: id, label, whether it is ticked."""
        return [(identity, str(said(label)), identity in self.data) for identity, label in self.choices]
