"""Fields: text into values, each with a length."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext
from wtforms import Field, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.validators import (
    DataRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.case_facts import case_fact_in
from cpwb.core.dates import parse_coming_date, parse_date, parse_time, short_date
from cpwb.core.sanitising import MAX_RICH_TEXT, clean_html, plain_text, rich_text
from cpwb.core.words import _l, said

MAX_LONG_TEXT = 8000
MAX_NOTES = MAX_RICH_TEXT
#: Numbers of so many digits fit an INTEGER column.
MAX_DIGITS = 9


def _tidy(text: str | None) -> str:
    """Strip the ends, keep one kind of line end, and drop the control characters that no keyboard makes."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()


def _no_case_facts(_form: Any, field: Field) -> None:
    """Refuse national register numbers, number plates and numbers of police reports."""
    if sentence := case_fact_in(str(field.data or "")):
        raise ValidationError(str(sentence))


_REQUIRED = _l("This field is required.")


def _words_needed(required: bool) -> list[Any]:  # noqa: FBT001 -- read as `_words_needed(required)`
    """Ask for words; spaces are none."""
    return [DataRequired(_REQUIRED)] if required else [Optional()]


class _ValueNeeded:
    """The first validator of a field that reads text into a value: asks for one, unless it said what is wrong."""

    def __init__(self, required: bool) -> None:  # noqa: FBT001 -- read as `_ValueNeeded(required)`
        self._required = required
        self.field_flags = {"required": True} if required else {"optional": True}

    def __call__(self, _form: Any, field: Field) -> None:
        if field.errors:
            raise StopValidation
        if field.data is None:
            raise StopValidation(_REQUIRED) if self._required else StopValidation


def _too_long(max_length: int) -> Length:
    return Length(max=max_length, message=lazy_gettext("This may be %(max)d characters long at most."))


class TextField(StringField):
    """One line of text, at most `max_length` characters."""

    def __init__(
        self, label: Any, *, max_length: int = 200, required: bool = False, hint: Any = "", **kwargs: Any
    ) -> None:
        validators = [
            *_words_needed(required),
            *kwargs.pop("validators", []),
            _too_long(max_length),
            _no_case_facts,
        ]
        super().__init__(label, validators=validators, filters=[_tidy], description=hint, **kwargs)
        self.max_length = max_length


class LongTextField(TextAreaField):
    """Several lines of free text; its page warns that names of outsiders and facts of a case do not belong here."""

    is_free_text = True

    def __init__(
        self, label: Any, *, max_length: int = MAX_LONG_TEXT, required: bool = False, hint: Any = "", **kwargs: Any
    ) -> None:
        validators = [*_words_needed(required), _too_long(max_length), _no_case_facts]
        super().__init__(label, validators=validators, filters=[_tidy], description=hint, **kwargs)
        self.max_length = max_length


