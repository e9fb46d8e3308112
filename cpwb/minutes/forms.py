"""What people record in the room, turned into values."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Self

from wtforms import BooleanField, Field, HiddenField

from cpwb.actions.forms import ActionForm, ReportForm
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import OwnerChoices
from cpwb.committees.choices import Side
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.words import _l
from cpwb.meetings.choices import DecidedBy, TextKept
from cpwb.meetings.models import AgendaItem
from cpwb.meetings.queries import Missing
from cpwb.minutes.choices import ObjectionAnswer, ObjectionKind
from cpwb.minutes.sentences import names_of, read_sentence, sentence_at, task_of
from cpwb.ui.fields import (
    MAX_LONG_TEXT,
    MAX_NOTES,
    BilingualField,
    ChoiceField,
    LongTextField,
    NumberField,
    PickField,
    RevisionField,
    RichTextField,
    TextField,
)
from cpwb.ui.forms import Filters, Form
from cpwb.ui.picks import MultiPickField
from cpwb.ui.uploads import FileField

#: As many characters as the column holds.
MAX_DECISION = 2000

Choices = Sequence[tuple[int, Any]]

#: The votes that are counted, and what they are called under the name of a side.
_VOTES = {"for": _l("votes: for"), "against": _l("votes: against"), "abstain": _l("votes: abstentions")}


def window_name(text: str | None) -> str:
    """Return the random name that a window gave itself; nothing for junk and where no scripts run."""
    return text if text and re.fullmatch(r"[A-Za-z0-9-]{8,40}", text) else ""


class _WindowField(HiddenField):
    """The name of the window that sends."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = window_name(str(valuelist[0]) if valuelist else "")


class NotesForm(Form):
    """The notes of an agenda item, written on top of a revision of them.

    `tab` and `serial` come from scripts: which window sends, and how many saves it has sent. `keep` comes from the
    buttons under two texts that met: the choice, and the revision of the text that was shown beside one's own. Until
    one of them is pressed, the form stays at the revision that was written on, so that nothing is saved over a text
    without anybody choosing so.
    """

    notes = RichTextField(_l("Notes"))
    revision = RevisionField()
    tab = _WindowField(default="")
    serial = RevisionField(default=0)
    keep = HiddenField(default="")
    item: AgendaItem

    @classmethod
    def of(cls, item: AgendaItem) -> Self:
        """Return the form of an item, with ids of its own."""
        form = cls(data={"notes": item.notes, "revision": item.notes_revision}).told_apart(f"item-{item.id}")
        form.item = item
        return form

    @property
    def text_kept(self) -> TextKept:
        """Return which of two texts the writer chose; one's own when there was no choice."""
        choice = self._choice[0]
        return TextKept(choice) if choice in tuple(TextKept) else TextKept.MINE

    @property
    def is_exchanged(self) -> bool:
        """Say whether another text than the one that was sent stands in the notes now, to go on from."""
        return self.is_submitted() and not self.errors and self.text_kept is not TextKept.MINE

    @property
    def _choice(self) -> tuple[str, int | None]:
        """Return what was chosen, and the revision of the other text that was shown then."""
        choice, _colon, revision = (self.keep.data or "").partition(":")
        return choice, int(revision) if re.fullmatch(r"[0-9]{1,9}", revision) else None

    def values(self) -> dict[str, Any]:
        """Return what is saved, without the choice of how, on top of the text that was seen last."""
        saved = {name: value for name, value in super().values().items() if name != "keep"}
        seen = self._choice[1]
        return saved if seen is None else saved | {"revision": seen}

    def carries_out(self, act: Callable[[], Any]) -> bool:
        """Save; whoever goes on writing does so on top of what is stored now."""
        saved: bool = super().carries_out(act)
        if saved:
            self.revision.data = self.item.notes_revision
        return saved


class WriterForm(Form):
    """The window in which somebody begins to write."""

    tab = _WindowField(default="")

    def validate(self, *arguments: Any, **options: Any) -> bool:
        """Ask for a name: a window without one cannot be told from others."""
        return super().validate(*arguments, **options) and bool(self.tab.data)


class RoundForm(Form):
    """The round of the draft that somebody read before approving it."""

    round = RevisionField()


class SeenForm(Form):
    """The revision of a text that somebody saw before publishing it, or before putting another one in its place."""

    revision = RevisionField()


class ComparisonFilters(Filters):
    """The number of the version to compare with."""

    number = NumberField(_l("Compare with version"), low=1)


