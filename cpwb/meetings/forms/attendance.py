"""What people record about who was there, turned into values."""

import json
from typing import Any

from wtforms import Field, HiddenField

from cpwb.committees.choices import Side
from cpwb.core.words import LazyText, _l
from cpwb.meetings.choices import AttendanceState
from cpwb.meetings.forms.attendance_parts import overtaken, read_parts, recorded_parts
from cpwb.meetings.presence import LEFT_BEFORE_ARRIVING, MAX_NOTE, ONLY_WHO_WAS_THERE, SeatDetails
from cpwb.meetings.queries import AttendanceList, SeatAttendance
from cpwb.ui.fields import ChoiceField, NumberField, PickField, TextField
from cpwb.ui.forms import Form

_UNNAMED = _l("People who wish to be counted only")


class RemarkField(TextField):
    """A remark about a seat: free text in one line, which stands in the minutes."""

    is_free_text = True


class AttendanceForm(Form):
    """Who was there; made for the seats of one meeting by `attendance_form`.

    `part` is the name of the part that was changed when it is saved at once: a field, or the details of a seat
    (`details_<seat>`). Then nothing else is saved, so that two people who record together do not undo each other's
    taps. Without it all of the form is, as far as it was changed: `seen` holds what stands in the page that is not the
    reader's own change, by part, as JSON. What somebody else changed meanwhile stays; where both did, one is told
    before one's own takes its place.
    """

    seen = HiddenField(render_kw={"data-current": True})

    guests = TextField(
        _l("Guests"),
        max_length=1000,
        hint=_l("By function or organisation: an interpreter, the public prosecutor, Unia."),
    )
    listed: AttendanceList
    part: str | None = None
    _changed: frozenset[str] = frozenset()

    def state_of(self, row: SeatAttendance) -> Field:
        """Return the field that says how a seat was filled."""
        return self[f"seat_{row.seat.id}"]

    def alternate_of(self, row: SeatAttendance) -> Field:
        """Return the field that says by whom a seat was replaced."""
        return self[f"replaced_{row.seat.id}"]

    def details_of(self, row: SeatAttendance) -> tuple[Field, Field, Field]:
        """Return the fields for the item at which somebody arrived, the one after which that person left, a remark."""
        arrived, left, note = (self[f"{name}_{row.seat.id}"] for name in ("arrived", "left", "note"))
        return arrived, left, note

    def has_details(self, row: SeatAttendance) -> bool:
        """Say whether there is something in the details of a seat, or something wrong with it."""
        return any(field.data not in (None, "") or field.errors for field in self.details_of(row))

    def count_of(self, side: Side) -> Field:
        """Return the field of a head count."""
        return self[f"unnamed_{side.value}"]

    def by_side(self) -> list[tuple[Side, list[SeatAttendance], Field]]:
        """Return for each side its seats and the field of its head count."""
        rows = self.listed.rows
        return [(side, [row for row in rows if row.seat.side is side], self.count_of(side)) for side in Side]

    def _saves(self, part: str) -> bool:
        return part in self._changed if self.part is None else part == self.part

    def _answered(self) -> list[SeatAttendance]:
        """Return the seats that are saved and of which something was said."""
        states = [(row, self.state_of(row)) for row in self.listed.rows]
        return [row for row, state in states if self._saves(state.name) and state.data is not None]

    def _detailed(self) -> list[SeatAttendance]:
        """Return the seats whose details are saved: there are some, or there were."""
        rows = [row for row in self.listed.rows if self._saves(f"details_{row.seat.id}")]
        return [row for row in rows if self._filled(row) is not None or self.has_details(row)]

    def _filled(self, row: SeatAttendance) -> AttendanceState | None:
        """Return how a seat will be filled once this form is saved."""
        state: AttendanceState | None = self.state_of(row).data if row in self._answered() else row.state
        return state

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask at each seat for what its state needs, and for details that go with it."""
        valid: bool = super().validate(extra_validators)
        if self._is_overtaken():
            valid = False
        for row in self._detailed():
            wrong = self._wrong_details(row)
            if wrong is not None and not any(field.errors for field in self.details_of(row)):
                field, sentence = wrong
                field.errors = [str(sentence)]
            valid = valid and wrong is None
        for row in self._answered():
            alternate = self.alternate_of(row)
            replaced = self.state_of(row).data is AttendanceState.REPLACED
            if replaced and alternate.data is None and not alternate.errors:
                alternate.errors = [str(_l("Choose who took the place of the member."))]
                valid = False
        return valid

    def _is_overtaken(self) -> bool:
        """Find out what was changed in the page, and say where somebody else has recorded another thing since."""
        stands, typed = recorded_parts(self.listed), self._typed()
        seen = read_parts(self.seen.data, stands)
        self._changed = frozenset(part for part in typed if part in seen and typed[part] != seen[part])
        saved = [part for part in typed if part in seen and self._saves(part)]
        late = [part for part in saved if stands[part] not in (seen[part], typed[part])]
        for part in late:
            self[part.replace("details_", "note_")].errors = [str(overtaken(self.listed, part))]
        # Whoever has been told may save once more.
        self.seen.data = json.dumps(seen | {part: stands[part] for part in late})
        return bool(late)

    def has_saved(self) -> None:
        """Let the page take the part that was saved at once for seen: the next change of it goes on from there."""
        seen = json.loads(self.seen.data)
        self.seen.data = json.dumps(seen | {part: said for part, said in self._typed().items() if part == self.part})

    def _typed(self) -> dict[str, Any]:
        """Return what the page sends of each part, as `recorded_parts` does of what is recorded.

        A seat of which nothing is said, as one cannot take back an answer, is none of them.
        """
        typed: dict[str, Any] = {"guests": self.guests.data or ""}
        for row in self.listed.rows:
            state, replaced = self.state_of(row), self.alternate_of(row).data
            if state.data is not None:
                typed[state.name] = [state.data, replaced if state.data is AttendanceState.REPLACED else None]
            arrived, left, note = self.details_of(row)
            typed[f"details_{row.seat.id}"] = [arrived.data, left.data, note.data or ""]
        return typed | {self.count_of(side).name: self.count_of(side).data or 0 for side in Side}

    def _wrong_details(self, row: SeatAttendance) -> tuple[Field, LazyText] | None:
        """Return what cannot be in the details of a seat, and at which field, or None."""
        arrived, left, note = self.details_of(row)
        state, moved = self._filled(row), [field for field in (arrived, left) if field.data is not None]
        if state is None:
            return (moved or [note])[0], _l("Say first whether this seat was filled.")
        if moved and state not in (AttendanceState.PRESENT, AttendanceState.REPLACED):
            return moved[0], ONLY_WHO_WAS_THERE
        for field in moved:
            if field.data not in self.listed.places:
                return field, _l("There is no such item on the agenda.")
        if len(moved) > 1 and arrived.data > left.data:
            return left, LEFT_BEFORE_ARRIVING
        return None

    def _details(self, row: SeatAttendance) -> SeatDetails:
        arrived, left, note = self.details_of(row)
        places = self.listed.places
        return SeatDetails(
            arrived_item_id=places[arrived.data] if arrived.data is not None else None,
            left_item_id=places[left.data] if left.data is not None else None,
            note=note.data or "",
        )

    def values(self) -> dict[str, Any]:
        """Return the arguments of `service.record_attendance`."""
        return {
            "details": {row.seat.id: self._details(row) for row in self._detailed()},
            "seats": {row.seat.id: (self.state_of(row).data, self.alternate_of(row).data) for row in self._answered()},
            "unnamed": {side: self.count_of(side).data or 0 for side in Side if self._saves(f"unnamed_{side.value}")},
            "guests": self.guests.data if self._saves("guests") else self.listed.guests,
        }


def _add_details(form: type[AttendanceForm], row: SeatAttendance) -> None:
    """Give a form the fields for the details of a seat."""
    arrived = NumberField(_l("Arrived at item"), low=1, high=1000, default=row.arrived)
    left = NumberField(_l("Left after item"), low=1, high=1000, default=row.left)
    note = RemarkField(
        _l("Remark for the minutes"),
        max_length=MAX_NOTE,
        default=row.note,
        hint=_l("For example: interpreter present. Not why somebody is away."),
    )
    for name, field in (("arrived", arrived), ("left", left), ("note", note)):
        setattr(form, f"{name}_{row.seat.id}", field)


def _states(row: SeatAttendance) -> list[AttendanceState]:
    """Return how a seat can have been filled.

    A vacant seat can only be replaced, as nobody else could have come for it, and no seat where there is no substitute.
    """
    replaced = AttendanceState.REPLACED
    return [state for state in AttendanceState if (row.alternates if state is replaced else row.holder)]


def attendance_form(listed: AttendanceList, *, part: str | None = None) -> AttendanceForm:
    """Return the form for the seats of one meeting, filled in with what was recorded."""

    class Filled(AttendanceForm):
        pass

    for row in listed.rows:
        state = ChoiceField(row.label, AttendanceState, members=_states(row), required=False, default=row.state)
        alternate = PickField(_l("Replaced by"), required=False, default=row.replaced_by_id)
        setattr(Filled, f"seat_{row.seat.id}", state)
        setattr(Filled, f"replaced_{row.seat.id}", alternate)
        _add_details(Filled, row)
    for side in Side:
        count = NumberField(_UNNAMED, low=0, high=1000, default=listed.unnamed.get(side, 0))
        setattr(Filled, f"unnamed_{side.value}", count)
    form = Filled(data={"guests": listed.guests, "seen": json.dumps(recorded_parts(listed))})
    form.listed, form.part = listed, part
    for row in listed.rows:
        form.alternate_of(row).offer(row.alternates)
    return form