class RichTextField(TextAreaField):
    """Formatted text written in Trix, sanitised as soon as it is read.

    Without scripts it is a plain textarea: it shows the words, and what is typed into it becomes one block. Words that
    nobody changed there keep their format.
    """

    is_free_text = True
    is_rich_text = True

    def __init__(self, label: Any, *, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(label, validators=[Optional()], description=hint, **kwargs)

    @property
    def words(self) -> str:
        """Return the text without its format, one line per block."""
        return plain_text(self.data or "")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what the editor sent, or give plain words a block."""
        sent = valuelist[0] if valuelist else ""
        stored = self.object_data or ""
        if not sent.lstrip().startswith("<"):
            words = _tidy(sent)
            sent = stored if words == plain_text(stored) else rich_text(words)
        self.data = clean_html(sent)

    def pre_validate(self, form: Any) -> None:
        """Refuse notes beyond 200,000 characters, and facts of a case."""
        if len(self.data or "") > MAX_NOTES:
            raise StopValidation(lazy_gettext("This may be %(max)d characters long at most.") % {"max": MAX_NOTES})
        if sentence := case_fact_in(plain_text(self.data or "")):
            raise StopValidation(str(sentence))


class DateField(StringField):
    """A date as people type it: 9/3/2026, 09-03-2026, 9.3.2026 or 2026-03-09; one to come also without its year."""

    def __init__(
        self, label: Any, *, required: bool = False, coming: bool = False, hint: Any = None, **kwargs: Any
    ) -> None:
        self._coming = coming
        example = _l("For example 9/3/2026, or 9/3 for the next one.") if coming else _l("For example 9/3/2026.")
        hint = example if hint is None else hint
        super().__init__(label, validators=[_ValueNeeded(required)], description=hint, **kwargs)
        self.max_length = 20

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the date, or say how to type one."""
        self.data: date | None = None
        text = _tidy(valuelist[0]) if valuelist else ""
        if text:
            try:
                self.data = parse_coming_date(text, clock.today()) if self._coming else parse_date(text)
            except ValueError:
                raise ValueError(lazy_gettext("This is not a date. Type it like 9/3/2026.")) from None

    def _value(self) -> str:
        if self.raw_data:
            return _tidy(self.raw_data[0])
        return short_date(self.data) if self.data else ""


class TimeField(StringField):
    """A time of day as people type it: 18.30, 18:30, 18u30 or 18 h 30."""

    def __init__(self, label: Any, *, required: bool = False, hint: Any = None, **kwargs: Any) -> None:
        hint = _l("For example 18.30.") if hint is None else hint
        super().__init__(label, validators=[_ValueNeeded(required)], description=hint, **kwargs)
        self.max_length = 20

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the time, or say how to type one."""
        self.data: time | None = None
        text = _tidy(valuelist[0]) if valuelist else ""
        if text:
            try:
                self.data = parse_time(text)
            except ValueError:
                raise ValueError(lazy_gettext("This is not a time. Type it like 18.30.")) from None

    def _value(self) -> str:
        if self.raw_data:
            return _tidy(self.raw_data[0])
        return f"{self.data:%H.%M}" if self.data else ""


class NumberField(IntegerField):
    """A whole number from `low` to `high`."""

    def __init__(
        self, label: Any, *, low: int = 0, high: int = 100_000, required: bool = False, hint: Any = "", **kwargs: Any
    ) -> None:
        between = NumberRange(low, high, lazy_gettext("Type a whole number from %(min)s to %(max)s."))
        super().__init__(label, validators=[_ValueNeeded(required), between], description=hint, **kwargs)
        self.max_length = 10

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; it is kept as typed when it is none."""
        text = _tidy(valuelist[0]) if valuelist else ""
        self.data = None
        if not text:
            return
        if not text.removeprefix("-").isdecimal() or len(text) > self.max_length:
            raise ValueError(lazy_gettext("This is not a whole number."))
        self.data = int(text)

    def _value(self) -> str:
        if self.raw_data:
            return _tidy(self.raw_data[0])
        return "" if self.data is None else str(self.data)


class ChoiceField(SelectField):
    """One member of an enum that has labels; without `required` there is an empty choice, called `nothing`."""

    def __init__(
        self,
        label: Any,
        kind: type[StrEnum],
        *,
        members: Sequence[StrEnum] | None = None,
        required: bool = True,
        nothing: Any = "–",
        hint: Any = "",
        **kwargs: Any,
    ) -> None:
        self.kind = kind
        self._empty = [] if required else [SelectChoice("", nothing)]
        super().__init__(label, choices=[], coerce=self._member, validate_choice=False, description=hint, **kwargs)
        self.is_required = required
        self.offer(tuple(kind) if members is None else members)

    def offer(self, members: Iterable[StrEnum]) -> None:
        """Offer only these members of the enum, beside the empty choice if there is one."""
        self.choices = [*self._empty, *(SelectChoice(member.value, member.label) for member in members)]  # type: ignore[attr-defined]  # ours have labels

    def pre_validate(self, form: Any) -> None:
        """Refuse a member that the view does not offer."""
        chosen = "" if self.data is None else self.data
        if not self.errors and chosen not in {choice.value for choice in self.choices}:
            raise StopValidation(lazy_gettext("Choose one of the list."))

    def _member(self, value: Any) -> Any:
        return None if value in ("", None) else self.kind(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the member, or refuse what is not in the list."""
        self.data = None
        value = str(valuelist[0]) if valuelist else ""
        allowed = {choice.value for choice in self.choices}
        if value not in allowed:
            raise ValueError(lazy_gettext("Choose one of the list."))
        self.data = self._member(value)

    def iter_choices(self) -> Iterable[Any]:
        """Give the choices with the present one marked."""
        for choice in self.choices:
            yield Choice(choice.value, str(choice.label), choice.value == ("" if self.data is None else self.data), {})


class PickField(SelectField):
    """One of the things in `choices` (id, label), which the view fills in before the form is validated.

    `nothing` is the name of the empty choice. A required field has one too when it is given a `prompt` ("Choose a
    zone"), so that the first of a long list is not taken by mistake.
    """

    def __init__(
        self,
        label: Any,
        *,
        required: bool = True,
        nothing: Any = "–",
        prompt: Any = None,
        hint: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, choices=[], coerce=self._id, validate_choice=False, description=hint, **kwargs)
        self.is_required = required
        self._empty = prompt if required else nothing

    @staticmethod
    def _id(value: Any) -> int | None:
        return int(value) if value not in ("", None) else None

    def offer(self, choices: Iterable[tuple[int, Any]], *, nothing: Any = None) -> None:
        """Offer these things; without a requirement, or when `nothing` has a name, also none of them."""
        if nothing is not None:
            self.is_required, self._empty = False, nothing
        empty = [] if self._empty is None else [SelectChoice("", self._empty)]
        self.choices = [*empty, *(SelectChoice(str(identity), label) for identity, label in choices)]

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered, which includes the things of other committees."""
        if self.errors:
            raise StopValidation
        if self.is_required and self.data is None:
            raise StopValidation(lazy_gettext("Choose one of the list."))
        if self.data not in {self._id(choice.value) for choice in self.choices}:
            raise StopValidation(lazy_gettext("Choose one of the list."))

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the id; the choices are known only later."""
        value = str(valuelist[0]) if valuelist else ""
        if value and not (value.isdecimal() and len(value) <= MAX_DIGITS):
            raise ValueError(lazy_gettext("Choose one of the list."))
        self.data = self._id(value)

    def iter_choices(self) -> Iterable[Any]:
        """Give the choices with the present one marked."""
        for choice in self.choices:
            yield Choice(choice.value, str(said(choice.label)), self._id(choice.value) == self.data, {})


class BilingualField(Field):
    """A text in both languages: two inputs, one value. `required` asks for at least one of the two."""

    is_bilingual = True

    def __init__(
        self,
        label: Any,
        *,
        max_length: int = 200,
        required: bool = False,
        multiline: bool = False,
        hint: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.max_length = max_length
        self.is_required = required
        self.multiline = multiline
        self.is_free_text = multiline

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read both inputs when the form was sent, keeping what was stored to compare with."""
        stored = data if isinstance(data, Bilingual) else Bilingual()
        self.process_errors: list[str] = []
        self.object_data = self.data = stored
        if formdata is not None and any(f"{self.name}-{code}" in formdata for code in ("nl", "fr")):
            nl, fr = (_tidy(formdata.get(f"{self.name}-{code}", "")) for code in ("nl", "fr"))
            self.data = stored.revised(nl=nl, fr=fr)

    def pre_validate(self, form: Any) -> None:
        """Check the length of each, that there is one if there must be, and that they hold no facts of a case."""
        if self.is_required and not self.data:
            raise StopValidation(lazy_gettext("Fill in at least one of the two languages."))
        for text in (self.data.nl, self.data.fr):
            if len(text) > self.max_length:
                raise StopValidation(
                    lazy_gettext("This may be %(max)d characters long at most.") % {"max": self.max_length}
                )
            if sentence := case_fact_in(text):
                raise StopValidation(str(sentence))


class RevisionField(HiddenField):
    """The revision the form was made from, so that nobody overwrites unseen work; junk counts as outdated."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; anything else is a revision that never was."""
        text = str(valuelist[0]) if valuelist else ""
        self.data = int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else -1