class DecisionForm(Form):
    """What was decided under an item, and how."""

    text = LongTextField(_l("What was decided"), max_length=MAX_DECISION, required=True)
    how = ChoiceField(_l("How it was decided"), DecidedBy, default=DecidedBy.CONSENSUS)
    votes_for = NumberField(_l("Votes for"), high=1000)
    votes_against = NumberField(_l("Votes against"), high=1000)
    votes_abstain = NumberField(_l("Abstentions"), high=1000)

    @classmethod
    def of(cls, item: AgendaItem, **options: Any) -> Self:
        """Return the form for a decision under an item, with ids of its own."""
        return cls(**options).told_apart(f"decision-{item.id}")

    def by_side(self) -> list[tuple[Side, list[Field]]]:
        """Return for each side the fields for its votes: for, against, abstentions."""
        return [(side, [self[f"{side.value}_{name}"] for name in _VOTES]) for side in Side]

    @property
    def is_per_side(self) -> bool:
        """Say whether votes were typed per side, or something else where they belong."""
        return any(field.data is not None or field.errors for _side, fields in self.by_side() for field in fields)

    def values(self) -> dict[str, Any]:
        """Return what was typed; a side that was left empty cast no votes, and empty totals are what the sides make."""
        values = super().values()
        for side in Side:
            for name in _VOTES:
                del values[f"{side.value}_{name}"]
        if self.is_per_side:
            votes = {side: tuple(field.data or 0 for field in fields) for side, fields in self.by_side()}
            values["per_side"] = votes
            totals = [f"votes_{name}" for name in _VOTES]
            if all(values[name] is None for name in totals):
                values |= {
                    name: sum(counted) for name, counted in zip(totals, zip(*votes.values(), strict=True), strict=True)
                }
        return values


for _side in Side:
    for _name, _label in _VOTES.items():
        setattr(DecisionForm, f"{_side.value}_{_name}", NumberField(_label, high=1000))


def action_form(item: AgendaItem, owners: OwnerChoices, **options: Any) -> ActionForm:
    """Return the form for an action point under an item: with its objective, these owners, and ids of its own."""
    data = {"objective": item.objective, **options.pop("data", {})}
    form = ActionForm(data=data, **options).told_apart(f"action-{item.id}")
    form.owner.offer_owners(owners)
    return form


class SentenceForm(Form):
    """A line of the notes, and where the cursor stands in it; without a place the whole of it is meant."""

    line = HiddenField()
    place = NumberField(_l("Place in the line"), high=MAX_NOTES)

    @property
    def sentence(self) -> str:
        """Return the sentence that is meant, on one line."""
        line = str(self.line.data or "")[:MAX_LONG_TEXT]
        place = self.place.data
        return " ".join((line if place is None else sentence_at(line, place)).split())

    def decision(self, item: AgendaItem) -> DecisionForm:
        """Return the form of a decision under an item with the sentence in it."""
        said = read_sentence(self.sentence, clock.today())
        return DecisionForm.of(item, formdata=None, data={"text": said.text[:MAX_DECISION]})

    def action(self, item: AgendaItem, owners: OwnerChoices) -> ActionForm:
        """Return the form of an action point under an item with what the sentence says in it."""
        task = task_of(read_sentence(self.sentence, clock.today()), names_of(owners))
        return action_form(item, owners, formdata=None, data=asdict(task))


class PhraseForm(Form):
    """The words of a phrase, in both languages."""

    text = BilingualField(_l("Phrase"), max_length=500, multiline=True, required=True)


class EditPhraseForm(PhraseForm):
    """Other words for a phrase."""

    revision = RevisionField()


class SuggestionForm(Form):
    """Which of the phrases that most committees use this one takes over."""

    places = MultiPickField(_l("Usual phrases"))

    @classmethod
    def offering(cls, texts: Sequence[Bilingual]) -> Self:
        """Return the form with these phrases, all of them ticked."""
        form = cls(data={"places": range(len(texts))})
        form.places.offer(enumerate(texts))
        return form

    def texts(self) -> list[Bilingual]:
        """Return the phrases that were ticked."""
        offered = dict(self.places.choices)
        return [offered[place] for place in self.places.data]


def progress_form(action: ActionPoint, **options: Any) -> ReportForm:
    """Return the form to report on an action point in one step, with ids of its own.

    With `formdata=None` it is a fresh one, whatever this request sent.
    """
    return ReportForm.of(action, **options).told_apart(f"progress-{action.id}")


class CloseForm(Form):
    """Closing a meeting, knowing what its record lacks; made by `CloseForm.of`."""

    treated = MultiPickField(
        _l("Treated all the same"), hint=_l("These stay in the minutes, though nothing is written under them.")
    )
    knowingly = BooleanField(_l("Close all the same: I have seen what is missing."))
    missing: Missing
    #: The action points whose owner is a seat that nobody holds.
    unowned: Sequence[ActionPoint]

    @classmethod
    def of(cls, missing: Missing, unowned: Sequence[ActionPoint]) -> Self:
        """Return the form for a meeting of which this is missing."""
        form = cls()
        form.missing, form.unowned = missing, unowned
        form.treated.offer([(item.id, f"{item.position}. {item.title}") for item in missing.unreached])
        return form

    @property
    def has_gaps(self) -> bool:
        """Say whether anything is missing."""
        return bool(self.missing or self.unowned)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask whoever closes a meeting with gaps to say that they were seen."""
        valid: bool = super().validate(extra_validators)
        if self.has_gaps and not self.knowingly.data:
            self.knowingly.errors = [
                str(_l("Complete what is missing, or tick that you close the meeting all the same."))
            ]
            return False
        return valid

    def values(self) -> dict[str, Any]:
        """Return the items that were treated all the same."""
        return {"treated": self.treated.data}


# After the meeting


class ObjectionForm(Form):
    """What somebody has against a passage of the draft."""

    mandate_id = PickField(_l("For whom"), required=False, nothing=_l("for myself"))
    item_id = PickField(_l("About"), required=False, nothing=_l("the minutes as a whole"))
    kind = ChoiceField(_l("What you ask"), ObjectionKind, default=ObjectionKind.OBJECTION)
    quote = LongTextField(_l("The passage"), max_length=MAX_DECISION, hint=_l("Copy the words you mean."))
    text = LongTextField(_l("What is wrong, or what it should say"), max_length=MAX_DECISION, required=True)

    @classmethod
    def offering(cls, items: Choices, members: Choices | None, *, item_id: int | None) -> Self:
        """Return the form about one of the items; with `members`, for one of them or for oneself."""
        form = cls(data={"item_id": item_id if item_id in {identity for identity, _label in items} else None})
        form.item_id.offer(items)
        if members is None:
            del form.mandate_id
        else:
            form.mandate_id.offer(members)
        return form


class AnswerForm(Form):
    """What is done with an objection."""

    answer = ChoiceField(_l("Answer"), ObjectionAnswer)
    reason = LongTextField(
        _l("Reason"), max_length=MAX_DECISION, hint=_l("Compulsory for what is not taken over; the members read it.")
    )
    revision = RevisionField()


class ReopeningForm(Form):
    """Why approved minutes should be written again."""

    reason = LongTextField(_l("Why they should be written again"), max_length=MAX_DECISION, required=True)


class AddendumForm(Form):
    """A correction of approved minutes."""

    item_id = PickField(_l("About"), required=False, nothing=_l("the minutes as a whole"))
    text = LongTextField(_l("Correction"), max_length=MAX_DECISION * 2, required=True)

    @classmethod
    def offering(cls, items: Choices) -> Self:
        """Return the form about one of the items."""
        form = cls()
        form.item_id.offer(items)
        return form


class SummaryForm(Form):
    """What everybody may read of minutes."""

    text = BilingualField(
        _l("Summary"),
        max_length=MAX_LONG_TEXT,
        multiline=True,
        required=True,
        hint=_l("Write what was said and decided, and name nobody on the side of the communities."),
    )
    knowingly = BooleanField(_l("This is a word of the text, not the name of a member"))
    revision = RevisionField(default=0)


class VerificationForm(Form):
    """A file or a fingerprint to look up."""

    file = FileField(
        _l("File"), accept=".pdf,.json", hint=_l("The PDF of minutes, or the file with their data. It is not kept.")
    )
    digest = TextField(
        _l("Or the fingerprint"),
        hint=_l("The 64 characters at the end of the minutes, or the 12 at the foot of a page."),
    )

    def validate(self, *arguments: Any, **options: Any) -> bool:
        """Ask for one of the two."""
        valid: bool = super().validate(*arguments, **options)
        if valid and not self.file.data and not self.digest.data:
            self.file.errors = [str(_l("Choose a file or type a fingerprint."))]
            return False
        return valid
